// The words that scripts show or have read out: the build has put them into the page, in its language.
//
//   stafettWord("menu")                        empty where the page brings no such word
//   stafettWord("saved", { day: "2 maj" })     with the named places of the sentence filled
(() => {
  const element = document.getElementById("stafett-words");
  let words = {};
  try {
    words = JSON.parse(element?.textContent || "{}");
  } catch {
    // a template of somebody else's without them
  }
  window.stafettWord = (name, values = {}) =>
    (words[name] ?? "").replace(/\{(\w+)\}/g, (whole, place) => values[place] ?? whole);
})();

// What Material makes of labels and hidden check boxes, a keyboard does not reach and a screen reader does not name.
(() => {
  const header = document.querySelector("[data-md-component=header]");
  const search = document.querySelector("[data-md-component=search]");
  const drawer = document.querySelector("[data-md-toggle=drawer]");
  const side = document.querySelector(".md-sidebar--primary");
  const find = search?.querySelector("input")?.getAttribute("aria-label") ?? "";
  search?.setAttribute("aria-label", find); // a dialogue without a name

  // The label stays for the style; what it shows goes into a button within it, which takes the click.
  const button = (label, name, run) => {
    if (!label) return undefined;
    const made = document.createElement("button");
    made.type = "button";
    made.className = "stafett-button";
    made.setAttribute("aria-label", name);
    made.append(...label.childNodes);
    made.addEventListener("click", run);
    label.append(made);
    return made;
  };

  button(header?.querySelector("label[for=__search]"), find, () => document.getElementById("__search").click());

  const menu = drawer && button(header?.querySelector("label[for=__drawer]"), stafettWord("menu"), () => drawer.click());
  if (!menu || !side) return;
  const tell = () => menu.setAttribute("aria-expanded", drawer.checked);
  tell();
  drawer.addEventListener("change", () => {
    tell();
    if (drawer.checked) side.querySelector("a[href]")?.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });
  // one who has gone past the end of the menu is done with it
  side.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && !side.contains(relatedTarget)) drawer.click();
  });
})();

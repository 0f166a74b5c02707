// What the search dialogue says beyond Material's own: statuses that age, how many pages there are beyond those shown,
// and, where nothing was found, a way to tell of it. Such questions are kept on this device, and sent nowhere.
(() => {
  const MISSED = "stafett.missed";
  const [MOST, SHORTEST, LONGEST] = [50, 3, 100];
  const SETTLED = 1500; // milliseconds after which a question counts as typed to its end
  const field = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const ready = document.getElementById("stafett-missed");
  if (!field || !result || !window.component$) return;

  const [meta, list] = [result.firstElementChild, result.lastElementChild];
  meta.setAttribute("role", "status");

  // An answer that comes while a hit has the focus takes the hit away, and a keyboard would be left nowhere.
  let held;
  document.addEventListener("focusin", ({ target }) => (held = list.contains(target) ? target : undefined));
  const hold = () => {
    if (!held || document.activeElement !== document.body) return;
    const hits = [...list.querySelectorAll(":not(details) > .md-search-result__link")];
    (hits.find(({ href }) => href === held.href) ?? hits[0] ?? field).focus();
  };

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const item of addedNodes)
        for (const element of item.querySelectorAll?.("[data-stafett-due]") ?? []) window.stafettAge?.(element);
    hold();
  }).observe(list, { childList: true });

  const day = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const keep = (question) => {
    const others = stafettStore.get(MISSED, []).filter((one) => one?.question !== question);
    stafettStore.set(MISSED, [{ question, day: day() }, ...others].slice(0, MOST));
  };

  let pending;
  let settling;
  const settle = () => {
    clearTimeout(settling);
    if (pending) keep(pending);
    pending = undefined;
  };
  document.getElementById("__search")?.addEventListener("change", settle);
  addEventListener("pagehide", settle);

  window.component$.subscribe(({ ref, items, all, question: asked = "" }) => {
    if (ref !== result || !items) return;
    const question = asked.trim().slice(0, LONGEST);
    clearTimeout(settling);
    pending = undefined;
    result.querySelector(".stafett-missed-hint")?.remove();
    if (items.length && all > items.length && ready)
      meta.textContent = ready.dataset.best.replace("{n}", items.length).replace("{all}", all);
    if (items.length || question.length < SHORTEST) return;
    if (ready) result.insertBefore(ready.content.cloneNode(true), list);
    pending = question;
    settling = setTimeout(settle, SETTLED);
  });
})();

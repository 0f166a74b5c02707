// Pages age while the built site lies still. This asks the reader's own calendar and applies the rule by which the
// build told how each page stands (stafett.dates.review_status): due before today is overdue, else from `soon` on it
// is due soon. Nobody can tell from here whether a page was reviewed or an owner left, so every other state stays.
//
//   <span class="stafett-badge stafett-badge--current" data-stafett-status="current"
//         data-stafett-due="2026-12-31" data-stafett-soon="2026-12-01">Current</span>
//
// Any element with these attributes ages: classes that end in the state; a badge's words; and the text of its
// [data-stafett-says], from a template with data-stafett-for. All words come from the build, by #stafett-ageing.
//
// `stafettAge(element)` ages one element, such as a search hit's, and gives its state today.
// `stafettAge.state(status, due, soon)` gives the state alone, `stafettAge.words(state)` what a badge says of it, if new.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const today = () => {
    const now = new Date();
    return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const ready = () => document.getElementById("stafett-ageing");
  const words = (state) => ready()?.getAttribute(`data-${state}`) ?? "";

  const CHANGING = new Set(["current", "due-soon", "unvouched"]);

  // Before the day of the build, as by a clock that is wrong, all is as it was built.
  const state = (status, due, soon) => {
    const day = today();
    if (!CHANGING.has(status) || !due || day <= (ready()?.dataset.asOf ?? "9999")) return status;
    if (due < day) return "overdue";
    return status === "current" && soon && soon <= day ? "due-soon" : status;
  };

  const rename = (element, from, to) => {
    for (const name of [...element.classList])
      if (name.endsWith(`--${from}`)) element.classList.replace(name, `${name.slice(0, -from.length)}${to}`);
  };

  const age = (element) => {
    const { stafettStatus: built, stafettDue: due, stafettSoon: soon } = element.dataset;
    const now = state(built, due, soon);
    if (now === built) return now;
    element.dataset.stafettStatus = now;
    rename(element, built, now);
    if (element.classList.contains("stafett-badge")) {
      element.textContent = words(now);
      const row = element.closest("tr");
      if (row) rename(row, built, now);
    }
    const text = element.querySelector("[data-stafett-says]");
    const template = [...element.querySelectorAll("template[data-stafett-for]")].find(
      (one) => one.dataset.stafettFor === now,
    );
    if (text && template) text.replaceChildren(template.content.cloneNode(true));
    return now;
  };

  // A list of what is due holds those ready that will be: rows appear and go, and what is around them follows.
  const lists = () => {
    let arrived = 0;
    let all = 0;
    for (const list of document.querySelectorAll("[data-stafett-shows]")) {
      const states = list.dataset.stafettShows.split(" ");
      let shown = 0;
      for (const row of list.querySelectorAll("tbody tr")) {
        const wasHidden = row.hidden;
        row.hidden = !states.some((one) => row.classList.contains(`stafett-row--${one}`));
        if (wasHidden && !row.hidden && row.querySelector("[data-stafett-was=current]")) arrived += 1;
        if (!row.hidden) shown += 1;
      }
      all += shown;
      const heading = list.parentElement.dataset.stafettWith ? document.getElementById(states[0]) : null;
      if (heading) group(heading, states[0], shown);
    }
    for (const nothing of document.querySelectorAll("[data-stafett-nothing]")) {
      const list = nothing.nextElementSibling; // where a macro made it; on the list of reviews all lists count
      nothing.hidden = list?.dataset.stafettShows ? !!list.querySelector("tbody tr:not([hidden])") : all > 0;
    }
    for (const time of document.querySelectorAll("[data-stafett-today] time")) time.dateTime = time.textContent = today();
    for (const rest of document.querySelectorAll("[data-stafett-rest]")) {
      const left = Number(rest.dataset.stafettRest) - arrived;
      rest.textContent = (left === 1 ? rest.dataset.one : rest.dataset.many).replace("{n}", left);
    }
  };

  const group = (heading, key, shown) => {
    heading.hidden = shown === 0;
    for (const part of document.querySelectorAll(`[data-stafett-with="${key}"]`)) part.hidden = shown === 0;
    const links = document.querySelectorAll(`.md-nav__link[href$="#${key}"]`);
    for (const place of [heading, ...links]) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\(\d+\)/, `(${shown})`);
    }
    for (const link of links) link.closest("li").hidden = shown === 0;
  };

  const filters = () => {
    for (const filter of document.querySelectorAll(".stafett-filter")) {
      let kinds = 0;
      for (const input of filter.querySelectorAll("input:not(#stafett-show-all)")) {
        const key = input.id.slice("stafett-show-".length);
        const number = document.querySelectorAll(`article tbody tr.stafett-row--${key}`).length;
        const label = filter.querySelector(`label[for="${input.id}"]`);
        label.querySelector("span").textContent = number;
        input.hidden = label.hidden = number === 0;
        if (number) kinds += 1;
      }
      filter.hidden = kinds < 2;
    }
  };

  const old = () => {
    const place = ready();
    const text = place?.querySelector("template[data-stafett-old]");
    if (text && place.dataset.oldAfter < today()) place.parentElement.prepend(text.content.cloneNode(true));
  };

  window.stafettAge = Object.assign(age, { state, words });
  stafettPage(() => {
    let changed = false;
    for (const element of document.querySelectorAll("[data-stafett-due]")) {
      const built = element.dataset.stafettStatus;
      if (age(element) === built) continue;
      element.dataset.stafettWas = built;
      changed = true;
    }
    if (changed) {
      lists();
      filters();
    }
    old();
  });
})();

// The front page: remembers which role the reader has picked on this device, shows how far they have come on its path
// and what is next, and opens the search. Nothing of it is sent anywhere.
stafettPage(() => {
  const store = window.stafettStore;
  const show = (element, yes) => element && (element.hidden = !yes);

  const button = document.querySelector(".md-search__button"); // in Zensical, whose search has no field until it opens
  const openSearch = () => {
    if (button) return button.click();
    const toggle = document.querySelector("[data-md-toggle=search]");
    const field = document.querySelector("[data-md-component=search-query]");
    if (toggle && !toggle.checked) toggle.click();
    field?.focus();
  };
  const ask = document.querySelector(".stafett-ask");
  if (ask && (button || document.querySelector("[data-md-component=search-query]"))) {
    ask.onclick = openSearch;
    show(ask.parentElement, true);
  }

  const data = document.getElementById("stafett-paths");
  const mine = document.querySelector(".stafett-mine");
  const pick = document.querySelector(".stafett-pick");
  if (!data || !mine || !pick) return;
  const { pages, stages, paths } = JSON.parse(data.textContent);
  const part = (name) => mine.querySelector(`.stafett-mine__${name}`);
  const links = [...pick.querySelectorAll("[data-stafett-role]")];
  const change = part("change");
  show(pick.querySelector(".stafett-front__note"), true);

  // A tick counts for what the page said when it was set.
  const state = ([id, , , digest], read) => {
    const tick = read.get(id);
    if (typeof tick?.digest !== "string") return "unread";
    return digest && tick.digest && tick.digest !== digest ? "changed" : "read";
  };

  const choosing = (yes) => {
    show(pick, yes);
    change.setAttribute("aria-expanded", String(yes));
  };

  const progress = (steps) => {
    const read = new Map(Object.entries(store.get("stafett.read", {})));
    const states = steps.map(([index]) => state(pages[index], read));
    const done = states.filter((found) => found === "read").length;
    const next = states.findIndex((found) => found !== "read");
    part("count").textContent = mine.dataset.count.replace("{done}", done).replace("{all}", steps.length);
    part("bar").max = Math.max(steps.length, 1);
    part("bar").value = done;
    if (next < 0) return part("next").replaceChildren(mine.dataset.all);
    const [index, stage] = steps[next];
    const link = document.createElement("a");
    [, link.textContent, link.href] = pages[index];
    const words = states[next] === "changed" ? mine.dataset.changed : done ? mine.dataset.next : mine.dataset.begin;
    const when = document.createElement("small");
    when.textContent = stages[stage];
    part("next").replaceChildren(`${words} `, link, " ", when);
  };

  const draw = () => {
    const role = store.get("stafett.role", "");
    const link = links.find((found) => found.dataset.stafettRole === role);
    for (const other of links) other.toggleAttribute("aria-current", other === link);
    show(mine, link);
    choosing(!link);
    if (!link) return;
    const steps = Object.hasOwn(paths, role) ? paths[role] : [];
    part("role").textContent = link.textContent;
    part("path").href = link.href;
    for (const name of ["count", "bar", "next"]) show(part(name), steps.length);
    part("path").textContent = steps.length ? mine.dataset.path : mine.dataset.guide;
    if (steps.length) progress(steps);
  };

  for (const link of links)
    link.onclick = () => void store.set("stafett.role", link.dataset.stafettRole); // false would keep the reader here
  change.onclick = () => {
    choosing(pick.hidden);
    if (!pick.hidden) links[0].focus();
  };
  part("forget").onclick = () => {
    store.set("stafett.role", null);
    document.getElementById("stafett-who").focus();
  };
  document.addEventListener("stafett:store", draw);
  addEventListener("pageshow", draw); // also where the browser shows the page again as it left it
  draw();
});

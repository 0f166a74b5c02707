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

  // Menus below others: those that open by an icon alone have neither a name nor a state that is told.
  for (const menu of document.querySelectorAll(".md-nav[aria-labelledby]")) {
    const label = document.getElementById(menu.getAttribute("aria-labelledby"));
    if (label?.textContent.trim()) continue;
    const name = menu.querySelector(".md-nav__title")?.textContent.trim() ?? "";
    menu.removeAttribute("aria-labelledby");
    menu.setAttribute("aria-label", name);
    const toggle = label && document.getElementById(label.htmlFor);
    if (!toggle || !label.hasAttribute("tabindex")) continue;
    const opens = button(label, name, () => toggle.click());
    const tell = () => opens.setAttribute("aria-expanded", toggle.checked);
    label.removeAttribute("tabindex");
    toggle.addEventListener("change", tell);
    tell();
  }

  // What Material marks a hit with, and where it puts the button that copies code, are no menus, though they say so.
  const quiet = (within, menus) => {
    const run = () => within?.querySelectorAll(`${menus}:not([role])`).forEach((menu) => (menu.role = "presentation"));
    run();
    if (within) new MutationObserver(run).observe(within, { childList: true, subtree: true });
  };
  quiet(search?.querySelector(".md-search-result__list"), "nav.md-tags");
  if (document.querySelector("pre > code")) quiet(document.querySelector("article"), "nav.md-code__nav");

  // None of the colours is marked as chosen, so that the focus goes to the first, which may not be the one that shows.
  const shown = header?.querySelector(".md-option + label:not([hidden])")?.previousElementSibling;
  if (shown && !document.querySelector(".md-option:checked")) shown.checked = true;

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

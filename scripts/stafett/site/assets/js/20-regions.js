// What is wider than its place scrolls within itself. A reader without a mouse can do so only where it takes focus, and
// hears what it is only where it has a role and a name; what fits gets neither, so that nobody stops there in vain.
(() => {
  const KINDS = [
    [".md-typeset__scrollwrap, .stafett-table, .stafett-scroll", "table"],
    [".mermaid:not(.stafett-flow *), .stafett-flow__picture", "diagram"],
  ];

  // Which of the page's tables it is: its caption, or the heading that it stands under, numbered where that is not enough.
  const name = (box, word) => {
    const before = (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING;
    const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter(before);
    const about = box.querySelector("caption") ?? headings.at(-1);
    const text = about ? `${stafettWord(word)}: ${about.textContent.replace("¶", "").trim()}` : stafettWord(word);
    const taken = new Set([...document.querySelectorAll("[aria-label]")].map((other) => other.ariaLabel));
    let number = 1;
    while (taken.has(number > 1 ? `${text} (${number})` : text)) number += 1;
    return number > 1 ? `${text} (${number})` : text;
  };

  const update = (box, word) => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (scrolls === box.hasAttribute("tabindex")) return;
    if (!scrolls) for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    else {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", name(box, word));
    }
  };

  stafettPage(() => {
    const seen = new Map();
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const box = seen.has(target) ? target : target.parentElement;
        if (seen.has(box)) update(box, seen.get(box));
      }
    });
    const find = () => {
      for (const [selector, word] of KINDS)
        for (const box of document.querySelectorAll(selector)) {
          if (seen.has(box)) continue;
          seen.set(box, word);
          watch.observe(box);
          for (const child of box.children) watch.observe(child); // a table may grow while its box does not
        }
    };
    find();
    // Material wraps an author's tables, and draws diagrams, after this script has run
    const article = document.querySelector("article");
    if (article) new MutationObserver(find).observe(article, { childList: true, subtree: true });
  });
})();

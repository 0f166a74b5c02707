// A local variant may run out while the built site lies still. Its last day stands beside how it stood then:
//
//   <span class="stafett-badge stafett-badge--current">Holds</span>
//   <span class="stafett-badge stafett-badge--overdue" hidden data-stafett-until="2026-12-18">Has run out</span>
(() => {
  stafettPage(() => {
    const now = new Date();
    const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    for (const gone of document.querySelectorAll("[data-stafett-until]")) {
      if (today <= gone.dataset.stafettUntil) continue;
      gone.hidden = false;
      const before = gone.previousElementSibling;
      if (before?.classList.contains("stafett-badge")) before.hidden = true;
    }
  });
})();

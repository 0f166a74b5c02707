// On the page for missing addresses, the note to be written says which address that was.
stafettPage(() => {
  for (const link of document.querySelectorAll("a[data-stafett-here]")) {
    link.href += link.dataset.stafettHere + encodeURIComponent(location.href.slice(0, 300));
    link.removeAttribute("data-stafett-here");
  }
});

// What this device remembers for its reader, and sends nowhere. Where the browser allows no storage, nothing fails:
// it is then remembered for as long as the page is open.
//
//   stafettStore.get("stafett.role", "")    text as it stands, where the fallback is text
//   stafettStore.get("stafett.read", {})    else JSON; the fallback where it is missing, broken or of another shape
//   stafettStore.set("stafett.read", {...}) null takes the key away; true where the device will remember it
//
// Each change, here or in another tab, is told by a `stafett:store` event on the document: event.detail.key.
//
// `stafettPage(run)` runs something now and, where the theme swaps pages without loading them, for each page anew. What
// stumbles over something in a page stops none of the others.
(() => {
  const unsaved = new Map();

  const read = (key) => {
    if (unsaved.has(key)) return unsaved.get(key);
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const write = (key, text) => {
    unsaved.delete(key);
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    } catch {
      unsaved.set(key, text);
      return false;
    }
  };

  const shape = (value) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);
  const tell = (key) => document.dispatchEvent(new CustomEvent("stafett:store", { detail: { key } }));

  window.stafettStore = {
    get(key, fallback = "") {
      const text = read(key);
      if (text === null || typeof fallback === "string") return text ?? fallback;
      try {
        const value = JSON.parse(text);
        return shape(value) === shape(fallback) ? value : fallback;
      } catch {
        return fallback;
      }
    },
    set(key, value) {
      const kept = write(key, value === null || typeof value === "string" ? value : JSON.stringify(value));
      tell(key);
      return kept;
    },
  };
  addEventListener("storage", ({ key }) => tell(key));

  window.stafettPage = (run) => {
    const apart = () => {
      try {
        run();
      } catch (error) {
        reportError(error);
      }
    };
    if (window.document$) window.document$.subscribe(apart);
    else apart();
  };
})();

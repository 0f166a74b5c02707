// Pages that were visited can be read without a network, by the worker in sw.js. A copy says when it was saved.
(() => {
  const root = new URL("../../", document.currentScript.src);
  const possible = "serviceWorker" in navigator && /^https?:$/.test(location.protocol);
  const wanted = stafettWord("copy") !== ""; // the build wrote a worker
  const here = () => location.href.split("#")[0];

  const day = (iso) => {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return "";
    return date.toLocaleString(document.documentElement.lang || undefined, { dateStyle: "long", timeStyle: "short" });
  };

  const hint = () => {
    const saved = document.documentElement.dataset.stafettSaved;
    const article = document.querySelector("article");
    if (saved === undefined || !article) return;
    const box = document.createElement("p");
    box.className = "stafett-copy";
    box.setAttribute("role", "status");
    box.textContent = stafettWord("copy", { day: day(saved) });
    article.prepend(box);
    addEventListener("online", () => {
      const again = document.createElement("a");
      again.href = here();
      again.textContent = stafettWord("again");
      box.replaceChildren(again);
    });
  };

  const ask = async (addresses, asked) => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    active.postMessage({ keep: addresses, ...asked }, [port2]);
    return answer;
  };

  // A path can be saved as a whole, with the pages of its steps.
  const offer = () => {
    const links = [...document.querySelectorAll("article .stafett-steps a[href]")].map(({ href }) => href.split("#")[0]);
    const steps = links.filter((address) => address.startsWith(root.href));
    const place = document.querySelector("article .stafett-path-note") ?? document.querySelector("article .stafett-lead");
    if (!steps.length || !place || document.querySelector(".stafett-keep")) return;
    const row = document.createElement("p");
    const button = document.createElement("button");
    const told = document.createElement("span");
    row.className = "stafett-keep";
    button.type = "button";
    button.className = "md-button";
    button.textContent = stafettWord("keep");
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      button.disabled = true;
      told.textContent = stafettWord("keeping");
      const { kept, of } = await ask([...new Set([here(), ...steps])], { search: true });
      told.textContent = stafettWord(kept === of ? "kept" : "kept_some", { n: kept, of });
      button.disabled = false;
    });
    row.append(button, " ", told);
    place.after(row);
  };

  if (!possible) return;
  if (!wanted) {
    navigator.serviceWorker.getRegistration(root.href).then((old) => old?.scope === root.href && old.unregister());
    return;
  }
  stafettPage(hint);
  const start = async () => {
    const first = !navigator.serviceWorker.controller; // then the worker has not seen this page come
    try {
      await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
    } catch {
      return; // the browser or the host does not want it; the site works without
    }
    stafettPage(offer);
    if (first) {
      const parts = performance.getEntriesByType("resource").map(({ name }) => name);
      ask([here(), ...parts.filter((name) => name.startsWith(root.href))], { shown: true });
    }
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();

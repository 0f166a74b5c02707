// Mermaid is large, and few pages have a diagram: it is fetched from this site when the first one is to be drawn.
// Material uses the global `mermaid` where there is one, and would else fetch it from another site.
(() => {
  const source = new URL("mermaid.min.js", document.currentScript.src).href;
  let settings = {};
  let loading;

  const load = () => {
    loading ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => {
        window.mermaid.initialize({ ...settings, securityLevel: "strict" });
        resolve(window.mermaid);
      };
      script.onerror = () => reject(new Error(`${source} could not be loaded`));
      document.head.append(script);
    });
    return loading;
  };

  window.mermaid = {
    initialize(given) {
      settings = given;
    },
    async render(...given) {
      return (await load()).render(...given);
    },
  };
})();

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

  // Mermaid lets a diagram shrink with the page. Below three quarters of its size its words are too small to read.
  const readable = (svg) =>
    svg.replace(/max-width:\s*([\d.]+)px;?/, (whole, width) => `max-width: ${width}px; min-width: ${0.75 * width}px;`);

  window.mermaid = {
    initialize(given) {
      settings = given;
    },
    async render(...given) {
      const drawn = await (await load()).render(...given);
      return { ...drawn, svg: readable(drawn.svg) };
    },
  };
})();

// Mermaid is large, and few pages have a diagram: it is fetched from this site when the first one is to be drawn.
// Material uses the global `mermaid` where there is one, and would else fetch it from another site.
(() => {
  const source = new URL("mermaid.min.js", document.currentScript.src).href;
  let settings = {};
  let loading;

  // What a page's author must not be able to choose: it is set here, and `secure` keeps a diagram from changing it.
  const FIXED = {
    securityLevel: "strict",
    startOnLoad: false,
    htmlLabels: false,
    maxTextSize: 50000,
    maxEdges: 500,
    dompurifyConfig: {
      FORBID_TAGS: (
        "style img image svg math video audio picture source track form input button textarea select option " +
        "iframe object embed link base meta template a"
      ).split(" "),
      FORBID_ATTR: "style src srcset poster action formaction href xlink:href background".split(" "),
    },
    ...Object.fromEntries(
      "flowchart class state er block mindmap requirement kanban".split(" ").map((kind) => [kind, { htmlLabels: false }]),
    ),
    flowchart: { htmlLabels: false, nodeSpacing: 36, rankSpacing: 34, diagramPadding: 4 },
  };
  const LOCKED = (
    "secure securityLevel startOnLoad htmlLabels theme themeCSS themeVariables fontFamily altFontFamily dompurifyConfig " +
    "maxTextSize maxEdges suppressErrorRendering arrowMarkerAbsolute logLevel legacyMathML forceLegacyMathML look layout " +
    "handDrawnSeed deterministicIds deterministicIDSeed darkMode fontSize markdownAutoWrap elk flowchart class state er " +
    "block mindmap requirement kanban sequence gantt journey timeline pie quadrantChart xyChart gitGraph c4 sankey " +
    "packet treeView architecture radar venn"
  ).split(" ");

  // Material's style is for labels of HTML: of text, those on arrows need a ground, and some in mind maps the middle.
  const STYLE = `
    .edgeLabel .label rect, .edgeLabel rect.background { fill: var(--md-mermaid-label-bg-color); opacity: 0.9 }
    .edgeLabel .label text { fill: var(--md-mermaid-edge-color) }
    .mindmap-node > .label[transform^="translate(0,"] text { text-anchor: middle }
    .stepBy .text-outer-tspan:last-child, .questionBy .text-outer-tspan:last-child { fill: var(--stafett-quiet) }
    .stepBy .text-outer-tspan:last-child *, .questionBy .text-outer-tspan:last-child * { font-style: italic }
    .node.question polygon, .node.questionBy polygon { fill: var(--stafett-due-soon-bg); stroke: var(--stafett-due-soon) }
    .node.end_ rect, .node.end_ path { fill: var(--stafett-exempt-bg); stroke: var(--stafett-exempt) }`;
  const MARKUP = /<\/?(?:b|i|em|strong|u|s|small|sub|sup)\s*\/?>/gi; // would be shown as it is written

  const load = () => {
    loading ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => {
        const engine = window.mermaid;
        window.mermaid = ours; // Mermaid has put itself there; what it draws is to go through here all the same
        engine.initialize({ ...settings, ...FIXED, themeCSS: (settings.themeCSS ?? "") + STYLE, secure: LOCKED });
        resolve(engine);
      };
      script.onerror = () => reject(new Error(`${source} could not be loaded`));
      document.head.append(script);
    });
    return loading;
  };

  // Mermaid lets a diagram shrink with the page. Below three quarters of its size its words are too small to read.
  const readable = (svg) =>
    svg.replace(/max-width:\s*([\d.]+)px;?/, (whole, width) => `display: block; margin: auto; max-width: ${width}px; min-width: ${0.75 * width}px;`);

  const DRAWING = new Set(
    (
      "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc style " +
      "linearGradient radialGradient stop clipPath mask pattern marker filter switch a image foreignObject " +
      "feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset " +
      "div span p br b i em strong u s small sub sup code ul ol li"
    ).toLowerCase().split(" "),
  );
  const OUTSIDE = /\\|@import|image-set|cross-fade|(?:^|[^\w-])(?:src|image)\(|url\((?!\s*["']?#)/i;
  const LINK = /^(?:#|https?:|\.{0,2}\/(?!\/)|[\w%-][\w%.-]*(?:[/?#]|$))/i;
  const PICTURE = /^data:image\/png;base64,/i;

  const harmless = (element, { localName, value }) => {
    const name = localName.toLowerCase();
    if (/^(?:on|src|poster|action|formaction|background|data$|ping$)/.test(name)) return false;
    if (name !== "href") return !OUTSIDE.test(value);
    const kind = element.localName.toLowerCase();
    return kind === "image" ? PICTURE.test(value) : kind === "a" ? LINK.test(value.trim()) : value.startsWith("#");
  };

  // What Mermaid has drawn, without all that is no shape or word, before a browser sees it in the page.
  const drawing = (svg) => {
    const { body } = new DOMParser().parseFromString(svg, "text/html");
    for (const element of [...body.querySelectorAll("*")]) {
      const name = element.localName.toLowerCase();
      if (!DRAWING.has(name) || (name === "style" && OUTSIDE.test(element.textContent))) element.remove();
      else for (const attribute of [...element.attributes])
        if (!harmless(element, attribute)) element.removeAttributeNode(attribute);
    }
    return body.innerHTML;
  };

  // Mermaid fetches such pictures while it draws. The build draws no such diagram; should one come here, it is not either.
  const FETCHES = /@\{[^]*?(?:\\|img|icon)|\bproperties\b[^\n]*\{|url\s*\(|image-set|@import/i;

  const ours = {
    initialize(given) {
      settings = given;
    },
    async render(id, written, ...rest) {
      const text = written.replace(MARKUP, "");
      if (FETCHES.test(text)) throw new Error("The diagram would fetch pictures");
      try {
        const drawn = await (await load()).render(id, text, ...rest);
        return { ...drawn, svg: readable(drawing(drawn.svg)) };
      } catch (error) {
        document.dispatchEvent(new Event("stafett:undrawn"));
        throw error;
      }
    },
  };
  window.mermaid = ours;
})();

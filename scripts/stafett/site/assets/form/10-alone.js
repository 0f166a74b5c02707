// Keeps the editor to this site, before it runs: its fonts and its words come from beside it, and it asks no other site
// whether there is a newer version of it. What the writer's own forge is asked goes through.
window.CMS_MANUAL_INIT = true;
const FORM = new URL(".", document.currentScript.src);
const PREFERENCES = "sveltia-cms.prefs";
const SETTINGS = fetch(new URL("form.json", FORM), { cache: "no-cache" }).then((reply) => reply.json());

const LOCALE = /^https:\/\/unpkg\.com\/@sveltia\/cms@[^/]+\/locales\/([\w-]+)\.json$/;
const NOT_ASKED = /^https:\/\/(?:unpkg\.com|www\.githubstatus\.com|status-api\.hostedstatus\.com)\//;
const network = window.fetch.bind(window);
const localWords = async (locale) => {
  const reply = await network(new URL(`${locale}.json`, FORM));
  return Response.json({ ...(await reply.json()), ...(await SETTINGS).editor_words });
};
window.fetch = (request, options) => {
  const address = String(request?.url ?? request);
  const locale = LOCALE.exec(address);
  if (locale) return localWords(locale[1]);
  if (NOT_ASKED.test(address)) return Promise.reject(new TypeError("This site asks no other."));
  return network(request, options);
};

// The editor's styles name letters that lie on another site; the same lie here. They are only fetched once they are used,
// which is after this has changed their addresses.
const LETTERS = /https:\/\/cdn\.jsdelivr\.net\/fontsource\/fonts\/([\w-]+)[^)"']*/g;
new MutationObserver((changes) => {
  for (const style of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (style.nodeName !== "STYLE" || !style.textContent.includes("cdn.jsdelivr.net")) continue;
    style.textContent = style.textContent.replace(LETTERS, (_, letters) => new URL(`${letters}.woff2`, FORM));
  }
}).observe(document, { childList: true, subtree: true });

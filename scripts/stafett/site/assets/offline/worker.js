// Lets pages that were visited be read without a network. With one, every page comes from it: a copy is shown only where
// the network gives nothing. The build writes BUILD above: its revision, what every page needs, and words.
const COPIES = "stafett-copies-1"; // pages and what they show; the number is that of their form
const SHELL = `stafett-shell-${BUILD.revision}`; // what every page of this build needs
const OURS = /^stafett-(?:copies|shell)-/;
const MOST_COPIES = 600;
const MOST_BYTES = 4_000_000;
const SEARCH = /\/assets\/stafett\/search\/[^/]+\//;
const HASHED = new RegExp(`\\.[0-9a-f]{8}\\.min\\.(?:js|css)$|${SEARCH.source}`); // such a file never changes
const scope = registration.scope;

const ofForm = (address) => BUILD.form !== "" && address.startsWith(scope + BUILD.form);
const own = ({ method, url, headers }) => method === "GET" && url.startsWith(scope) && !ofForm(url) && !headers.has("range");
const bare = (address) => Object.assign(new URL(address, scope), { hash: "", search: "" }).href;

// A copy knows when it was saved; one of a page says so in its first element, where the page's script finds it. What the
// server gives from another address, such as a page to log in at, is no copy. Tells whether it was kept.
const keep = async (address, response) => {
  const size = Number(response.headers.get("content-length"));
  const other = response.redirected && bare(response.url) !== bare(address);
  if (!response.ok || other || response.type !== "basic" || size > MOST_BYTES) return false;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-stafett-saved", new Date().toISOString());
  const body = await response.blob();
  if (body.size > MOST_BYTES) return false;
  await (await caches.open(COPIES)).put(bare(address), new Response(body, { headers }));
  return true;
};

const trim = async () => {
  const copies = await caches.open(COPIES);
  const keys = await copies.keys(); // the oldest first
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST_COPIES))) await copies.delete(key);
};

const copyOf = async (address) => (await caches.match(bare(address), { cacheName: COPIES })) ?? caches.match(bare(address));

const isPage = (copy) => copy.headers.get("content-type")?.startsWith("text/html");

const dated = async (copy) => {
  if (!isPage(copy)) return copy; // a document or picture that was opened by itself
  const saved = copy.headers.get("x-stafett-saved") ?? "";
  const text = (await copy.text()).replace(/<html\b/, `<html data-stafett-saved="${saved}"`);
  return new Response(text, { headers: copy.headers });
};

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Instead of a page of which there is no copy: the pages of which there are.
const nothing = async () => {
  const copies = await caches.open(COPIES);
  const items = [];
  for (const { url } of await copies.keys()) {
    const copy = await copies.match(url);
    if (!copy || !isPage(copy)) continue;
    const title = /<title>([^<]*)<\/title>/.exec(await copy.text())?.[1] ?? url; // HTML already
    items.push(`<li><a href="${escaped(url)}">${title}</a></li>`);
  }
  const { title, text, none } = BUILD.words;
  const styles = BUILD.shell.filter((path) => path.endsWith(".css"));
  const html = `<!doctype html><html lang="${BUILD.language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>
${styles.map((path) => `<link rel="stylesheet" href="${escaped(scope + path)}">`).join("")}
<main class="md-grid md-typeset stafett-offline"><h1>${escaped(title)}</h1>
<p>${escaped(items.length ? text : none)}</p><ul>${items.join("")}</ul></main></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
};

const page = async (event) => {
  try {
    const response = await fetch(event.request, { cache: "no-cache" }); // as new as the server has it
    if (response.status === 404 || response.status === 410) await (await caches.open(COPIES)).delete(bare(event.request.url));
    else event.waitUntil(keep(event.request.url, response.clone()).then(trim));
    return response;
  } catch {
    const copy = await copyOf(event.request.url);
    return copy ? dated(copy) : nothing();
  }
};

const part = async (event) => {
  const { request } = event;
  if (HASHED.test(request.url)) {
    const copy = await copyOf(request.url);
    if (copy) return copy;
  }
  try {
    const response = await fetch(request);
    event.waitUntil(keep(request.url, response.clone()));
    return response;
  } catch (error) {
    const copy = await copyOf(request.url);
    if (copy) return copy;
    throw error;
  }
};

// Fetch and keep; gives how many of the addresses are kept now. What a page has just shown need not come twice.
const keepAll = async (addresses, shown = false) => {
  let kept = 0;
  for (const address of addresses) {
    try {
      await keep(address, await fetch(new Request(bare(address), { cache: shown ? "force-cache" : "no-cache" })));
    } catch {
      // no network: what was kept before stays
    }
    if (await copyOf(address)) kept += 1;
  }
  await trim();
  return kept;
};

// After an update the copies are those of the build before.
const refresh = async () => {
  const copies = await caches.open(COPIES);
  const addresses = (await copies.keys()).map(({ url }) => url);
  await keepAll(addresses.filter((url) => !HASHED.test(url)));
  const now = new Set(BUILD.search.map(bare));
  const before = addresses.filter((url) => SEARCH.test(url) && !now.has(url));
  if (!before.length) return;
  for (const url of before) await copies.delete(url);
  await keepAll(BUILD.search);
};

self.addEventListener("install", (event) => {
  // At a first visit the browser has just had these for the page; after a new build it may have those of the old one.
  const cache = registration.active ? "no-cache" : "force-cache";
  const addresses = BUILD.shell.map((path) => new Request(scope + path, { cache }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(addresses)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => OURS.test(name) && name !== COPIES && name !== SHELL;
  const tidy = async () => {
    const names = (await caches.keys()).filter(old);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
    if (names.length) await refresh();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  if (!own(event.request)) return;
  event.respondWith(event.request.mode === "navigate" ? page(event) : part(event));
});

// A page asks that addresses be kept, with the search where it wants that, and is told how many are.
self.addEventListener("message", (event) => {
  const { keep: wanted, search, shown } = event.data ?? {};
  if (!Array.isArray(wanted)) return;
  const addresses = wanted.filter((address) => bare(address).startsWith(scope));
  const work = keepAll(addresses, shown === true).then(async (kept) => {
    if (search) await keepAll(BUILD.search);
    event.ports[0]?.postMessage({ kept, of: addresses.length });
  });
  event.waitUntil(work);
});

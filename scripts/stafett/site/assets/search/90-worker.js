/* Speaks with Material's search dialogue, whose messages these are (integrations/search/worker/message in its source);
   an answer also says which question it is of, since a reader may have typed on. In a worker it listens to the page;
   where a page was opened from the file system, the page calls it itself. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;

function searcher(base, send) {
  let files = null;
  let latest = 0;
  return async ({ type, data }) => {
    if (type === SETUP) {
      files = new Files(new URL(data.config.stafett, base).href);
      send({ type: READY });
    } else if (type === QUERY) {
      const turn = ++latest;
      const found = await answer(files, data).catch((error) => {
        console.warn(error);
        return { items: [] };
      });
      if (turn === latest) send({ type: RESULT, data: { ...found, question: data } });
    }
  };
}

if (typeof document === "undefined") {
  const handle = searcher(new URL("../../", self.location.href), (message) => self.postMessage(message));
  self.addEventListener("message", (event) => handle(event.data));
} else {
  globalThis.stafettSearch = { searcher, answer, Files, fold, tokens, swedish, english, oneEdit };
}

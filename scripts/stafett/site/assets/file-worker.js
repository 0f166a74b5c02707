// Opened from the file system, a page may start no worker: this one runs the search's script in the page instead.
// It is loaded before the theme's script, and only on sites whose addresses are files.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const url = new URL(address, location.href);
      this.handle = new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = url.href;
        script.onerror = failed;
        script.onload = () => {
          const send = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
          done(window.stafettSearch.searcher(new URL("../../", url), send));
        };
        document.head.append(script);
      });
    }

    postMessage(message) {
      this.handle.then((handle) => handle(message));
    }
  };
}

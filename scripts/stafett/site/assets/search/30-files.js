/* The index's files: fetched when a question first needs them, and kept. A worker fetches; a page that was opened from
   the file system may not, and runs them as scripts. */
class Files {
  constructor(folder) {
    this.folder = folder;
    this.known = new Map();
  }

  get(name) {
    if (!this.known.has(name)) {
      const asked = typeof document === "undefined" ? this.fetch(name) : this.run(name);
      this.known.set(name, asked);
      asked.catch(() => this.known.delete(name));
    }
    return this.known.get(name);
  }

  async fetch(name) {
    const answer = await fetch(`${this.folder}${name}.js`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const text = await answer.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }

  run(name) {
    const waiting = (globalThis.stafettWaiting ??= new Map());
    globalThis.stafettShard ??= (key, value) => waiting.get(key)?.(value);
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      waiting.set(name, done);
      script.src = `${this.folder}${name}.js`;
      script.onerror = () => failed(new Error(name));
      script.onload = () => script.remove();
      document.head.append(script);
    });
  }
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
[...DIGITS].forEach((sign, value) => (VALUE[sign.charCodeAt(0)] = value));

/* Calls visit(page, level) for each posting of a form (see writer.py). */
function decode(code, visit) {
  let page = -1;
  for (let i = 0; i < code.length; i += 2) {
    let distance = 0;
    let place = 1;
    let digit = VALUE[code.charCodeAt(i)];
    while (digit >= 32) {
      distance += (digit - 32) * place;
      place *= 32;
      digit = VALUE[code.charCodeAt(++i)];
    }
    page += distance + digit * place;
    visit(page, VALUE[code.charCodeAt(i + 1)]);
  }
}

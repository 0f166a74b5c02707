// The editor's file format for one kind of page: of a file that was there before, only the changed fields are written.
const SOURCE = "stafett_source"; // how the file's text comes along through the editor, which hands the format nothing else

const formatOf = ({ fields, types }) => {
  const inputs = fields.filter(({ key }) => key in types);
  const order = Object.keys(types);

  const fromFile = (text) => {
    const page = splitPage(text);
    if (!page) return { [SOURCE]: text, body: text };
    const head = readHead(page.head);
    const content = { [SOURCE]: text, body: page.body.replace(/^(?:[ \t]*\r?\n)+/, "").replaceAll("\r\n", "\n").trimEnd() };
    for (const input of inputs) {
      const value = input.key in head ? shown(input, types[input.key], head[input.key]) : null;
      if (value !== null) content[input.name] = value;
    }
    return content;
  };

  const toFile = (content) => {
    const text = content[SOURCE] || "---\n---\n";
    const page = splitPage(text) ?? { before: "---\n", head: "", after: "---\n", body: `\n${text}` };
    const head = readHead(page.head);
    const changes = {};
    for (const input of inputs) {
      const type = types[input.key];
      const was = held(input, type, input.key in head ? shown(input, type, head[input.key]) : null);
      const now = held(input, type, content[input.name]);
      if (same(was, now)) continue;
      changes[input.key] = together(type, now, unseen(input, type, head[input.key]));
    }
    const body = bodyOf(page.body, content[SOURCE] ? content.body : filledIn(content));
    if (!Object.keys(changes).length && body === page.body) return text;
    const made = `${page.before}${changed(page.head, changes, types, order)}${page.after}${body}`;
    verify(made, head, changes, types);
    return made;
  };
  return { fromFile, toFile };
};

// The text of a new page, which began as the template of its kind.
const filledIn = ({ body, title }) => (body ?? "").replaceAll("{{title}}", () => title ?? "");

// The text below the front matter: as it was, unless it was changed; then with the line ends of the file.
const bodyOf = (was, now = "") => {
  const start = /^(?:[ \t]*\r?\n)*/.exec(was)[0];
  const rest = was.slice(start.length);
  if (rest.replaceAll("\r\n", "\n").trimEnd() === now.trimEnd()) return was;
  const end = was.includes("\r\n") ? "\r\n" : "\n";
  return `${rest ? start : start || end}${now.replaceAll("\r\n", "\n").trimEnd().replaceAll("\n", end)}${end}`;
};

// What was written is read again: the changed fields say what the form holds, and every other what it said before.
const verify = (made, head, changes, types) => {
  const again = readHead(splitPage(made).head);
  for (const name of new Set([...Object.keys(head), ...Object.keys(again)])) {
    if (!(name in changes)) {
      if (!same(again[name], head[name])) throw UNSAFE;
    } else if (changes[name] === null) {
      if (name in again) throw UNSAFE;
    } else if (!same(asRead(changes[name], types[name]), again[name])) throw UNSAFE;
  }
};

const asRead = (value, type) => {
  if (typeof value === "boolean") return String(value);
  if (type !== "steps") return value;
  return value.map(({ step, by, then }) => {
    if (!by && !then.length) return step;
    const to = then.length === 1 && !then[0].answer ? then[0].to : Object.fromEntries(then.map(({ answer, to }) => [answer, to]));
    return { step, ...(by ? { by } : {}), ...(then.length ? { then: to } : {}) };
  });
};

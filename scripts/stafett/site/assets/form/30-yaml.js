// Reads the front matter of a page as Stafett does (every scalar is text), and changes single fields of it in place.
const UNSAFE = new Error("unsafe"); // its text is said in the reader's language by 60-start.js

const splitPage = (text) => {
  const page = /^(---[ \t]*\r?\n)([\s\S]*?)(^---[ \t]*(?:\r?\n|$))([\s\S]*)$/m.exec(text);
  return page && page.index === 0 ? { head: page[2], before: page[1], after: page[3], body: page[4] } : null;
};

const parseHead = (head) => {
  try {
    const [value] = jsyaml.loadAll(head, { schema: jsyaml.FAILSAFE_SCHEMA }); // none where it is empty
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    throw UNSAFE;
  }
};

const KEY = /^(?:"([^"\\]+)"|'([^']+)'|([^\s#\-[\]{},&*!|>%@`"'?][^:#]*?))[ \t]*:(?=\s|$)/;

// The lines of each field: from its name to the last line that is indented, or part of a list at the margin.
const fieldsOf = (head) => {
  const found = [];
  let open = null;
  head.split(/(?<=\n)/).forEach((line, number) => {
    const key = KEY.exec(line);
    if (key) found.push((open = { name: key[1] ?? key[2] ?? key[3], first: number, last: number }));
    else if (open && /^(?:[ \t]+\S|-(?:\s|$)|[\]}])/.test(line)) open.last = number;
    else if (line.trim() && !/^#/.test(line)) throw UNSAFE;
  });
  return found;
};

// Whether each field can be changed by itself: its lines alone mean what they mean in the whole.
const readHead = (head) => {
  const whole = parseHead(head);
  const lines = head.split(/(?<=\n)/);
  const fields = fieldsOf(head);
  if (fields.length !== Object.keys(whole).length) throw UNSAFE;
  for (const { name, first, last } of fields) {
    const alone = parseHead(lines.slice(first, last + 1).join(""));
    if (!same(alone[name], whole[name])) throw UNSAFE;
  }
  return whole;
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const READ_OTHERWISE = /^(?:true|false|yes|no|on|off|y|n|null|~|[-+]?(?:\d[\d_]*)?\.?\d*(?:e[-+]?\d+)?|0[xob].*|\.inf|\.nan|\d+(?::\d+)+)$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const COUNT = /^(?:0|[1-9]\d*)$/;

// A text as YAML writes it: bare where every reader takes it for what it is, else in quotes.
const written = (text, quoted = false) => {
  const bare =
    !quoted &&
    (DAY.test(text) ||
      (/^[\p{L}\p{N}]/u.test(text) && !/[\n\t,[\]{}]|: |:$| #/.test(text) && text === text.trim() && !READ_OTHERWISE.test(text)));
  return bare ? text : JSON.stringify(text);
};
const writtenCount = (text) => (COUNT.test(text) ? text : written(text));

const flow = (texts) => `[${texts.map((text) => written(text)).join(", ")}]`;

// The lines of a field with a new value, without the last line's end.
const linesOf = (name, value, type, before = "") => {
  if (typeof value === "boolean") return `${name}: ${value}`;
  if (typeof value === "string") return `${name}: ${written(value, /^[^:]+:[ \t]*["']/.test(before))}`;
  if (type === "steps") return [`${name}:`, ...value.flatMap(stepLines)].join("\n");
  if (type === "groups") {
    const groups = Object.entries(value).map(([group, texts]) => `  ${group}: ${flow(texts)}`);
    return [`${name}:`, ...groups].join("\n");
  }
  const block = /^[^\n]*\n[ \t]*-/.test(before) || value.some((text) => text.length > 40);
  return block ? [`${name}:`, ...value.map((text) => `  - ${written(text)}`)].join("\n") : `${name}: ${flow(value)}`;
};

const stepLines = ({ step, by, then }) => {
  if (!by && !then.length) return [`  - ${written(step)}`];
  const lines = [`  - step: ${written(step)}`];
  if (by) lines.push(`    by: ${written(by)}`);
  if (then.length === 1 && !then[0].answer) lines.push(`    then: ${writtenCount(then[0].to)}`);
  else if (then.length) {
    const answers = then.map(({ answer, to }) => `${written(answer)}: ${writtenCount(to)}`);
    lines.push(`    then: {${answers.join(", ")}}`);
  }
  return lines;
};

// What stands on one line with a remark after it keeps the remark.
const ONE_LINE = /^([^:]+:[ \t]*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#[{|>&*!][^#]*?)([ \t]+#.*)$/;

// The front matter with some fields changed; `order` says after which field a new one comes. Value null takes one away.
const changed = (head, changes, types, order) => {
  const end = head.includes("\r\n") ? "\r\n" : "\n";
  const lines = head.split(/(?<=\n)/);
  const fields = fieldsOf(head);
  const added = new Map(); // after which line (-1: first), which lines
  for (const [name, value] of Object.entries(changes)) {
    const field = fields.find((one) => one.name === name);
    if (field) {
      const before = lines.slice(field.first, field.last + 1).join("");
      lines.fill("", field.first, field.last + 1);
      if (value === null) continue;
      const remark = field.first === field.last && ONE_LINE.exec(before.trimEnd());
      const text = linesOf(name, value, types[name], before) + (remark ? remark[3] : "");
      lines[field.first] = text.replaceAll("\n", end) + end;
    } else if (value !== null) {
      const earlier = order.slice(0, order.indexOf(name));
      const place = fields.filter((one) => earlier.includes(one.name)).reduce((last, one) => Math.max(last, one.last), -1);
      const at = place < 0 ? lines.length - 1 : place;
      added.set(at, [...(added.get(at) ?? []), linesOf(name, value, types[name]).replaceAll("\n", end) + end]);
    }
  }
  return lines.map((line, number) => line + (added.get(number) ?? []).join("")).join("");
};

// Between what stands in a file and what the form's inputs hold. What an input cannot show stays out of the form, and
// in the file.
const given = (value) => value !== undefined && value !== null && value !== "" && value !== "~" && value !== "null";
const list = (value) => (Array.isArray(value) ? value : given(value) ? [value] : []).filter(given);
const isText = (value) => typeof value === "string";
const isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// A reference may be written as a whole id; the form knows it by its last part, where that is one of the choices.
const known = (input, text) => {
  if (!input.options) return text;
  const values = input.options.map(({ value }) => value);
  if (values.includes(text)) return text;
  const last = text.replace(/.*\//, "");
  const number = /^\d+$/.test(text) ? text.padStart(4, "0") : "";
  return values.find((value) => value === last || value === number) ?? null;
};

const inner = (input) => input.field ?? input;
const one = (input, value) => (isText(value) && given(value) ? known(input, value.trim().replace(/\s*\n\s*/g, " ")) : null);
const several = (input, value, words) => {
  const texts = words && isText(value) ? value.split(",").map((word) => word.trim()) : list(value);
  return texts.every(isText) ? texts.map((text) => known(inner(input), text.trim())).filter(given) : null;
};

const TRUE = ["true", "yes", "on"];

// What the input of a field is to hold; null where the form cannot show it.
const shown = (input, type, value) => {
  if (type === "truth") return isText(value) ? TRUE.includes(value.toLowerCase()) : null;
  if (type === "steps") return steps(input, value);
  if (type === "groups") {
    if (!isGroup(value)) return null;
    return Object.fromEntries(input.fields.map((group) => [group.name, several(group, value[group.name]) ?? []]));
  }
  if (input.multiple || input.widget === "list") return several(input, value, type === "words");
  return one(input, value);
};

const steps = (input, value) => {
  if (!Array.isArray(value)) return null;
  const [, by] = input.fields;
  const made = value.map((step) => {
    if (isText(step)) return { step, by: "", then: [] };
    const then = isGroup(step.then) ? Object.entries(step.then) : given(step.then) ? [["", step.then]] : [];
    const faithful = isText(step.step) && then.every(([, to]) => isText(to)) && (!given(step.by) || one(by, step.by));
    return faithful ? { step: step.step, by: one(by, step.by) ?? "", then: then.map(([answer, to]) => ({ answer, to })) } : null;
  });
  return made.includes(null) ? null : made;
};

// What an input holds, without what is empty in it; null where all is.
const held = (input, type, value) => {
  if (type === "truth") return value === true ? true : null;
  if (type === "steps") {
    const made = list(value).filter((step) => given(step.step)).map((step) => ({
      step: step.step.trim(),
      by: step.by ?? "",
      then: list(step.then).filter((answer) => given(answer.to)).map(({ answer, to }) => ({ answer: answer ?? "", to: `${to}` })),
    }));
    return made.length ? made : null;
  }
  if (type === "groups") {
    const groups = input.fields.map(({ name }) => [name, list(value?.[name])]).filter(([, texts]) => texts.length);
    return groups.length ? Object.fromEntries(groups) : null;
  }
  if (input.multiple || input.widget === "list") return list(value).length ? list(value).map((text) => `${text}`.trim()) : null;
  return given(value) ? `${value}`.trim() : null;
};

// What of a list or group the form does not show, and is kept beside what it holds.
const unseen = (input, type, value) => {
  const hidden = (part, texts) => list(texts).filter((text) => isText(text) && known(inner(part), text.trim()) === null);
  if (type === "groups") return Object.fromEntries(input.fields.map((group) => [group.name, hidden(group, value?.[group.name])]));
  return input.multiple || input.widget === "list" ? hidden(input, value) : [];
};

const together = (type, value, kept) => {
  if (type !== "groups") return Array.isArray(value) ? [...value, ...kept] : value;
  const names = Object.keys(kept).filter((name) => value?.[name]?.length || kept[name].length);
  return names.length ? Object.fromEntries(names.map((name) => [name, [...(value?.[name] ?? []), ...kept[name]]])) : null;
};

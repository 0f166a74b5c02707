// Makes of form.json what the editor wants, and starts it.
const withOptions = (field, lists) => {
  const { options_of: names, ...rest } = field;
  const made = names ? { ...rest, options: optionsOf(names, lists) } : { ...rest };
  if (made.field) made.field = withOptions(made.field, lists);
  if (made.fields) made.fields = made.fields.map((part) => withOptions(part, lists));
  return made;
};

const optionsOf = (names, lists) => {
  const found = names.flatMap((name) => lists[name] ?? []);
  return found.filter(({ value }, at) => found.findIndex((other) => other.value === value) === at);
};

const start = async () => {
  const form = await SETTINGS;
  document.documentElement.dataset.local = form.local;
  UNSAFE.message = form.words.unsafe;
  const kinds = Object.entries(form.kinds).map(([name, kind]) => {
    const fields = kind.fields.map((field) => withOptions(field, form.options));
    CMS.registerCustomFormat(`stafett-${name}`, "md", formatOf({ ...kind, fields }));
    return [name, fields];
  });
  const fieldsOfKind = Object.fromEntries(kinds);
  const collections = form.collections.map(({ kind, number, ...collection }) => {
    const hidden = [{ name: SOURCE, widget: "hidden" }, ...(number ? [{ name: "number", widget: "hidden", default: number }] : [])];
    const template = form.kinds[kind].template.replaceAll("{{number}}", number ?? "");
    const fields = fieldsOfKind[kind].map(({ key, ...field }) => (field.name === "body" ? { ...field, default: template } : field));
    return { ...collection, format: `stafett-${kind}`, fields: [...fields, ...hidden] };
  });
  if (!localStorage.getItem(PREFERENCES)) localStorage.setItem(PREFERENCES, JSON.stringify({ locale: form.language === "sv" ? "sv" : "en-US" }));
  await CMS.init({ config: { load_config_file: false, ...form.editor, logo: { src: new URL("../assets/stafett/favicon.svg", FORM).pathname }, collections } });
};

start();

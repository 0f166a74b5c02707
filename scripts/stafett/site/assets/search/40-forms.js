/* From a word of a question to the forms in the index that may be meant, each with how surely it is. */
const EXACT = 1, INFLECTED = 0.92, RELATED = 0.6, BEGINS = 0.5, TAIL = 0.6, WITHIN = 0.3, MISTYPED = 0.7;
const MOST_PREFIXED = 40, MOST_GUESSED = 8, MOST_COMPOUNDS = 30, MOST_SHARDS = 4;
const LONG = 10;
const NOUN_ENDING = /(?:ning|ing|an|els|and|ar|nd)$/;

const related = (stem) => (stem.length > 5 ? stem.replace(NOUN_ENDING, "") : stem);

/* What remains of a word that ends in a vowel, and of its forms: konto, kontot, konton, kontona. In station the -n is no
   ending, but no other word comes of its removal. */
const vowelBase = (word) => word.replace(/(?<=...[aeo])(?:ts?|na?s?|s)$/, "");

/* The place of the first of the sorted values that is not before a value. */
function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The place of the last shard that begins at or before a value. */
function shardOf(starts, value) {
  const at = lowerBound(starts, value);
  return starts[at] === value ? at : Math.max(0, at - 1);
}

/* Every form that begins with `prefix`, as [form, code], from at most MOST_SHARDS files about that of `word`. */
async function beginning(files, root, prefix, word) {
  const end = `${prefix}\uffff`;
  const first = shardOf(root.terms, prefix);
  const last = shardOf(root.terms, end);
  const own = Math.max(first, Math.min(last, shardOf(root.terms, word)));
  const from = Math.max(first, Math.min(own, last - MOST_SHARDS + 1));
  const names = [];
  for (let n = from; n <= last && names.length < MOST_SHARDS; n++) names.push(`t${n}`);
  const found = [];
  for (const [forms, codes] of await Promise.all(names.map((name) => files.get(name)))) {
    const stop = lowerBound(forms, end);
    for (let n = lowerBound(forms, prefix); n < stop; n++) found.push([forms[n], codes[n]]);
  }
  return found;
}

async function codeOf(files, root, form) {
  const [forms, codes] = await files.get(`t${shardOf(root.terms, form)}`);
  return codes[lowerBound(forms, form)];
}

/* The beginning that all forms of a word share: its stem is not always a beginning of the word. */
function common(word, stem) {
  let n = 0;
  while (n < word.length && n < stem.length && word[n] === stem[n]) n++;
  const shared = Math.min(n, related(stem).length, vowelBase(word).length);
  return word.slice(0, Math.max(shared, Math.min(3, word.length)));
}

function likeness(word, stem, form, last) {
  if (form === word) return EXACT;
  const other = swedish(form);
  if (other === stem || vowelBase(form) === vowelBase(word)) return INFLECTED;
  if (english(form) === english(word)) return INFLECTED;
  if (related(other) === related(stem)) return RELATED;
  if (word.length > 2 && form.startsWith(word)) return BEGINS * (last ? 1.2 : 1) * Math.sqrt(word.length / form.length);
  if (stem.length > 3 && form.startsWith(stem)) return BEGINS * 0.8 * Math.sqrt(stem.length / form.length);
  return 0;
}

/* The forms for a word: [{form, code, weight}], best first. */
async function formsOf(files, root, word, last) {
  const stem = swedish(word);
  const near = await beginning(files, root, common(word, stem), word);
  const found = [];
  for (const [form, code] of near) {
    const weight = likeness(word, stem, form, last);
    if (weight) found.push({ form, code, weight });
  }
  found.sort((a, b) => b.weight - a.weight || b.code.length - a.code.length);
  const sure = found.filter((f) => f.weight >= RELATED);
  const prefixed = found.filter((f) => f.weight < RELATED).slice(0, MOST_PREFIXED);
  return [...sure, ...prefixed];
}

/* The forms of exactly this word: [{form, code, weight}]. */
async function sameWord(files, root, word) {
  const stem = swedish(word);
  const near = await beginning(files, root, stem.length < word.length ? stem : word, word);
  return near
    .filter(([form]) => form.length < stem.length + 6 && swedish(form) === stem)
    .map(([form, code]) => ({ form, code, weight: form === word ? EXACT : INFLECTED }));
}

/* For a word that the index does not know: it may be the end of a compound, two words written as one, or mistyped. */

/* Whether one insertion, deletion, replacement or exchange of neighbours makes `a` into `b`. */
function oneEdit(a, b) {
  if (a.length < b.length) [a, b] = [b, a];
  if (a.length - b.length > 1) return false;
  let i = 0;
  while (i < b.length && a[i] === b[i]) i++;
  if (a.length > b.length) return a.slice(i + 1) === b.slice(i);
  return (
    a.slice(i + 1) === b.slice(i + 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2))
  );
}

/* How surely a word is the end of a form: of three letters it must be all of it, lest endings pass for words. */
function tailOf(word, stem, form) {
  const at = stem.length > 2 ? form.lastIndexOf(stem) : -1;
  if (at < (stem.length > 3 ? 2 : 3)) return 0;
  const tail = form.slice(at);
  return tail === word || (swedish(tail) === stem && (stem.length > 3 || tail.length >= word.length)) ? TAIL : 0;
}

/* Compounds that end in a word: [{form, weight}]. */
function compounds(words, word, most) {
  const stem = swedish(word);
  const found = [];
  for (const form of words) if (tailOf(word, stem, form)) found.push({ form, weight: TAIL });
  return found.sort((a, b) => a.form.length - b.form.length).slice(0, most);
}

function guess(words, word) {
  const stem = swedish(word);
  const found = [];
  for (const form of words) {
    let weight = tailOf(word, stem, form);
    if (!weight && stem.length > 4 && form.indexOf(stem) > 1) weight = WITHIN;
    if (word.length > 4 && Math.abs(form.length - word.length) < 5 && form.length > 3) weight = Math.max(weight, mistyped(word, stem, form));
    if (weight) found.push({ form, weight });
  }
  if (!found.length) found.push(...farther(words, word));
  if (!found.length) return [];
  found.sort((a, b) => b.weight - a.weight || a.form.length - b.form.length);
  return withForms(words, found.slice(0, MOST_GUESSED));
}

/* What was guessed, and the other forms of the best of it. */
function withForms(words, found) {
  const { form: best, weight } = found[0];
  const stem = swedish(best);
  const have = new Set(found.map(({ form }) => form));
  const begins = stem.slice(0, 3);
  const others = words.filter((form) => form.startsWith(begins) && !have.has(form) && swedish(form) === stem);
  return [...found, ...others.slice(0, MOST_GUESSED).map((form) => ({ form, weight: weight * INFLECTED }))];
}

function mistyped(word, stem, form) {
  const factor = form[0] === word[0] ? MISTYPED : MISTYPED * 0.8;
  if (oneEdit(word, form)) return factor;
  if (stem.length > 4 && form[0] === word[0] && oneEdit(stem, swedish(form))) return factor * 0.9;
  return 0;
}

/* Whether two such changes, and no more than two, make `a` into `b`, which begin alike. */
function twoEdits(a, b) {
  if (Math.abs(a.length - b.length) > 2) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const [x, y] = [a.slice(i), b.slice(i)];
  const swapped = x.length > 1 && x[0] === y[1] && x[1] === y[0] && oneEdit(x.slice(2), y.slice(2));
  return swapped || oneEdit(x.slice(1), y) || oneEdit(x, y.slice(1)) || oneEdit(x.slice(1), y.slice(1));
}

/* For a long word of which nothing else was made: those that are two typing errors away. */
function farther(words, word) {
  if (word.length < LONG) return [];
  const begins = word.slice(0, 2);
  return words
    .filter((form) => form.startsWith(begins) && form.length >= LONG - 1 && twoEdits(word, form))
    .map((form) => ({ form, weight: MISTYPED * 0.7 }))
    .slice(0, MOST_GUESSED);
}

/* The two known words that a word consists of, or null. */
const sets = new WeakMap();
function halves(words, word) {
  if (!sets.has(words)) sets.set(words, new Set(words));
  const known = sets.get(words);
  let best = null;
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const tail = word.slice(cut);
    const heads = [word.slice(0, cut), word.slice(0, cut).replace(/s$/, "")];
    const head = heads.find((h) => h.length > 2 && known.has(h));
    if (head && (known.has(tail) || known.has(swedish(tail)))) {
      const balance = Math.min(head.length, tail.length);
      if (!best || balance > best.balance) best = { balance, parts: [head, tail] };
    }
  }
  return best && best.parts;
}

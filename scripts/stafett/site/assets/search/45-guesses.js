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

function guess(words, word) {
  const stem = swedish(word);
  const found = [];
  for (const form of words) {
    let weight = 0;
    const at = stem.length > 3 ? form.indexOf(stem, 1) : -1;
    if (at > 1) weight = swedish(form.slice(at)) === stem ? TAIL : stem.length > 4 ? WITHIN : 0;
    if (word.length > 4 && Math.abs(form.length - word.length) < 5 && form.length > 3) weight = Math.max(weight, mistyped(word, stem, form));
    if (weight) found.push({ form, weight });
  }
  found.sort((a, b) => b.weight - a.weight || a.form.length - b.form.length);
  return found.slice(0, MOST_GUESSED);
}

function mistyped(word, stem, form) {
  const factor = form[0] === word[0] ? MISTYPED : MISTYPED * 0.8;
  if (oneEdit(word, form)) return factor;
  if (stem.length > 4 && form[0] === word[0] && oneEdit(stem, swedish(form))) return factor * 0.9;
  return 0;
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

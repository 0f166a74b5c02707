/* A question answered by page: which pages, how well. */
const MOST_WORDS = 8, MOST_JOINED = 3;
const COMMON = new Set(
  ("och att det som en ett pa for av med den till inte om de i ar jag du vi man hur vad var nar vem kan ska far maste " +
    "mig min mitt mina sig sin vilka vilken vilket har ha blir bli finns gor gora eller men nagon nagot varfor vart dig " +
    "din ditt dina oss hos the of a an to in is and or how what do i my are can when where who why does we our you your")
    .split(" "),
);

/* The words of a question; words that stand everywhere count only where there are no others. */
function wordsOf(text) {
  const found = tokens(fold(text));
  const rare = found.words.filter((word) => !COMMON.has(word));
  return [...new Set(rare.length ? rare : found.words)].slice(0, MOST_WORDS);
}

/* One word of the question: the forms it may mean, and each page's best weight by page. */
async function group(files, root, word, last) {
  let forms = await formsOf(files, root, word, last);
  let parts = null;
  const unknown = !forms.some((f) => f.weight >= INFLECTED || f.form.startsWith(word));
  if (unknown || (root.few && word.length > 2)) {
    const words = await files.get("words");
    const guessed = unknown ? guess(words, word) : compounds(words, word, root.whole ? MOST_COMPOUNDS : MOST_GUESSED / 2);
    const have = new Set(forms.map((f) => f.form));
    const added = guessed.filter((f) => !have.has(f.form));
    await Promise.all(added.map(async (found) => (found.code = await codeOf(files, root, found.form))));
    if (unknown) parts = halves(words, word);
    forms = [...forms, ...added];
  }
  return { word, forms, parts, pages: pagesOf(forms) };
}

function pagesOf(forms) {
  const pages = new Map();
  for (const { code, weight } of forms) {
    decode(code, (page, level) => {
      const score = weight * level;
      if (score > (pages.get(page) || 0)) pages.set(page, score);
    });
  }
  return pages;
}

/* Neighbouring words written together, where the index knows that word: its pages count for each of them. */
async function joins(files, root, words) {
  const found = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(words.length, from + MOST_JOINED + 1); to++) {
      for (const link of ["", "s"]) {
        const word = words.slice(from, to).join(link);
        const forms = await sameWord(files, root, word);
        if (forms.length) found.push({ from, to, forms, pages: pagesOf(forms) });
      }
    }
  }
  return found;
}

const rarity = (all, some) => Math.log(1 + (all - some + 0.5) / (some + 0.5));

/* Groups of forms for each word, and every page with a hit, best first, as [page, score]. */
async function ask(files, root, text) {
  const words = wordsOf(text);
  const typing = !/\s$/.test(text);
  const groups = [];
  for (const [n, word] of words.entries()) {
    const found = await group(files, root, word, typing && n === words.length - 1);
    if (found.parts && !found.forms.some((f) => f.weight >= RELATED)) {
      for (const part of found.parts) groups.push(await group(files, root, part, false));
    } else {
      groups.push(found);
    }
  }
  for (const { from, to, forms, pages } of groups.length === words.length ? await joins(files, root, words) : []) {
    for (const target of groups.slice(from, to)) {
      target.forms = [...target.forms, ...forms];
      for (const [page, score] of pages) target.pages.set(page, Math.max(score * 1.1, target.pages.get(page) || 0));
    }
  }
  return { groups, ranked: rank(root, groups) };
}

function rank(root, groups) {
  const scores = new Map();
  for (const { pages } of groups) {
    const worth = rarity(root.pages, pages.size);
    for (const [page, score] of pages) {
      const before = scores.get(page) || { sum: 0, hit: 0 };
      before.sum += score * worth;
      before.hit += 1;
      scores.set(page, before);
    }
  }
  const ranked = [...scores].map(([page, { sum, hit }]) => [page, (sum * hit) / groups.length, hit]);
  return ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/* The same pages with none that was replaced above the page that took its place, nor a unit's variant above the page
   that holds for all, unless it has more of the words that were asked for. */
function successorsFirst(root, ranked) {
  const scores = new Map(ranked);
  const hits = new Map(ranked.map(([page, , hit]) => [page, hit]));
  const done = new Set();
  const order = [];
  const place = (page) => {
    if (done.has(page)) return;
    done.add(page);
    for (const successor of root.retired[page] || []) if (scores.has(successor)) place(successor);
    for (const national of root.variants[page] || []) if (hits.get(national) >= hits.get(page)) place(national);
    order.push([page, scores.get(page)]);
  };
  for (const [page] of ranked) place(page);
  let ceiling = Infinity;
  return order.map(([page, score]) => [page, (ceiling = Math.min(ceiling, Math.max(score, ceiling === Infinity ? score : 0)))]);
}

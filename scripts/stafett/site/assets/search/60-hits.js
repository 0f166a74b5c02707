/* From pages to what Material's dialogue shows: title, sections, the words around a hit. What comes from pages is text;
   the dialogue takes HTML, so everything is escaped here. */
const SHOWN = 20, SECTIONS = 4, AROUND = 90, LONGEST_TEXT = 260;
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (sign) => HTML[sign]);

/* Tells for a word of a text which group of the question it answers, and how surely. */
function matcher(groups) {
  const cache = new Map();
  const known = groups.map(({ word, joined, forms }) => ({
    stem: swedish(word),
    word,
    joined: joined && swedish(joined),
    forms: new Map(forms.map((f) => [f.form, f.weight])),
  }));
  return (raw) => {
    const form = fold(raw).replace(/[-\u2010\u2011]/g, "");
    let found = cache.get(form);
    if (found === undefined) {
      found = [];
      known.forEach(({ stem, word, joined, forms }, n) => {
        let weight = forms.get(form) || 0;
        if (joined && swedish(form) === joined) weight = Math.max(weight, EXACT);
        const at = weight || stem.length < 4 ? -1 : form.indexOf(stem);
        if (at === 0) weight = BEGINS;
        else if (at > 0) weight = form.endsWith(word) || swedish(form.slice(at)) === stem ? TAIL : WITHIN;
        if (weight) found.push([n, weight]);
      });
      cache.set(form, found);
    }
    return found;
  };
}

const PIECE = /[\p{L}\p{N}\p{M}\u00ad]+(?:[-\u2010\u2011][\p{L}\p{N}\p{M}\u00ad]+)*/gu;

/* The hits in a text: [{start, end, groups: [[n, weight]]}]. */
function hitsIn(text, match) {
  const found = [];
  for (const piece of text.matchAll(PIECE)) {
    const whole = match(piece[0]);
    if (whole.length) {
      found.push({ start: piece.index, end: piece.index + piece[0].length, groups: whole, raw: piece[0] });
    } else if (/[-\u2010\u2011]/.test(piece[0])) {
      for (const part of piece[0].matchAll(/[^-\u2010\u2011]+/g)) {
        const groups = match(part[0]);
        const start = piece.index + part.index;
        if (groups.length) found.push({ start, end: start + part[0].length, groups, raw: part[0] });
      }
    }
  }
  return found;
}

/* How much of the question a text answers, from 0 to the number of its words. */
function covered(hits, size) {
  const best = new Array(size).fill(0);
  for (const { groups } of hits) for (const [n, weight] of groups) best[n] = Math.max(best[n], weight);
  return best.reduce((sum, weight) => sum + weight, 0);
}

function marked(text, hits, from = 0, to = text.length) {
  let html = "";
  let at = from;
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    html += `${escapeHtml(text.slice(at, start))}<mark data-md-highlight>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at, to));
}

/* The part of a text where most of the question is answered close together. */
function excerpt(text, hits, size) {
  if (!hits.length) return "";
  let best = null;
  hits.forEach((hit, n) => {
    let last = n;
    while (last + 1 < hits.length && hits[last + 1].end - hit.start < LONGEST_TEXT - AROUND) last++;
    const worth = covered(hits.slice(n, last + 1), size);
    if (!best || worth > best.worth + 0.01) best = { worth, start: hit.start, end: hits[last].end };
  });
  let from = Math.max(0, best.start - AROUND);
  let to = Math.min(text.length, Math.max(best.end + AROUND, from + LONGEST_TEXT));
  if (from) from = text.indexOf(" ", from) + 1 || from;
  if (to < text.length) to = Math.max(best.end, text.lastIndexOf(" ", to));
  return `${from ? "… " : ""}${marked(text, hits, from, to)}${to < text.length ? " …" : ""}`;
}

/* What the dialogue shows of a page, and how well it answers beyond what the index could tell. */
function hit([url, title, facts, keywords, sections], groups, match, question, root) {
  const size = groups.length;
  const titleHits = hitsIn(title, match);
  const inTitle = covered(titleHits, size);
  const phrase = fold(question).trim();
  const same = (text) => phrase.length > 2 && fold(text).includes(phrase);
  let bonus = (inTitle / size) * 0.6 + (fold(title).trim() === phrase ? 0.6 : same(title) ? 0.2 : 0);
  const raw = new Set();
  const note = (hits) => hits.forEach((h) => h.raw && raw.add(h.raw.toLowerCase()));
  note(titleHits);
  let bestSection = 0;
  const answers = [];
  for (const [anchor, heading, text] of sections) {
    const headingHits = hitsIn(heading, match);
    const textHits = hitsIn(text, match);
    const inHeading = covered(headingHits, size);
    const inText = covered(textHits, size);
    if (!inHeading && !inText) continue;
    note(headingHits);
    note(textHits);
    const together = covered([...headingHits, ...textHits], size) / size;
    const worth = inHeading / size + 0.4 * together + 0.15 * Math.min(1, textHits.length / 5) + (same(heading) ? 0.3 : same(text) ? 0.2 : 0);
    bestSection = Math.max(bestSection, worth);
    answers.push({ anchor, worth, title: marked(heading, headingHits), text: excerpt(text, textHits, size) });
  }
  const inKeywords = covered(keywords.flatMap((keyword) => hitsIn(keyword, match)), size);
  bonus += 0.5 * bestSection + 0.3 * (inKeywords / size);
  const terms = {};
  for (const word of raw) terms[escapeHtml(word)] = true;
  for (const [n, { word }] of groups.entries()) {
    const all = [titleHits, ...sections.map(([, heading, text]) => hitsIn(`${heading} ${text}`, match)), hitsIn(keywords.join(" "), match)];
    if (!all.flat().some((h) => h.groups.some(([g]) => g === n))) terms[escapeHtml(word)] = false;
  }
  return { url, facts, title: marked(title, titleHits), answers, bonus, terms, inTitle, retired: false, root };
}

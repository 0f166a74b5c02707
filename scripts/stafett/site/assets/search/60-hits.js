/* From pages to what Material's dialogue shows: title, sections, the words around a hit. What comes from pages is text;
   the dialogue takes HTML, so everything is escaped here. */
const SHOWN = 20, SECTIONS = 4, AROUND = 90, LONGEST_TEXT = 260;
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (sign) => HTML[sign]);

/* The words of a question as they were written, by what the index knows them as. */
function spoken(question) {
  const written = tokens(question.normalize("NFC").toLowerCase()).words;
  return new Map(written.map((word) => [fold(word), word]));
}

/* Whether a word of a text is another than the one that was written: läsning is not låsning, although the index has one
   form for both. An å says so, on either side of a word written with å, ä or ö; ä and ö come and go (hand, händer), and
   who writes none may have no such keys. */
const OTHER = 0.3;
function isOther(written, raw, form) {
  if (!written || written.length > raw.length + 4 || raw.length !== form.length) return false;
  const plain = fold(written);
  if (plain === written || plain.length !== written.length) return false;
  let from = form.indexOf(plain.slice(0, Math.max(3, swedish(plain).length)));
  if (from < 0) from = 0;
  const text = raw.toLowerCase();
  for (let n = 0; n < plain.length && form[from + n] === plain[n]; n++) {
    const [asked, said] = [written[n], text[from + n]];
    if (asked !== said && asked !== plain[n] && (asked === "å" || said === "å")) return true;
  }
  return false;
}

/* Tells for a word of a text which words of the question it answers, as [[number, how surely, how surely if it were
   written as the question has it]]. */
function matcher(groups, written = new Map()) {
  const cache = new Map();
  const known = groups.map(({ word, forms }) => ({
    word,
    stem: swedish(word),
    written: written.get(word),
    forms: new Map(forms.map((f) => [f.form, f.weight])),
  }));
  return (raw) => {
    let found = cache.get(raw);
    if (found === undefined) {
      found = NONE;
      const form = formOf(raw);
      for (let n = 0; n < known.length; n++) {
        const weight = answers(known[n], form);
        if (weight) found = [...found, [n, isOther(known[n].written, raw, form) ? weight * OTHER : weight, weight]];
      }
      cache.set(raw, found);
    }
    return found;
  };
}

const NONE = [];
const formCache = new Map();
function formOf(raw) {
  let form = formCache.get(raw);
  if (form === undefined) formCache.set(raw, (form = fold(raw).replace(/[-\u2010\u2011]/g, "")));
  return form;
}

function answers({ word, stem, forms }, form) {
  const weight = forms.get(form);
  if (weight || stem.length < 4) return weight || 0;
  const at = form.indexOf(stem);
  if (at < 0) return 0;
  if (at === 0) return BEGINS;
  return form.endsWith(word) || swedish(form.slice(at)) === stem ? TAIL : WITHIN;
}

const PIECE = /[\p{L}\p{N}\p{M}\u00ad]+(?:[-\u2010\u2011][\p{L}\p{N}\p{M}\u00ad]+)*/gu;
const pieceCache = new Map();

/* The words of a text and where they begin, as [[word, start]]; those with hyphens whole, and then each part. */
function piecesOf(text) {
  let found = pieceCache.get(text);
  if (found === undefined) {
    found = [];
    for (const { 0: word, index } of text.matchAll(PIECE)) {
      found.push([word, index]);
      if (/[-\u2010\u2011]/.test(word)) {
        for (const part of word.matchAll(/[^-\u2010\u2011]+/g)) found.push([part[0], index + part.index]);
      }
    }
    pieceCache.set(text, found);
  }
  return found;
}

/* The hits in a text: [{raw, start, end, groups}]. */
function hitsIn(text, match) {
  const found = [];
  let after = 0;
  for (const [raw, start] of piecesOf(text)) {
    if (start < after) continue; // a part of a word that is a hit as a whole
    const groups = match(raw);
    if (!groups.length) continue;
    after = start + raw.length;
    found.push({ raw, start, end: after, groups });
  }
  return found;
}

/* How much of the question a text answers, from 0 to the number of its words. */
function covered(hits, size, which = 1) {
  const best = new Array(size).fill(0);
  for (const { groups } of hits) for (const found of groups) best[found[0]] = Math.max(best[found[0]], found[which]);
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

/* What the dialogue shows of a page, and by how much more than the index could tell it answers the question. */
function hit([url, title, facts, keywords, sections], groups, match, question) {
  const size = groups.length;
  const phrase = fold(question).trim();
  const says = (text) => phrase.length > 2 && fold(text).includes(phrase);
  const titleHits = hitsIn(title, match);
  const keywordHits = keywords.flatMap((keyword) => hitsIn(keyword, match));
  const all = [...titleHits, ...keywordHits];
  const found = [];
  for (const [anchor, heading, text] of sections) {
    const headingHits = hitsIn(heading, match);
    const textHits = hitsIn(text, match);
    if (!headingHits.length && !textHits.length) continue;
    const together = [...headingHits, ...textHits];
    all.push(...together);
    const worth =
      covered(headingHits, size) / size +
      (0.4 * covered(together, size)) / size +
      0.15 * Math.min(1, textHits.length / 5) +
      (says(heading) ? 0.3 : size > 1 && says(text) ? 0.2 : 0);
    found.push({ anchor, heading, headingHits, text, textHits, worth });
  }
  const inTitle = covered(titleHits, size);
  const bonus =
    (0.6 * inTitle) / size +
    (fold(title).trim() === phrase ? 0.6 : says(title) ? 0.2 : 0) +
    0.5 * found.reduce((most, { worth }) => Math.max(most, worth), 0) +
    (0.3 * covered(keywordHits, size)) / size;
  const trust = all.length ? covered(all, size) / covered(all, size, 2) : 1;
  return { url, facts, title: marked(title, titleHits), inTitle, found, bonus, trust, terms: terms(groups, all), size };
}

/* The words of the page that answer the question, which Material marks there; and those of the question that none does. */
function terms(groups, hits) {
  const told = {};
  for (const { raw } of hits) told[escapeHtml(raw.toLowerCase())] = true;
  groups.forEach(({ word }, n) => {
    if (!hits.some((h) => h.groups.some(([group]) => group === n))) told[escapeHtml(word)] = false;
  });
  return told;
}

/* The English stem of a folded word: Snowball's algorithm (BSD licence, see LICENSE.snowball.txt). */
const VOWEL = "aeiouy";
const WHOLE = new Map([
  ...["andes", "atlas", "bias", "cosmos", "howe", "news", "sky"].map((word) => [word, word]),
  ...Object.entries({ early: "earli", gently: "gentl", idly: "idl", only: "onli", singly: "singl", skies: "sky", skis: "ski", ugly: "ugli" }),
]);
const BEGINNING = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const STEP_2 = {
  tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate",
  ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulli: "ful", fulness: "ful", ousli: "ous",
  ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogist: "og", ogi: "og", lessli: "less", li: "",
};
const STEP_3 = { tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "" };
const STEP_4 = "ement ance ence able ible ment ate ive ize iti ism ion ous ant ent al er ic".split(" ");
const longestFirst = (endings) => Object.keys(endings).sort((a, b) => b.length - a.length);
const [ENDINGS_2, ENDINGS_3] = [longestFirst(STEP_2), longestFirst(STEP_3)];

const isVowel = (letter) => VOWEL.includes(letter);
const hasVowel = (text) => /[aeiouy]/.test(text);
const short = (text) => /[^aeiouy][aeiouy][^aeiouywxY]$/.test(text) || /^[aeiouy][^aeiouy]$/.test(text) || text.endsWith("past");

/* Where the region after the first vowel and the consonant that follows it begins, from a place on. */
function regionAfter(word, from) {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function step1(word, p1) {
  let w = word;
  const plural = ["sses", "ied", "ies", "ss", "us", "s"].find((e) => w.endsWith(e));
  if (plural === "sses") w = w.slice(0, -2);
  else if (plural === "ied" || plural === "ies") w = w.slice(0, w.length - 3 >= 2 ? -2 : -1);
  else if (plural === "s" && hasVowel(w.slice(0, -2))) w = w.slice(0, -1);

  const past = ["eedly", "ingly", "edly", "eed", "ing", "ed"].find((e) => w.endsWith(e));
  if (past) {
    const before = w.slice(0, -past.length);
    if (past.startsWith("eed")) {
      if (before.length >= p1 && !/^(?:succ|proc|exc)$/.test(before)) w = `${before}ee`;
    } else if (past === "ing" && /^[^aeiouy]y$/.test(before)) {
      w = `${before[0]}ie`;
    } else if (hasVowel(before) && !(past === "ing" && /^(?:even|cann|inn|earr|herr|out)$/.test(before))) {
      w = before;
      if (/(?:at|bl|iz)$/.test(w)) w += "e";
      else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = /^[aeo]..$/.test(w) ? w : w.slice(0, -1);
      else if (w.length === p1 && short(w)) w += "e";
    }
  }
  return /..[yY]$/.test(w) && !isVowel(w.at(-2)) ? `${w.slice(0, -1)}i` : w;
}

function step2(w, p1) {
  const ending = ENDINGS_2.find((e) => w.endsWith(e));
  if (!ending) return w;
  const before = w.slice(0, -ending.length);
  if (before.length < p1) return w;
  if (ending === "ogi" && !before.endsWith("l")) return w;
  if (ending === "li" && !/[cdeghkmnrt]$/.test(before)) return w;
  return before + STEP_2[ending];
}

function step3(w, p1, p2) {
  const ending = ENDINGS_3.find((e) => w.endsWith(e));
  if (!ending) return w;
  const before = w.slice(0, -ending.length);
  return before.length < (ending === "ative" ? p2 : p1) ? w : before + STEP_3[ending];
}

function step4(w, p2) {
  const ending = STEP_4.find((e) => w.endsWith(e));
  if (!ending) return w;
  const before = w.slice(0, -ending.length);
  return before.length < p2 || (ending === "ion" && !/[st]$/.test(before)) ? w : before;
}

function step5(w, p1, p2) {
  const before = w.slice(0, -1);
  if (w.endsWith("e")) return before.length >= p2 || (before.length >= p1 && !short(before)) ? before : w;
  return w.endsWith("ll") && before.length >= p2 ? before : w;
}

function snowballEnglish(word) {
  if (WHOLE.has(word)) return WHOLE.get(word);
  if (word.length < 3) return word;
  const letters = [...word];
  letters.forEach((letter, n) => {
    if (letter === "y" && (n === 0 || isVowel(letters[n - 1]))) letters[n] = "Y";
  });
  const marked = letters.join("");
  const p1 = BEGINNING.exec(marked)?.[0].length ?? regionAfter(marked, 0);
  const p2 = regionAfter(marked, p1);
  const w = step3(step2(step1(marked, p1), p1), p1, p2);
  return step5(step4(w, p2), p1, p2).replaceAll("Y", "y");
}

const englishCache = new Map();
function english(form) {
  let stem = englishCache.get(form);
  if (stem === undefined) englishCache.set(form, (stem = snowballEnglish(form)));
  return stem;
}

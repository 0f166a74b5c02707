/* Text made alike for searching, as stafett/search/folding.py does it: the two must agree. */
const LONGEST = 40;
const ALIKE = { å: "a", ä: "a", ö: "o", é: "e", è: "e", ü: "u", æ: "ae", œ: "oe", ø: "o", ß: "ss", đ: "d", ł: "l", "\u00ad": "" };
const alike = (text) => text.replace(/[åäöéèüæœøßđł\u00ad]/g, (sign) => ALIKE[sign]);

function fold(text) {
  const plain = alike(text.toLowerCase());
  if (!/[^\x00-\x7f]/.test(plain)) return plain;
  return alike(plain.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}

/* The words of a folded text, and those that hyphens join. */
function tokens(folded) {
  const words = (folded.match(/[\p{L}\p{N}]+/gu) || []).map((word) => word.slice(0, LONGEST));
  const joined = (folded.match(/\p{L}[\p{L}\p{N}]*(?:[-\u2010\u2011][\p{L}\p{N}]+)+/gu) || [])
    .map((word) => word.replace(/[-\u2010\u2011]/g, "").slice(0, LONGEST));
  return { words, joined };
}

/* The Swedish stem of a folded word, as stafett/search/stems.py has it: Snowball's algorithm (BSD licence, see
   LICENSE.snowball.txt), and what it leaves apart. */
const SWEDISH_ENDINGS = (
  "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or s as arnas ernas ornas " +
  "es ades andes ens arens hetens erns at et andet het ast"
).split(" ").sort((a, b) => b.length - a.length);
const BEFORE_ET = /(?:fab|h|pak|rak|stak|kom|iet|cit|dit|alit|ilit|mit|nit|pit|rit|sit|tit|uit|ivit|kvit|xit)$/;
const WHOLE_WORD =
  /(?:internet|ethernet|(?:pl|[dks]m|orm|anm|kr|gr|sv|sp|rom|org|veter|ork|tit)an)s?$|^(?:utan|innan|sedan|nastan)$/;
const bare = (form) =>
  WHOLE_WORD.test(form)
    ? form
    : form.replace(/(?<=..[^aeiouy][^aeiouyh])ets?$/u, "").replace(/(?<=....a)ns?$|(?<=...el)ns?$/u, "");

const etMayGo = (before) => /.[aeiouy][^aeiouy]$/su.test(before) && !BEFORE_ET.test(before);

function snowballSwedish(word) {
  const found = /[aeiouy][^aeiouy]/u.exec(word);
  if (word.length < 3 || !found) return word;
  const region = Math.max(3, found.index + 2);
  let stem = word;
  const ending = SWEDISH_ENDINGS.find((e) => stem.endsWith(e) && stem.length - e.length >= region);
  if (ending === "s") {
    const before = stem.slice(0, -1);
    if (before.endsWith("et") && etMayGo(before.slice(0, -2))) stem = before.slice(0, -2);
    else if (/[bcdfghjklmnoprtvy]$/.test(before)) stem = before;
  } else if (ending === "et") {
    if (etMayGo(stem.slice(0, -2))) stem = stem.slice(0, -2);
  } else if (ending) {
    stem = stem.slice(0, -ending.length);
  }
  if (stem.length - 2 >= region && /(?:dd|gd|nn|dt|gt|kt|tt)$/.test(stem)) stem = stem.slice(0, -1);
  const other = ["fullt", "lig", "els", "ig"].find((e) => stem.endsWith(e) && stem.length - e.length >= region);
  if (other) stem = other === "fullt" ? stem.slice(0, -1) : stem.slice(0, -other.length);
  return stem;
}

const stemCache = new Map();
function swedish(form) {
  let stem = stemCache.get(form);
  if (stem === undefined) {
    stem = snowballSwedish(bare(form));
    if (stem.length > 3) {
      stem = stem.replace(/(?<=[^aeiouy][^aeiouy])r$|(?<=m)r$|(?<=..[^aeiouy])e(?=l$)/u, "").replace(/mm$/, "m");
    }
    stemCache.set(form, stem);
  }
  return stem;
}

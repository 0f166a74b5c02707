const LONGEST_QUESTION = 300;

/* The whole answer to a question, in the shape that Material's dialogue takes. */
async function answer(files, asked) {
  const question = asked.slice(0, LONGEST_QUESTION); // an address may bring one of any length
  if (!fold(question).trim()) return { items: [], suggest: [] }; // asked on every page, before anything is typed
  const root = await files.get("root");
  if (!root.terms.length) return { items: [], suggest: [] };
  if (root.whole) for (const name of ["t0", "d0", "words"]) files.get(name);
  const { groups, ranked } = await ask(files, root, question);
  const first = ranked.slice(0, SHOWN);
  const have = new Set(first.map(([page]) => page));
  for (const [page] of first) {
    for (const before of [...(root.retired[page] || []), ...(root.variants[page] || [])]) {
      const found = ranked.find(([other]) => other === before);
      if (found && !have.has(before)) first.push(found);
      have.add(before);
    }
  }
  const match = matcher(groups, spoken(question));
  const texts = await Promise.all(first.map(([page]) => textOf(files, root, page)));
  const hits = first.map(([page, score, words], n) => {
    const found = hit(texts[n], groups, match, question);
    return { ...found, page, words, score: score * found.trust * (1 + found.bonus) * (root.retired[page] ? 0.6 : 1) };
  });
  hits.sort((a, b) => b.score - a.score);
  const byPage = new Map(hits.map((h) => [h.page, h]));
  const order = successorsFirst(root, hits.map((h) => [h.page, h.score, h.words]));
  return {
    items: order.map(([page, score]) => item(byPage.get(page), score)),
    suggest: suggestion(question, order.map(([page]) => byPage.get(page))),
    all: ranked.length,
  };
}

async function textOf(files, root, page) {
  const file = shardOf(root.texts, page);
  return (await files.get(`d${file}`))[page - root.texts[file]];
}

/* A page and its sections, as Material shows them: what comes first is shown, and where the reader is led. */
function item({ url, title, found, terms, facts, inTitle, size }, score) {
  const text = ({ text, textHits }) => excerpt(text, textHits, size);
  const sections = found
    .filter(({ anchor }) => anchor)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, SECTIONS);
  const intro = found.find(({ anchor }) => !anchor);
  const leads = !sections.length || inTitle >= sections[0].worth || (intro && intro.worth >= sections[0].worth);
  const shown = intro || (leads && sections[0]); // a hit in the title alone has nothing of its own to show
  const page = { location: url, title, text: shown ? text(shown) : "", terms, tags: badges(facts), score: leads ? score : 0 };
  const rest = sections.map((section, n) => ({
    location: `${url}#${section.anchor}`,
    title: marked(section.heading, section.headingHits),
    text: text(section),
    terms,
    score: leads || n ? score / 2 : score,
  }));
  return leads ? [page, ...rest] : [rest[0], page, ...rest.slice(1)];
}

/* Kind, owner and review status, for the reader and (as data) for the script that lets a status age. */
function badges(facts) {
  const shown = [];
  if (facts.kind) shown.push(escapeHtml(facts.kind));
  if (facts.owner) shown.push(escapeHtml(facts.owner));
  if (facts.label) {
    const data = ["status", "due", "soon"]
      .filter((name) => facts[name] !== undefined && facts[name] !== null)
      .map((name) => ` data-stafett-${name}="${escapeHtml(facts[name])}"`);
    const name = `stafett-badge stafett-badge--${escapeHtml(facts.status)}`;
    shown.push(`<span class="${name}"${data.join("")}>${escapeHtml(facts.label)}</span>`);
  }
  return shown.length ? shown : undefined;
}

const LONGEST_SUGGESTED = 24; // longer questions scroll within the field, and the suggestion does not scroll with them

/* How the word that is being typed may go on: as a word does that was found, in the best hit that has one. */
function suggestion(question, hits) {
  const typed = question.split(/[\s-]+/).pop();
  if (typed.length < 2 || question.length > LONGEST_SUGGESTED) return [];
  for (const { terms } of hits) {
    const word = Object.keys(terms).find((term) => terms[term] && term !== typed && term.startsWith(typed));
    if (word) return [word];
  }
  return [];
}

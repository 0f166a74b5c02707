/* The whole answer to a question, in the shape that Material's dialogue takes. */
async function answer(files, question) {
  const root = await files.get("root");
  if (!fold(question).trim()) return { items: [], suggest: [] };
  const { groups, ranked } = await ask(files, root, question);
  const first = ranked.slice(0, SHOWN);
  const have = new Set(first.map(([page]) => page));
  for (const [page] of first) {
    for (const successor of root.retired[page] || []) {
      const found = ranked.find(([other]) => other === successor);
      if (found && !have.has(successor)) first.push(found);
      have.add(successor);
    }
  }
  const match = matcher(groups);
  const texts = await Promise.all(first.map(([page]) => textOf(files, root, page)));
  const hits = first.map(([page, score], n) => {
    const found = hit(texts[n], groups, match, question, root);
    return { ...found, page, score: score * (1 + found.bonus) * (root.retired[page] ? 0.6 : 1) };
  });
  hits.sort((a, b) => b.score - a.score);
  const byPage = new Map(hits.map((h) => [h.page, h]));
  const order = successorsFirst(root, hits.map((h) => [h.page, h.score]));
  return {
    items: order.map(([page, score]) => item(byPage.get(page), score, root)),
    suggest: suggestion(question, texts, order.map(([page]) => byPage.get(page))),
    all: ranked.length,
  };
}

async function textOf(files, root, page) {
  const file = shardOf(root.texts, page);
  return (await files.get(`d${file}`))[page - root.texts[file]];
}

/* A page and its sections, as Material shows them: what comes first is shown, and where the reader is led. */
function item(found, score, root) {
  const { url, title, answers, terms, facts, inTitle } = found;
  const tags = badges(facts, root);
  const sections = answers
    .filter((a) => a.anchor)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, SECTIONS)
    .map((a) => ({ location: `${url}#${a.anchor}`, title: a.title, text: a.text, terms, worth: a.worth }));
  const intro = answers.find((a) => !a.anchor);
  const leads = !sections.length || inTitle >= sections[0].worth || (intro && intro.worth >= sections[0].worth);
  const page = { location: url, title, text: intro ? intro.text : "", terms, tags, score: leads ? score : 0 };
  const rest = sections.map((s, n) => ({ ...s, score: leads || n ? score * 0.5 : score }));
  return leads ? [page, ...rest] : [rest[0], page, ...rest.slice(1)];
}

/* Kind, owner and review status, for the reader and (as data) for the script that lets a status age. */
function badges(facts, root) {
  const shown = [];
  if (facts.kind) shown.push(escapeHtml(facts.kind));
  if (facts.owner) shown.push(escapeHtml(facts.owner));
  if (facts.label) {
    const data = ["status", "due", "soon"]
      .filter((name) => facts[name] !== undefined && facts[name] !== null)
      .map((name) => ` data-stafett-${name}="${escapeHtml(facts[name])}"`);
    shown.push(`<span class="stafett-hit-status"${data.join("")}>${escapeHtml(facts.label)}</span>`);
  }
  return shown.length ? shown : undefined;
}

/* How the word that is being typed may go on: as a word of the best hits does. */
function suggestion(question, texts, order) {
  const typed = question.split(/[\s-]+/).pop();
  if (typed.length < 2) return [];
  for (const { url } of order) {
    const [, title, , , sections] = texts.find((text) => text[0] === url);
    for (const text of [title, ...sections.map((s) => s[1]), ...sections.map((s) => s[2])]) {
      for (const piece of text.matchAll(PIECE)) {
        const word = piece[0].toLowerCase();
        if (word.startsWith(typed) && word !== typed) return [word];
      }
    }
  }
  return [];
}

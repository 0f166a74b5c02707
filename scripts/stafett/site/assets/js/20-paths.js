// What the reader has read of an onboarding path: ticks that this device keeps, how far they have come, and which
// pages say something else since they were ticked. Words come with the page, in its data- attributes.
(() => {
  const READ = "stafett.read";
  const ROLE = "stafett.role";
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  const today = () => new Date().toLocaleDateString("sv-SE");
  const sound = (tick) => typeof tick?.digest === "string" && DAY.test(tick.on);
  const ticks = () => new Map(Object.entries(stafettStore.get(READ, {})).filter(([, tick]) => sound(tick)));
  const keep = (kept) => stafettStore.set(READ, Object.fromEntries(kept));
  const changed = (tick, digest) => !!tick && !!digest && tick.digest !== digest;

  // The pages that a meter counts, each with its digest: those that it names, or steps of the path that is shown.
  const counted = ({ dataset }) => {
    if (!dataset.stafettSteps) return JSON.parse(dataset.stafettProgress);
    const steps = all(".stafett-step").slice(...dataset.stafettSteps.split(" "));
    return steps.map((step) => [step.dataset.stafettId, step.dataset.stafettDigest]);
  };

  const showMeter = (meter, kept) => {
    const pages = counted(meter);
    const found = pages.map(([id, digest]) => [kept.get(id), digest]).filter(([tick]) => tick);
    const other = found.filter(([tick, digest]) => changed(tick, digest)).length;
    const done = found.length - other;
    const values = { done, all: pages.length, changed: other };
    const { some, whole, changed: since } = meter.dataset;
    const said = filled(done === pages.length ? whole : some, values) + (other ? `, ${filled(since, values)}` : "");
    const [bar, words] = [meter.querySelector("progress"), meter.querySelector("span")];
    bar.value = done;
    if (words.textContent !== said) words.textContent = said;
    meter.hidden = "begun" in meter.dataset && !found.length;
    meter.classList.toggle("stafett-progress--whole", done === pages.length);
  };

  const showTick = (step, kept) => {
    const tick = kept.get(step.dataset.stafettId);
    const [box, note] = [step.querySelector(".stafett-step__box"), step.querySelector(".stafett-step__changed")];
    const stale = changed(tick, step.dataset.stafettDigest);
    box.hidden = false;
    box.checked = !!tick && !stale;
    note.hidden = !stale;
    if (stale && note.id) box.setAttribute("aria-describedby", note.id);
    else box.removeAttribute("aria-describedby");
    if (stale) note.querySelector("time").textContent = note.querySelector("time").dateTime = tick.on;
    step.classList.toggle("stafett-step--read", box.checked);
  };

  const show = () => {
    const [kept, role] = [ticks(), stafettStore.get(ROLE)];
    for (const meter of all(".stafett-progress")) showMeter(meter, kept);
    for (const step of all("[data-stafett-id]")) showTick(step, kept);
    for (const part of all("[data-stafett-scripted]")) part.hidden = false;
    for (const card of all("[data-stafett-mine]")) {
      const mine = card.dataset.stafettMine === role;
      card.querySelector(".stafett-paths__mine").hidden = !mine;
      // Paths have pages in common: who has picked a role wants to know of that one.
      if (role && !mine) card.querySelector(".stafett-progress").hidden = true;
    }
    for (const section of all(".stafett-read")) {
      const ways = all("[data-stafett-role]", section);
      for (const way of ways) way.hidden = way.dataset.stafettRole !== role;
      section.hidden = ways.every((way) => way.hidden);
    }
  };

  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const asText = (tools) => {
    const [kept, lines] = [ticks(), [`# ${tools.dataset.title}`]];
    for (const part of all("article h2, article .stafett-step")) {
      if (part.tagName === "H2") {
        const [title] = part.cloneNode(true).childNodes;
        lines.push("", `## ${title.textContent.trim()}`, "");
        continue;
      }
      const tick = kept.get(part.dataset.stafettId);
      const stale = changed(tick, part.dataset.stafettDigest);
      const title = part.querySelector(".stafett-step__title").textContent;
      const said = tick ? ` (${tick.on}${stale ? `, ${tools.dataset.changed}` : ""})` : "";
      lines.push(`- [${tick && !stale ? "x" : " "}] ${title}${said}`);
    }
    return `${lines.join("\n")}\n`;
  };

  const fetched = (text) => {
    let found = null;
    try {
      found = JSON.parse(text)?.[READ];
    } catch {}
    if (typeof found !== "object" || !found || Array.isArray(found)) return null;
    const kept = ticks();
    const sent = Object.entries(found).filter(([, tick]) => sound(tick));
    for (const [id, { digest, on }] of sent) {
      if (!kept.has(id) || kept.get(id).on < on) kept.set(id, { digest, on });
    }
    keep(kept);
    return sent.length;
  };

  const ACTIONS = {
    print: () => print(),
    "save-text": (tools) => save(`${tools.dataset.file}.md`, "text/markdown", asText(tools)),
    "save-json": (tools) => {
      const text = JSON.stringify({ [READ]: Object.fromEntries(ticks()) }, null, 1);
      save(`${tools.dataset.file}.json`, "application/json", text);
    },
    fetch: (tools) => tools.querySelector("input").click(),
    reset: (tools) => {
      if (!confirm(tools.dataset.sure)) return;
      const kept = ticks();
      for (const step of all(".stafett-step[data-stafett-id]")) kept.delete(step.dataset.stafettId);
      keep(kept);
    },
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".stafett-path-tools [data-action]");
    if (button) ACTIONS[button.dataset.action]?.(button.closest(".stafett-path-tools"));
  });

  document.addEventListener("change", async ({ target }) => {
    const step = target.matches(".stafett-step__box") && target.closest("[data-stafett-id]");
    const tools = target.matches("[type=file]") && target.closest(".stafett-path-tools");
    if (step) {
      const { stafettId: id, stafettDigest: digest } = step.dataset;
      const kept = ticks();
      if (target.checked) kept.set(id, { digest, on: today() });
      else kept.delete(id);
      // Who ticks a step of a path and has picked no role has that one.
      const role = document.querySelector(".stafett-path-tools")?.dataset.stafettRole;
      if (role && !stafettStore.get(ROLE)) stafettStore.set(ROLE, role);
      keep(kept);
    } else if (tools && target.files.length) {
      const number = fetched(await target.files[0].text());
      const { fetched: words, refused } = tools.dataset;
      tools.querySelector("[role=status]").textContent = number === null ? refused : filled(words, { n: number });
      target.value = "";
    }
  });

  document.addEventListener("stafett:store", show);
  stafettPage(show);
})();

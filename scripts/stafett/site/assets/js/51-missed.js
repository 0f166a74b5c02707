// The page of the searches that found nothing: shows what this device remembers, copies it as a message, puts it into
// the note for feedback, and forgets it.
stafettPage(() => {
  const place = document.querySelector(".stafett-missed");
  if (!place) return;
  const list = place.querySelector(".stafett-missed__list");
  const said = place.querySelector(".stafett-missed__said");
  const actions = place.querySelector(".stafett-missed__do");
  const link = place.querySelector("a[data-stafett-break]");
  const address = link?.href;

  const lines = () =>
    stafettStore
      .get("stafett.missed", [])
      .filter((one) => typeof one?.question === "string")
      .map(({ question, day }) => `${question} (${day})`.replace(/\p{Cs}/gu, "")); // half a sign has no place in an address

  const show = () => {
    const all = lines();
    list.replaceChildren(
      ...all.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    actions.hidden = !all.length;
    if (!all.length) said.textContent = place.dataset.none;
    if (link) link.href = address + all.slice(0, 20).map((line) => link.dataset.stafettBreak + encodeURIComponent(`- ${line}`)).join("");
  };

  place.addEventListener("click", async ({ target }) => {
    const wanted = target.closest("[data-stafett-do]")?.dataset.stafettDo;
    if (wanted === "forget") {
      stafettStore.set("stafett.missed", null);
      show();
    } else if (wanted === "copy") {
      const text = [`${place.dataset.message}:`, ...lines().map((line) => `- ${line}`)].join("\n");
      await navigator.clipboard.writeText(text);
      said.textContent = place.dataset.copied;
    }
  });
  document.querySelector(".stafett-missed-without")?.remove();
  place.hidden = false;
  show();
});

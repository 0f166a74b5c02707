// The steps of a process stand as text until they are drawn, and again should they not be (see views/flow.py).
(() => {
  const flows = () => [...document.querySelectorAll(".stafett-flow:has(.stafett-flow__picture)")];
  const show = (flow, picture) => {
    flow.querySelector(".stafett-flow__picture").hidden = !picture;
    flow.querySelector("details").open = !picture;
  };

  // A picture that is wider than its place begins where the process does: in the middle.
  const begin = (flow) => {
    const picture = flow.querySelector(".stafett-flow__picture");
    new MutationObserver((_, drawing) => {
      if (!picture.querySelector("div.mermaid")) return;
      drawing.disconnect();
      picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2;
    }).observe(picture, { childList: true, subtree: true });
  };

  stafettPage(() =>
    flows().forEach((flow) => {
      show(flow, true);
      begin(flow);
    }),
  );
  document.addEventListener("stafett:undrawn", () =>
    flows().filter((flow) => !flow.querySelector("div.mermaid")).forEach((flow) => show(flow, false)),
  );
})();

// The steps of a process stand as text until they are drawn, and again should they not be (see views/flow.py).
(() => {
  const flows = () => [...document.querySelectorAll(".stafett-flow:has(.stafett-flow__picture)")];
  const show = (flow, picture) => {
    flow.querySelector(".stafett-flow__picture").hidden = !picture;
    flow.querySelector("details").open = !picture;
  };

  stafettPage(() => flows().forEach((flow) => show(flow, true)));
  document.addEventListener("stafett:undrawn", () =>
    flows().filter((flow) => !flow.querySelector("div.mermaid")).forEach((flow) => show(flow, false)),
  );
})();

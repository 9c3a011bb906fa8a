// Draws each plot into its place. Text and axes take the page's own color, so that light, dark and paper need no second drawing.
(async () => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const ink = "currentColor";
  const text = { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" };
  const config = {
    background: null,
    font: "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif",
    axis: { ...text, domainColor: ink, tickColor: ink, gridColor: ink, domainOpacity: 0.5, tickOpacity: 0.5, gridOpacity: 0.13 },
    legend: { ...text, orient: "top", title: null, symbolStrokeWidth: 2.5, labelLimit: 400 },
    header: text,
    title: { color: ink, fontSize: 13, fontWeight: "normal" },
    text: { color: ink, fontSize: 12 },
    view: { stroke: null },
    line: { strokeWidth: 1.8 },
    range: { category: read("colors"), heatmap: { scheme: "blues" } },
  };
  const options = { renderer: "svg", actions: false, mode: "vega-lite" };
  const drawn = [];
  for (const { id, spec, rows } of read("plots")) {
    // Layers, facets and repeats size themselves; a single view fills the column.
    const sized = spec.facet || spec.repeat || spec.hconcat || spec.vconcat || spec.concat ? {} : { width: "container", height: 280 };
    const place = document.getElementById(id);
    try {
      await vegaEmbed(place, { ...sized, ...spec, data: { values: rows }, config: { ...config, ...spec.config } }, options);
      const marks = place.querySelectorAll(".role-mark path[d]:not([d='']), .role-mark rect, .role-mark line, .role-mark text, .role-mark circle");
      drawn.push({ id, marks: marks.length });
    } catch (error) {
      place.textContent = `This plot could not be drawn: ${error.message}`;
      console.error(`${id}: ${error.message}`);
      drawn.push({ id, marks: 0 });
    }
  }
  // What is folded away on the screen belongs on paper.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(part => (part.open = true)));
  window.rnnPage = { plots: drawn };
})();

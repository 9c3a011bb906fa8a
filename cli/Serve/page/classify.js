// A text, its label and how likely every label is, as one types.
import { texts } from "./engine.js";
import { askJson, debounce, el, field, latest } from "./parts.js";

export function mount(root, engine, info) {
  const { labels } = info.card;
  const text = el("textarea", { id: "text", rows: 4, dir: "auto", spellcheck: "false", autofocus: true });
  const label = el("output", { id: "label", for: "text", class: "answer" });
  const bars = el("dl", { id: "bars", class: "bars" });
  root.append(field("Text", text, "The answer follows as you type."), label, bars);

  const update = latest(
    async () => {
      const asked = text.value;
      const answer = await engine.compute(
        async ({ ort, run }) => {
          const { label, probabilities } = await run({ text: texts(ort, [asked]) });
          return { label: label.data[0], values: Array.from(probabilities.data) };
        },
        async () => {
          const { label, probabilities } = (await askJson("/predict", { texts: [asked] })).answers[0];
          return { label, values: labels.map(name => probabilities[name]) };
        },
      );
      return { asked, ...answer };
    },
    ({ asked, label: found, values }) => {
      label.textContent = found;
      label.dataset.of = asked;
      const order = labels.map((_, i) => i).sort((a, b) => values[b] - values[a]);
      bars.replaceChildren(...order.flatMap(i => bar(labels[i], values[i])));
    },
  );
  text.addEventListener("input", debounce(update));
  return update;
}

function bar(label, probability) {
  const filled = el("span");
  filled.style.width = `${100 * probability}%`;
  return [
    el("dt", {}, label),
    el("dd", { "data-label": label, "data-probability": probability }, el("div", { class: "bar", "aria-hidden": "true" }, filled), el("span", { class: "number" }, `${(100 * probability).toFixed(1)} %`)),
  ];
}

// A sentence, and the tag under each of its words.
import { askJson, debounce, el, field, latest } from "./parts.js";

// What C# counts as blank.
const blanks = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

export function mount(root, engine, info) {
  const text = el("textarea", { id: "text", rows: 3, dir: "auto", spellcheck: "false", autofocus: true });
  const words = el("ol", { id: "words", class: "words", "aria-label": "Words and their tags", "aria-live": "polite" });
  root.append(field("Sentence", text, "Blanks separate the words, also the marks behind them."), words);
  text.value = info.example.texts[0];
  const colors = new Map(info.card.labels.map((label, i) => [label, i % 6]));

  const update = latest(
    async () => {
      const asked = text.value;
      const tokens = asked.split(blanks).filter(Boolean);
      const answer = tokens.length === 0
        ? { tokens, tags: [] }
        : await engine.compute(
          async ({ ort, run }) => ({ tokens, tags: Array.from((await run({ tokens: new ort.Tensor("string", tokens, [1, tokens.length]) })).tags.data) }),
          async () => (await askJson("/predict", { texts: [asked] })).answers[0],
        );
      return { asked, ...answer };
    },
    ({ asked, tokens, tags }) => {
      words.replaceChildren(...tokens.map((token, i) => el("li", { "data-color": colors.get(tags[i]) ?? 5 }, el("span", { class: "word" }, token), el("span", { class: "tag" }, tags[i]))));
      words.dataset.of = asked;
    },
  );
  text.addEventListener("input", debounce(update));
  return update;
}

// A text, its translation, and what each of its words looked at.
import { texts } from "./engine.js";
import { askJson, debounce, el, field, latest } from "./parts.js";

export function mount(root, engine, info) {
  const lanes = info.optionalInputs.find(({ name }) => name === "beam_size");
  const text = el("textarea", { id: "text", rows: 4, dir: "auto", spellcheck: "false", autofocus: true });
  const beam = el("select", { id: "beam" }, el("option", { value: "" }, lanes?.default ? `as in the file, ${lanes.default[0]}` : "as in the file"), ...[1, 3, 5, 10].map(size => el("option", { value: size }, size === 1 ? "1, greedy" : size)));
  const translation = el("output", { id: "translation", for: "text", class: "answer", dir: "auto" });
  const score = el("p", { id: "score", class: "hint" });
  const attention = el("div", { id: "attention", class: "table" });
  root.append(field("Text", text), ...(lanes ? [field("Beam", beam, "Translations that are followed at once. Another than the file's is searched on the server.")] : []), translation, score, attention);
  text.value = info.example.texts[0];

  const update = latest(
    async () => {
      const [asked, size] = [text.value, beam.value];
      const answer = await engine.compute(
        async ({ ort, run }) => read(await run({ text: texts(ort, [asked]), ...required(ort, info) })),
        async () => (await askJson("/predict", size ? { texts: [asked], beam: Number(size) } : { texts: [asked] })).answers[0],
        size ? "a beam that is not the file's" : null,
      );
      return { asked, size, ...answer };
    },
    ({ asked, size, text: found, score: value, tokens, sourceTokens, attention: weights }) => {
      translation.textContent = found;
      translation.dataset.of = `${size}|${asked}`;
      score.textContent = value === null ? "" : `score ${value.toFixed(4)}`;
      attention.replaceChildren(...(weights?.length ? [heatMap(tokens, sourceTokens, weights)] : []));
      if (!weights) attention.append(el("p", { class: "hint" }, "What each word looks at is told by a file with that output: rnn export --attention-output."));
    },
  );
  const later = debounce(update, 300);
  text.addEventListener("input", later);
  beam.addEventListener("change", later);
  return update;
}

// A file made for JavaScript has no defaults: these are what it was made with.
function required(ort, info) {
  const options = info.card.options;
  const make = {
    beam_size: () => new ort.Tensor("int64", [BigInt(options.beam ?? 5)], [1]),
    length_penalty: () => new ort.Tensor("float32", [Number(options["length-penalty"] ?? 1)], [1]),
    coverage_penalty: () => new ort.Tensor("float32", [Number(options["coverage-penalty"] ?? 0)], [1]),
    max_length: () => new ort.Tensor("int64", [BigInt(options["max-length"] ?? 200)], [1]),
    max_ratio: () => new ort.Tensor("float32", [Number(options["max-ratio"] ?? 2)], [1]),
  };
  return Object.fromEntries(info.inputs.filter(({ name }) => name in make).map(({ name }) => [name, make[name]()]));
}

function read(outputs) {
  const answer = { text: outputs.translation.data[0], score: Number.isFinite(outputs.score.data[0]) ? outputs.score.data[0] : null };
  const words = output => output && Array.from(output.data).slice(0, output.dims[1]).filter(Boolean);
  answer.tokens = words(outputs.target_tokens);
  answer.sourceTokens = words(outputs.source_tokens);
  if (outputs.attention && answer.tokens && answer.sourceTokens) {
    const width = outputs.attention.dims[2];
    answer.attention = answer.tokens.map((_, i) => Array.from(outputs.attention.data.slice(i * width, i * width + answer.sourceTokens.length)));
  }
  return answer;
}

function heatMap(tokens, sourceTokens, weights) {
  const cell = weight => {
    const made = el("td", { class: "heat", title: `${(100 * weight).toFixed(1)} %` }, el("span", {}, (100 * weight).toFixed(0)));
    made.style.setProperty("--weight", `${Math.round(100 * weight)}%`);
    return made;
  };
  return el(
    "table",
    { class: "heats" },
    el("caption", {}, "What each word looked at, %"),
    el("thead", {}, el("tr", {}, el("td"), ...sourceTokens.map(token => el("th", { scope: "col" }, token)))),
    el("tbody", {}, ...tokens.map((token, i) => el("tr", {}, el("th", { scope: "row" }, token), ...weights[i].map(cell)))),
  );
}

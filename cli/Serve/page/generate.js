// A prompt, and the tokens that follow as they are written.
import { texts } from "./engine.js";
import { ask, el, field, showError } from "./parts.js";

export function mount(root, engine, info) {
  const whole = info.card.task === "generation"; // its loop is in the file
  const prompt = el("textarea", { id: "prompt", rows: 2, dir: "auto", spellcheck: "false", autofocus: true });
  prompt.value = info.example.prompt;
  const settings = {
    length: slider("length", "Tokens", 10, 1000, 10, 200),
    temperature: slider("temperature", "Temperature", 0, 2, 0.05, 0.8),
    topK: slider("topK", "Top-k (0: all)", 0, 100, 1, 0),
    topP: slider("topP", "Top-p (1: all)", 0.05, 1, 0.05, 1),
  };
  const seed = el("input", { id: "seed", type: "number", value: 0, step: 1 });
  const own = whole && info.optionalInputs.length > 0 ? el("input", { id: "own", type: "checkbox", checked: !info.serverOnly, disabled: Boolean(info.serverOnly) }) : null;
  const write = el("button", { id: "write", type: "button", class: "main" }, "Write");
  const stop = el("button", { id: "stop", type: "button", disabled: true }, "Stop");
  const text = el("pre", { id: "generated", class: "text", dir: "auto", "aria-live": "polite", "aria-label": "The text" });
  root.append(
    field("Prompt", prompt),
    el("div", { class: "row" }, ...Object.values(settings).map(({ shown }) => shown), field("Seed", seed)),
    ...(own ? [el("p", {}, el("label", {}, own, " as the file is set, which a browser can run (onnxruntime-web can not set inputs that have a default)"))] : []),
    el("div", { class: "row" }, write, stop),
    text,
  );

  const disable = () => Object.values(settings).forEach(({ input }) => (input.disabled = seed.disabled = Boolean(own?.checked)));
  own?.addEventListener("change", disable);
  disable();

  let running = null;
  write.addEventListener("click", async () => {
    running?.abort();
    const mine = (running = new AbortController());
    [stop.disabled, write.disabled] = [false, true];
    delete text.dataset.done;
    text.textContent = prompt.value + gap(prompt.value, info);
    showError(null);
    try {
      const asked = { prompt: prompt.value, seed: Number(seed.value), ...Object.fromEntries(Object.entries(settings).map(([name, { input }]) => [name, Number(input.value)])) };
      await engine.compute(
        async ({ ort, run }) => text.append((await run({ prompt: texts(ort, [asked.prompt]), ...required(ort, info, asked) })).text.data[0]),
        () => stream(own?.checked ? { prompt: asked.prompt } : asked, piece => text.append(piece), mine.signal),
        own && !own.checked ? "settings that are not the file's" : null,
      );
      text.dataset.done = "yes";
    } catch (error) {
      if (!mine.signal.aborted) showError(error);
    } finally {
      [stop.disabled, write.disabled] = [true, false];
    }
  });
  stop.addEventListener("click", () => running?.abort());
  prompt.addEventListener("keydown", event => event.key === "Enter" && (event.ctrlKey || event.metaKey) && write.click());
  return () => {};
}

function slider(id, label, min, max, step, value) {
  const input = el("input", { id, type: "range", min, max, step, value });
  const number = el("output", { for: id, class: "number" }, value);
  input.addEventListener("input", () => (number.textContent = input.value));
  return { input, shown: el("div", { class: "field" }, el("label", { for: id }, label, " ", number), input) };
}

// Words begin behind a blank.
function gap(prompt, { card }) {
  return card.text?.tokenizer === "Characters" || prompt === "" || /\s$/.test(prompt) ? "" : " ";
}

// A generator made for JavaScript has no defaults and is told everything.
function required(ort, info, { length, temperature, topK, topP, seed }) {
  const make = {
    length: () => new ort.Tensor("int64", [BigInt(length)], [1]),
    temperature: () => new ort.Tensor("float32", [temperature], [1]),
    top_k: () => new ort.Tensor("int64", [BigInt(topK)], [1]),
    top_p: () => new ort.Tensor("float32", [topP], [1]),
    seed: () => new ort.Tensor("int64", [BigInt(seed)], [1]),
  };
  return Object.fromEntries(info.inputs.filter(({ name }) => name in make).map(({ name }) => [name, make[name]()]));
}

// Reads lines of JSON as they come.
async function stream(asked, write, signal) {
  const response = await ask("/generate", asked, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines.map(text => JSON.parse(text))) {
      if (line.error) throw new Error(line.error);
      if (line.text) write(line.text);
    }
  }
}

// Any model: tensors in, tensors out, as JSON.
import { askJson, debounce, el, field, latest } from "./parts.js";

const arrays = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array, bool: Uint8Array };

export function mount(root, engine, info) {
  const example = info.example.inputs;
  const input = el("textarea", { id: "inputs", class: "code", rows: 8, dir: "ltr", spellcheck: "false" });
  input.value = `{\n${Object.entries(example).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n")}\n}`;
  const output = el("pre", { id: "outputs", "aria-live": "polite" });
  root.append(
    field("Inputs", input, "By name: the shape, and the data in row-major order. Sizes that the file leaves open are filled in."),
    el("p", { class: "label" }, "Outputs"),
    output,
  );
  const types = new Map([...info.inputs, ...info.optionalInputs].map(({ name, type }) => [name, type]));

  const update = latest(
    async () => {
      const asked = input.value;
      const inputs = JSON.parse(asked);
      const optional = info.optionalInputs.find(({ name }) => name in inputs);
      const outputs = await engine.compute(
        async ({ ort, run }) => {
          const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [name, tensor(ort, types.get(name), data, shape)]);
          const found = Object.entries(await run(Object.fromEntries(feeds)));
          return Object.fromEntries(found.map(([name, { type, dims, data }]) => [name, { type, shape: [...dims], data: plain(type, data) }]));
        },
        async () => (await askJson("/run", { inputs })).outputs,
        optional ? `onnxruntime-web can not set '${optional.name}', which has a default` : null,
      );
      return { asked, outputs };
    },
    ({ asked, outputs }) => {
      output.textContent = Object.entries(outputs).map(([name, value]) => `${name}: ${value.type} [${value.shape.join(", ")}]\n${shown(value.data)}`).join("\n\n");
      output.dataset.of = asked;
      output.dataset.values = JSON.stringify(outputs);
    },
  );
  input.addEventListener("input", debounce(update, 400));
  return update;
}

function tensor(ort, type, data, shape) {
  if (type === "string") return new ort.Tensor("string", data, shape);
  return new ort.Tensor(type, arrays[type].from(data, type === "int64" ? BigInt : Number), shape);
}

function plain(type, data) {
  if (type === "bool") return Array.from(data, Boolean);
  return type === "int64" ? Array.from(data, Number) : Array.from(data);
}

function shown(data) {
  const most = 400;
  const some = data.slice(0, most).map(value => (typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(6) : String(value)));
  return some.join(" ") + (data.length > most ? ` … ${data.length} in all` : "");
}

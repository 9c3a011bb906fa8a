// Reads what the model is, and shows the form of its task.
import { Engine } from "./engine.js";
import { el, showError } from "./parts.js";

const byId = id => document.getElementById(id);

function show(info) {
  const card = info.card;
  byId("name").textContent = card?.name ?? info.model;
  byId("about").textContent = about(info);
  document.title = `${card?.name ?? info.model} · rnn serve`;
  byId("card").textContent = card ? JSON.stringify(card, null, 2) : "The file has none.";
  byId("tensors").append(
    el("thead", {}, el("tr", {}, ...["", "name", "type", "shape", "meaning"].map(head => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows("input", info.inputs, card), ...rows("has a default", info.optionalInputs, card), ...rows("output", info.outputs, card)),
  );
  const path = info.form === "run" ? "/run" : info.form === "generate" ? "/generate" : "/predict";
  const body = JSON.stringify(info.example).replaceAll("'", "'\\''");
  byId("curl").textContent = `curl -N ${location.origin}${path} \\\n  -H 'Content-Type: application/json' \\\n  -d '${body.length < 2000 ? body : "..."}'`;
}

function about({ card, model, bytes }) {
  const size = bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  if (!card) return `${model} (${size}), without a card: tensors in, tensors out.`;
  const { cell, layers, hidden, directions, parameters } = card.architecture;
  return `${card.task} · ${model} (${size}) · ${layers} × ${directions === 2 ? "bidirectional " : ""}${String(cell).toUpperCase()} ${hidden} · ${parameters.toLocaleString("en")} parameters`;
}

function rows(kind, tensors, card) {
  const meanings = new Map([...(card?.inputs ?? []), ...(card?.outputs ?? [])].map(tensor => [tensor.name, tensor.meaning]));
  return tensors.map(({ name, type, shape, default: value }) =>
    el("tr", {}, el("td", {}, value && kind !== "output" ? `${kind}: ${value}` : kind), el("th", { scope: "row" }, name), el("td", {}, type), el("td", {}, `[${shape.join(", ")}]`), el("td", {}, meanings.get(name) ?? "")),
  );
}

const badge = byId("badge");

try {
  const info = await (await fetch("/card")).json();
  show(info);
  const engine = new Engine(info, (place, words) => {
    badge.dataset.place = place;
    badge.textContent = words;
  });
  const { mount } = await import(`./${info.form}.js`);
  const update = mount(byId("form"), engine, info);
  const force = byId("force");
  force.checked = force.disabled = Boolean(info.serverOnly);
  force.addEventListener("change", () => {
    engine.forced = force.checked;
    update();
  });
  badge.textContent = "ready";
  await update();
  document.body.dataset.ready = "yes";
} catch (error) {
  badge.textContent = "not ready";
  showError(error);
}

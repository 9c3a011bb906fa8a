// A series, drawn or pasted, and what follows it.
import { Chart } from "./chart.js";
import { askJson, debounce, el, field, latest, showError } from "./parts.js";

const day = 86400;
const units = { minute: 60, hour: 3600, day };
const seasons = { minute: 60, hour: 24, day: 7, month: 12, year: 10 };

export function mount(root, engine, info) {
  const { series, scaler } = info.card;
  const { columns, lookBack, horizon } = series;
  const targets = series.targets ?? [series.target];
  const readsTimes = info.inputs.some(({ name }) => name === "times");
  const step = readStep(series.step);
  let rows = sample(columns, scaler ?? [], lookBack, step);
  let chosen = 0;

  const scaleOf = name => (scaler ?? []).find(({ column }) => column === name) ?? { mean: 0, standardDeviation: 1 };
  const spread = () => [-2.2, 2.2].map(times => scaleOf(columns[chosen]).mean + times * scaleOf(columns[chosen]).standardDeviation);
  let chart = null;
  const place = el("div", { id: "drawing" });
  const column = el("select", { id: "column" }, ...columns.map((name, i) => el("option", { value: i }, targets.includes(name) ? name : `${name} (read only beside the targets)`)));
  const start = el("input", { id: "start", type: step?.seconds % day === 0 || step?.months ? "date" : "datetime-local", value: "2021-01-01" });
  if (start.type === "datetime-local") start.value = "2021-01-01T00:00";
  const values = el("textarea", { id: "values", class: "code", rows: 4, dir: "ltr", spellcheck: "false" });
  const again = el("button", { id: "sample", type: "button" }, "Sample");
  const table = el("table", { id: "steps" });
  root.append(
    el("p", {}, `Draw into the left part, the last ${lookBack} steps of ${columns.length === 1 ? columns[0] : "a column"}; the next ${horizon} follow at once.`),
    place,
    el("p", { class: "hint legend" }, el("span", { class: "past" }, "the series"), el("span", { class: "ahead" }, "the forecast"), ...(series.quantiles?.length > 1 ? [el("span", { class: "band" }, `${+(100 * (series.quantiles.at(-1) - series.quantiles[0])).toFixed(1)} % interval`)] : [])),
    el("div", { class: "row" }, ...(columns.length > 1 ? [field("Column", column)] : []), ...(readsTimes ? [field("Date of the first value", start)] : []), again),
    field("Values", values, columns.length === 1 ? `${lookBack} or more, the oldest first; paste your own.` : `A line a step, ${lookBack} or more: ${columns.join(", ")}.`),
    el("details", {}, el("summary", {}, "The forecast in numbers"), el("div", { class: "table" }, table)),
  );

  const update = latest(
    async () => {
      if (rows.length < lookBack) throw new Error(`Values: expected ${lookBack} or more, as the model looks back so far, found ${rows.length}.`);
      const asked = rows.map(row => [...row]);
      const from = start.value;
      const answer = await engine.compute(
        async ({ ort, run }) => {
          const read = asked.slice(-lookBack);
          const feeds = { series: new ort.Tensor("float32", Float32Array.from(read.flat()), [1, lookBack, columns.length]) };
          if (readsTimes) feeds.times = new ort.Tensor("int64", times(from, step, asked.length - lookBack, lookBack + horizon), [1, lookBack + horizon]);
          const { forecast, quantiles } = await run(feeds);
          return { forecast: chunk(forecast.data, targets.length), levels: quantiles ? series.quantiles : [], quantiles: quantiles ? chunk(quantiles.data, series.quantiles.length) : [] };
        },
        () => askJson("/predict", { ...(columns.length === 1 ? { values: asked.flat() } : { rows: asked }), ...(readsTimes ? { start: from } : {}) }),
      );
      return { asked, from, ...answer };
    },
    answer => show(answer),
  );

  function show({ asked, from, forecast, levels, quantiles }) {
    const target = targets.indexOf(columns[chosen]);
    const spreads = levels.length > 1 && target === 0;
    const ahead = target < 0 ? null : { values: forecast.map(row => row[target]), ...(spreads ? { lower: quantiles.map(row => row[0]), upper: quantiles.map(row => row.at(-1)) } : {}) };
    const first = asked.length - lookBack;
    const label = i => (readsTimes ? date(from, step, first + i) : String(i + 1 - lookBack));
    chart.show(asked.slice(-lookBack).map(row => row[chosen]), ahead, label);
    const head = [readsTimes ? "date" : "step", ...targets, ...(levels.length > 1 ? ["lower", "upper"] : [])];
    table.replaceChildren(
      el("thead", {}, el("tr", {}, ...head.map((name, i) => el("th", { scope: "col", class: i && "number" }, name)))),
      el("tbody", {}, ...forecast.map((row, i) => el("tr", {}, el("th", { scope: "row" }, label(lookBack + i)), ...[...row, ...(levels.length > 1 ? [quantiles[i][0], quantiles[i].at(-1)] : [])].map(value => el("td", { class: "number" }, value.toPrecision(6)))))),
    );
    place.dataset.answer = JSON.stringify({ rows: asked, forecast, quantiles });
  }

  function renew() {
    chart = new Chart(spread(), drawn => {
      rows.slice(-lookBack).forEach((row, i) => (row[chosen] = drawn[i]));
      write();
      soon();
    });
    chart.show(rows.slice(-lookBack).map(row => row[chosen]), null, i => String(i + 1 - lookBack));
    place.replaceChildren(chart.root);
  }

  const write = () => (values.value = columns.length === 1 ? rows.map(row => number(row[0])).join(" ") : rows.map(row => row.map(number).join(" ")).join("\n"));
  const soon = debounce(update, 40);
  values.addEventListener("input", debounce(() => {
    try {
      rows = read(values.value, columns.length);
    } catch (error) {
      showError(error);
      return;
    }
    update();
  }));
  again.addEventListener("click", () => {
    rows = sample(columns, scaler ?? [], lookBack, step);
    write();
    update();
  });
  column.addEventListener("change", () => {
    chosen = Number(column.value);
    renew();
    update();
  });
  start.addEventListener("change", update);
  renew();
  write();
  return update;
}

// A curve of the scale and, by its step, of the season that the training data may have had.
function sample(columns, scaler, lookBack, step) {
  const season = seasons[step?.unit] ?? 7;
  return Array.from({ length: lookBack }, (_, i) =>
    columns.map(name => {
      const { mean, standardDeviation } = scaler.find(({ column }) => column === name) ?? { mean: 0, standardDeviation: 1 };
      return Number((mean + standardDeviation * Math.sin((2 * Math.PI * i) / season)).toPrecision(6));
    }),
  );
}

function read(text, width) {
  const numbers = text.split(width === 1 ? /[\s;,]+/ : /\n+/).filter(part => part.trim());
  return numbers.map((part, i) => {
    const row = part.trim().split(/[\s;,]+/).map(Number);
    if (row.length !== width || row.some(value => !Number.isFinite(value)))
      throw new Error(`Values: expected ${width === 1 ? "a number" : `${width} numbers a line`}, found '${part.trim()}' at ${i + 1}.`);
    return row;
  });
}

const number = value => String(Number(value.toPrecision(7)));

function chunk(data, size) {
  return Array.from({ length: data.length / size }, (_, i) => Array.from(data.slice(i * size, (i + 1) * size)));
}

// "2 hours" in seconds or months, "00:00:30" in seconds.
function readStep(text) {
  const [, count, unit] = /^(\d+) (minute|hour|day|month|year)s?$/.exec(text ?? "") ?? [];
  if (unit === "month" || unit === "year") return { unit, months: Number(count) * (unit === "year" ? 12 : 1) };
  if (unit) return { unit, seconds: Number(count) * units[unit] };
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d)/.exec(text ?? "") ?? [];
  return seconds ? { unit: "minute", seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) } : null;
}

// Seconds since 1970 of a row; months keep the day where they have it.
function timeOf(start, step, row) {
  const from = new Date(`${start}Z`.replace(/^(\d+-\d+-\d+)Z$/, "$1T00:00Z"));
  if (step.seconds) return from.getTime() / 1000 + step.seconds * row;
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + step.months * row);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), last));
  return first.getTime() / 1000;
}

function times(start, step, first, count) {
  return BigInt64Array.from({ length: count }, (_, i) => BigInt(timeOf(start, step, first + i)));
}

function date(start, step, row) {
  const text = new Date(timeOf(start, step, row) * 1000).toISOString();
  return step.seconds % day === 0 || step.months ? text.slice(0, 10) : text.slice(5, 16).replace("T", " ");
}

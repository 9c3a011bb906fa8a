// A series and its forecast as SVG; a pointer draws the series.
const width = 860;
const height = 320;
const margin = { left: 64, right: 12, top: 12, bottom: 30 };
const namespace = "http://www.w3.org/2000/svg";

function svg(name, attributes = {}, text = "") {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

export class Chart {
  #past = [];
  #ahead = null;
  #range = [0, 1];
  #spread;
  #last = null;

  // spread: [low, high] that can always be drawn; drawn(past): called while a pointer draws.
  constructor(spread, drawn) {
    this.#spread = spread;
    this.root = svg("svg", { id: "chart", class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", tabindex: -1 });
    this.root.addEventListener("pointerdown", event => {
      this.root.setPointerCapture(event.pointerId);
      this.#last = null;
      this.#draw(event, drawn);
    });
    this.root.addEventListener("pointermove", event => event.buttons && this.root.hasPointerCapture(event.pointerId) && this.#draw(event, drawn));
    this.root.addEventListener("pointerup", () => {
      this.#last = null;
      this.#fit();
      this.#paint();
    });
  }

  // past: values; ahead: { values, lower, upper } or null; label(i): what stands under value i of both.
  show(past, ahead, label) {
    [this.#past, this.#ahead, this.label] = [past, ahead, label];
    // While one draws, the scale stays.
    if (this.#last === null) this.#fit();
    this.#paint();
  }

  #fit() {
    const all = [...this.#past, ...(this.#ahead ? [...this.#ahead.values, ...(this.#ahead.lower ?? []), ...(this.#ahead.upper ?? [])] : []), ...this.#spread].filter(Number.isFinite);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = (high - low) * 0.06 || 1;
    this.#range = [low - room, high + room];
  }

  #steps() {
    return Math.max(this.#past.length + (this.#ahead?.values.length ?? 0) - 1, 1);
  }

  #x(i) {
    return margin.left + ((width - margin.left - margin.right) * i) / this.#steps();
  }

  #y(value) {
    const [low, high] = this.#range;
    return margin.top + ((height - margin.top - margin.bottom) * (high - value)) / (high - low);
  }

  // From the last place of the pointer to this one.
  #draw(event, drawn) {
    const box = this.root.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    const [low, high] = this.#range;
    const at = Math.round(((x - margin.left) / (width - margin.left - margin.right)) * this.#steps());
    const i = Math.min(Math.max(at, 0), this.#past.length - 1);
    const share = Math.min(Math.max((y - margin.top) / (height - margin.top - margin.bottom), 0), 1);
    const here = { i, value: high - share * (high - low) };
    const from = this.#last ?? here;
    const step = Math.sign(here.i - from.i) || 1;
    for (let at = from.i; at !== here.i + step; at += step) {
      const part = here.i === from.i ? 1 : (at - from.i) / (here.i - from.i);
      this.#past[at] = from.value + part * (here.value - from.value);
    }
    this.#last = here;
    this.#paint();
    drawn(this.#past);
  }

  #paint() {
    const { values = [], lower, upper } = this.#ahead ?? {};
    const count = this.#past.length;
    const parts = [...this.#axes()];
    const end = this.#past[count - 1];
    const points = (series, from) => series.map((value, i) => (Number.isFinite(value) ? `${this.#x(from + i).toFixed(2)},${this.#y(value).toFixed(2)}` : "")).join(" ");
    if (lower)
      parts.push(svg("polygon", { class: "band", points: `${points([end, ...upper], count - 1)} ${points([end, ...lower], count - 1).split(" ").reverse().join(" ")}` }));
    parts.push(svg("polyline", { class: "past", points: points(this.#past, 0) }));
    if (values.length) parts.push(svg("polyline", { class: "ahead", points: points([end, ...values], count - 1) }));
    for (const [i, value] of values.entries()) parts.push(svg("circle", { class: "ahead", r: 3, cx: this.#x(count + i), cy: this.#y(value) }));
    this.root.replaceChildren(...parts);
    this.root.setAttribute("aria-label", values.length ? `The series, and its next ${values.length} steps: ${values.map(value => value.toPrecision(4)).join(", ")}` : "The series");
  }

  *#axes() {
    const [low, high] = this.#range;
    const raw = (high - low) / 5;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].find(factor => factor * power >= raw) * power;
    for (let value = Math.ceil(low / step) * step; value <= high; value += step) {
      const y = this.#y(value);
      yield svg("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y, y2: y });
      yield svg("text", { class: "tick end", x: margin.left - 8, y: y + 4 }, Number(value.toPrecision(6)).toLocaleString("en", { maximumSignificantDigits: 5 }));
    }
    const shown = Math.max(Math.ceil(this.#steps() / 8), 1);
    for (let i = 0; i <= this.#steps(); i += shown)
      yield svg("text", { class: "tick middle", x: Math.min(Math.max(this.#x(i), margin.left + 16), width - 18), y: height - 8 }, this.label(i));
    if (this.#ahead) {
      const x = this.#x(this.#past.length - 1);
      yield svg("line", { class: "now", x1: x, x2: x, y1: margin.top, y2: height - margin.bottom });
    }
  }
}

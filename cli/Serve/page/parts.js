// What all forms are made of.

// An element with attributes and children; text is never read as HTML.
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// A labeled control.
export function field(label, control, hint) {
  return el("div", { class: "field" }, el("label", { for: control.id }, label), control, ...(hint ? [el("p", { class: "hint" }, hint)] : []));
}

// Calls the last of several calls in quick succession.
export function debounce(call, milliseconds = 150) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, milliseconds);
  };
}

// Shows what went wrong, or nothing.
export function showError(error) {
  const place = document.querySelector("#error");
  place.hidden = !error;
  place.textContent = error ? error.message ?? String(error) : "";
}

// Asks the server; a refusal becomes an error with its one sentence.
export async function ask(path, body, signal) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response;
}

export async function askJson(path, body) {
  return (await ask(path, body)).json();
}

// Makes a function of which only the latest call's answer is shown: show(answer) or an error.
export function latest(compute, show) {
  let calls = 0;
  return async () => {
    const call = ++calls;
    try {
      const answer = await compute();
      if (call !== calls) return;
      showError(null);
      show(answer);
    } catch (error) {
      if (call === calls) showError(error);
    }
  };
}

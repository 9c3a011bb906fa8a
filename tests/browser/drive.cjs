// Drives a real browser by a list of steps from standard input, and answers what it saw as JSON on standard output.
//   node drive.cjs <folder with playwright-core> [request.json], or the request on standard input
// request: { executable, colorScheme?, width?, height?, offline?, steps: [{ goto } | { fill, text } | { select, value } | { click }
//   | { press, key } | { drag, path: [[x, y], ...] } (shares of the element) | { waitFor } (an expression that becomes true)
//   | { read, as } (an expression's value) | { screenshot, of?, view? } (of an element, of what is in view, or of the whole page) | { media: "print" | "screen" }] }
// answer: { values, errors (console errors and exceptions), requests (addresses that were asked for) }
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { chromium } = createRequire(process.argv[2] + "/")("playwright-core");

const limit = 60000;

const acts = {
  goto: (page, step) => page.goto(step.goto, { waitUntil: "load", timeout: limit }),
  fill: (page, step) => page.fill(step.fill, step.text),
  select: (page, step) => page.selectOption(step.select, step.value),
  click: (page, step) => page.click(step.click, { timeout: limit }),
  press: (page, step) => page.press(step.press, step.key),
  // Asked from outside: waitForFunction evaluates inside the page, which a content security policy forbids.
  async waitFor(page, step) {
    const end = Date.now() + limit;
    while (!(await page.evaluate(step.waitFor))) {
      if (Date.now() > end) throw new Error(`It never became true: ${step.waitFor}`);
      await page.waitForTimeout(20);
    }
  },
  media: (page, step) => page.emulateMedia({ media: step.media }),
  screenshot: (page, step) =>
    step.of ? page.locator(step.of).screenshot({ path: step.screenshot }) : page.screenshot({ path: step.screenshot, fullPage: !step.view }),
  async drag(page, step) {
    const box = await page.locator(step.drag).boundingBox();
    const [first, ...rest] = step.path.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...point);
    await page.mouse.up();
  },
};

(async () => {
  const request = JSON.parse(readFileSync(process.argv[3] ?? 0, "utf8"));
  const browser = await chromium.launch({ executablePath: request.executable, args: ["--disable-gpu"] });
  const answer = { values: {}, errors: [], requests: [] };
  try {
    const context = await browser.newContext({
      colorScheme: request.colorScheme ?? "light",
      viewport: { width: request.width ?? 1000, height: request.height ?? 800 },
      offline: request.offline ?? false,
    });
    const page = await context.newPage();
    page.on("console", message => message.type() === "error" && answer.errors.push(message.text()));
    page.on("pageerror", error => answer.errors.push(error.message));
    page.on("request", asked => answer.requests.push(asked.url()));
    for (const step of request.steps) {
      if ("read" in step) answer.values[step.as] = await page.evaluate(step.read);
      else await acts[Object.keys(acts).find(name => name in step)](page, step);
    }
  } catch (error) {
    answer.errors.push(error.message);
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(answer));
})();

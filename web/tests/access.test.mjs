// For everyone: axe on every page, the keyboard, narrow and wide windows, less motion.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser, open, serve } from "./support.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const TASK = "testing/effective-cases/parking-fee";
const WIDTHS = [320, 390, 768, 1024, 1440, 2560];

const PAGES = [
  "/", "/map", "/map?area=python", "/map?area=cicd", "/search?q=test", "/search",
  "/skills/python/generators", "/skills/python/generators/quiz", "/skills/python/decorators",
  "/tasks/python/generators/ring-sightings", `/tasks/${TASK}`, `/tasks/${TASK}/debrief`,
  "/doctor", "/settings", "/nothing",
];

let server;
let chrome;
let attempt;

before(async () => {
  server = await serve();
  chrome = await browser();
  const page = await open(chrome, server);
  await page.goto(`/tasks/${TASK}`);
  await page.getByRole("button", { name: "Open this task" }).click();
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict.bad").waitFor();
  attempt = await page.locator(".verdict a[href^='/attempts/']").getAttribute("href");
  await page.context().close();
});

after(async () => {
  await chrome?.close();
  await server?.stop();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    // Axe is put into the page from outside, which the page's policy would forbid anyone else.
    const page = await open(chrome, server, { colorScheme, bypassCSP: true });
    for (const path of [...PAGES, attempt]) {
      await page.goto(path);
      if (path.startsWith("/skills/python/generators")) {
        for (const summary of await page.locator("details > summary").all()) await summary.click();
      }
      await page.addScriptTag({ content: AXE });
      const found = await page.evaluate(
        async (values) => (await window.axe.run(document, { runOnly: { type: "tag", values } })).violations,
        TAGS,
      );
      const told = found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(told, [], path);
    }
    await page.context().close();
  });
}

test("no page has a bar to scroll sideways, from 320 to 2560", async () => {
  const page = await open(chrome, server);
  for (const path of [...PAGES, attempt]) {
    await page.goto(path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const [inner, scroll] = await page.evaluate(() =>
        [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
      assert.ok(scroll <= inner, `${path} at ${width}: ${scroll} wide`);
    }
  }
  await page.context().close();
});

test("the keyboard reaches everything, sees where it is, and gets out again", async () => {
  const page = await open(chrome, server);
  for (const path of [...PAGES, attempt]) {
    await page.goto(path);
    // Controls of a group of radio buttons are one stop; what is hidden is none.
    const wanted = await page.evaluate(() => [...document.querySelectorAll(
      "a[href], button, summary, input:not([type=hidden]):not([type=radio]), select, textarea",
    )].filter((one) => !one.disabled && one.checkVisibility() && one.tabIndex >= 0).length);
    const seen = new Set();
    let hidden = "";
    // A field that has the focus from the start is in the middle: then once round the end.
    let rounds = 0;
    for (let n = 0; n < 700; n++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        let one = document.activeElement;
        if (!one || one === document.body) return null;
        window.marks ??= new Map();
        if (!window.marks.has(one)) window.marks.set(one, window.marks.size);
        const inside = one.shadowRoot?.activeElement ?? one;
        if (inside.isContentEditable) return { mark: window.marks.get(one), editor: true, ring: true };
        const style = getComputedStyle(inside);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        const own = inside.closest("svg") !== null;
        return { mark: window.marks.get(one), ring: ring || own, html: inside.outerHTML.slice(0, 120) };
      });
      if (!at && ++rounds < 2) continue;
      if (!at || seen.has(at.mark)) break;
      seen.add(at.mark);
      if (!at.ring) hidden = at.html;
      if (at.editor) await page.keyboard.press("Escape");
    }
    assert.equal(hidden, "", `${path}: the focus is not to be seen here`);
    assert.ok(seen.size >= wanted, `${path}: ${seen.size} of ${wanted} were reached`);
  }
  await page.context().close();
});

test("nothing moves for who wants no motion", async () => {
  const page = await open(chrome, server, { reducedMotion: "reduce" });
  await page.goto(`/tasks/${TASK}`);
  const moves = () => page.evaluate(() => {
    const spinner = document.createElement("span");
    spinner.className = "spinner";
    document.querySelector("main").append(spinner);
    return getComputedStyle(spinner).animationName;
  });
  assert.equal(await moves(), "none");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.equal(await moves(), "turn");
  await page.goto("/settings");
  await page.getByLabel("none", { exact: true }).check();
  await page.getByRole("button", { name: "Keep these" }).click();
  assert.equal(await moves(), "none", "the setting does it too");
  await page.context().close();
});

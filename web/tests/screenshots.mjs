// Every page, light and dark, wide and narrow: for eyes, not for machines.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { browser, open, paste, rightSolution, serve } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
const PASSED = "oop/special-methods/firmware-suite";
const folder = process.argv[2] ?? "screenshots";
const only = process.argv[3];

const SECOND = "oop/encapsulation-invariants/ward-beds";

/** What stands at an address. */
const PAGES = [
  ["road", "/"],
  ["map", "/map"],
  ["map-area", "/map?area=concurrency"],
  ["search", "/search?q=test"],
  ["search-nothing", "/search?q=zzzz"],
  ["skill", "/skills/python/generators"],
  ["skill-being-written", "/skills/python/decorators"],
  ["quiz", "/skills/python/generators/quiz"],
  ["task-closed", "/tasks/python/generators/ring-sightings"],
  ["task-survivors", `/tasks/${TASK}`],
  ["task-counterexample", `/tasks/${SECOND}`],
  ["debrief", `/tasks/${PASSED}/debrief`],
  ["own-code", `/tasks/${PASSED}/own`],
  ["doctor", "/doctor"],
  ["settings", "/settings"],
  ["not-found", "/nothing"],
  ["not-let-in", "/nobody"],
];

/** What has to be done before something is to be seen. */
const STATES = [
  ["quiz-answered", async (page) => {
    await page.goto("/skills/python/generators/quiz");
    await page.getByRole("button", { name: "I do not know" }).click();
    await page.locator("#feedback-heading").waitFor();
  }],
  ["task-passed", async (page) => {
    await page.goto(`/tasks/${PASSED}`);
  }],
  ["conflict", async (page) => {
    await page.goto(`/tasks/${TASK}`);
    await page.locator(".cm-content").waitFor();
    const file = join(server.workspace, TASK, "test_fee.py");
    const before = await readFile(file, "utf8");
    await paste(page, "# typed here\n");
    await writeFile(file, "# written there\n");
    await page.locator(".conflict").waitFor();
    await writeFile(file, before);
  }],
];

await mkdir(folder, { recursive: true });
const server = await serve();
const chrome = await browser();
try {
  const first = await open(chrome, server);
  for (const task of [TASK, SECOND, PASSED]) {
    await first.goto(`/tasks/${task}`);
    await first.getByRole("button", { name: "Open this task" }).click();
    await first.getByRole("button", { name: "Check" }).click();
    await first.locator("#verdict .verdict.bad").waitFor();
  }
  const tests = await readFile(rightSolution(PASSED, "test_version.py"), "utf8");
  await paste(first, tests);
  await first.locator("#verdict .verdict.good").waitFor({ timeout: 60_000 });
  await first.context().close();
  for (const [width, size] of [[1440, "wide"], [390, "narrow"]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(chrome, server, { viewport: { width, height: 900 }, colorScheme });
      const picture = (name) =>
        page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      for (const [name, path] of PAGES) {
        if (only && name !== only) continue;
        if (name === "not-let-in") await page.context().clearCookies();
        await page.goto(path);
        await picture(name);
      }
      await page.goto(server.url);
      for (const [name, act] of STATES) {
        if (only && name !== only) continue;
        await act(page);
        await picture(name);
      }
      await page.context().close();
    }
  }
} finally {
  await chrome.close();
  await server.stop();
}

// Every page, light and dark, wide and narrow: for eyes, not for machines.
import { mkdir } from "node:fs/promises";
import { browser, open, serve } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
const folder = process.argv[2] ?? "screenshots";
const only = process.argv[3];

const PAGES = [
  ["road", "/"],
  ["map", "/map"],
  ["map-area", "/map?area=concurrency"],
  ["search", "/search?q=test"],
  ["search-nothing", "/search?q=zzzz"],
  ["skill", "/skills/python/generators"],
  ["quiz", "/skills/python/generators/quiz"],
  ["task-closed", "/tasks/python/generators/ring-sightings"],
  ["task", `/tasks/${TASK}`],
  ["attempt", null],
  ["debrief-before-pass", `/tasks/${TASK}/debrief`],
  ["doctor", "/doctor"],
  ["settings", "/settings"],
  ["not-found", "/nothing"],
];

await mkdir(folder, { recursive: true });
const server = await serve();
const chrome = await browser();
try {
  const first = await open(chrome, server);
  await first.goto(`/tasks/${TASK}`);
  await first.getByRole("button", { name: "Open this task" }).click();
  await first.getByRole("button", { name: "Check" }).click();
  await first.locator(".verdict.bad").waitFor();
  const attempt = await first.locator(".verdict a[href^='/attempts/']").getAttribute("href");
  await first.context().close();
  for (const [width, size] of [[1440, "wide"], [390, "narrow"]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(chrome, server, { viewport: { width, height: 900 }, colorScheme });
      for (const [name, path] of PAGES) {
        if (only && name !== only) continue;
        await page.goto(path ?? attempt);
        if (name === "quiz" && size === "wide") {
          await page.keyboard.press("1");
        }
        await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      }
      await page.context().close();
    }
  }
} finally {
  await chrome.close();
  await server.stop();
}

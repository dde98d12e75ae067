// A real server with a real record in a folder of its own, and a real browser.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PITON = process.env.PITON;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Starts `piton serve` with an empty record; `stop` ends it and removes what it wrote. */
export async function serve(...args) {
  if (!PITON) throw new Error("PITON must name the binary; `cargo xtask test web` sets it");
  const folder = await mkdtemp(join(tmpdir(), "piton-web-"));
  const env = {
    ...process.env,
    PITON_HOME: process.env.PITON_WEB_HOME || join(folder, "home"),
    PITON_WORKSPACE: join(folder, "workspace"),
  };
  const server = spawn(PITON, ["serve", "--no-open", "--json", ...args], { env, cwd: folder });
  let out = "";
  let err = "";
  server.stderr.on("data", (data) => { err += data; });
  const url = await new Promise((resolve, reject) => {
    server.stdout.on("data", (data) => {
      out += data;
      const found = /"url": *"([^"]+)"/.exec(out);
      if (found) resolve(found[1]);
    });
    server.on("exit", (code) => reject(new Error(`piton serve ended with ${code}: ${err}`)));
  });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  return {
    url,
    base: new URL(url).origin,
    token: new URL(url).searchParams.get("token"),
    folder,
    env,
    workspace: env.PITON_WORKSPACE,
    async stop() {
      server.kill("SIGINT");
      const code = await ended;
      await rm(folder, { recursive: true, force: true });
      return { code, err };
    },
  };
}

/** Runs the binary beside the server, as a terminal would. */
export async function terminal(server, ...args) {
  const run = spawn(PITON, args, { env: server.env, cwd: server.folder });
  let out = "";
  run.stdout.on("data", (data) => { out += data; });
  run.stderr.on("data", (data) => { out += data; });
  const code = await new Promise((resolve) => run.on("exit", resolve));
  return { code, out };
}

export async function browser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** Opens a page that fails the test when its policy is broken, it asks elsewhere, or it throws. */
export async function open(chrome, server, options = {}) {
  const context = await chrome.newContext({ baseURL: server.base, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.base && protocol !== "data:") faults.push(`asked ${request.url()}`);
  });
  page.faults = faults;
  await page.goto(server.url);
  return page;
}

/** Returns the path of a file of a task's first right solution. */
export function rightSolution(task, file) {
  const [area, skill, name] = task.split("/");
  const folder = join(import.meta.dirname, "../../content", area, skill, "tasks", name, "right");
  const first = readdirSync(folder).sort()[0];
  return join(folder, first, file);
}

/** Pastes a text into the editor in place of what is there. */
export async function paste(page, text) {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await editor.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

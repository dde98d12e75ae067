// Figures of the page, as JSON: pages under load while something is judged, a save until its
// verdict is in the page, what a browser has to fetch.
import { spawnSync } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve, terminal } from "../tests/support.mjs";

const ROUNDS = Number(process.argv[2] ?? 3000);
const EVENTS = Number(process.env.EVENTS ?? 100_000);
const TASK = "testing/effective-cases/parking-fee";
const QUICK = "python/generators/ring-sightings";

const server = await serve();
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

function ask(path, { method = "GET", body } = {}) {
  const { port } = new URL(server.base);
  const headers = { authorization: `Bearer ${server.token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent }, (response) => {
      let text = "";
      response.on("data", (data) => { text += data; });
      response.on("end", () => resolve({ status: response.statusCode, text, ms: performance.now() - started }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Asks for a page at a steady rate, whatever the answers take. */
async function steady(path, perSecond, n) {
  const times = [];
  const waiting = [];
  const started = performance.now();
  for (let i = 0; i < n; i++) {
    const due = started + (i * 1000) / perSecond;
    const now = performance.now();
    if (due > now) await new Promise((resolve) => setTimeout(resolve, due - now));
    waiting.push(ask(path).then(({ status, ms }) => {
      if (status !== 200) throw new Error(`${path}: ${status}`);
      times.push(ms);
    }));
  }
  await Promise.all(waiting);
  return { ms: spread(times), per_second: Number((n / ((performance.now() - started) / 1000)).toFixed(1)) };
}

/** Fills the journal through the front door: an export with many events is imported. */
async function fill() {
  await ask(`/api/v1/tasks/${TASK}/open`, { method: "POST", body: "{}" });
  await ask(`/api/v1/tasks/${TASK}/check`, { method: "POST", body: "{}" });
  await ask("/api/v1/skills/python/generators/lesson");
  const copy = join(server.folder, "copy.jsonl");
  const exported = await terminal(server, "export", copy);
  if (exported.code !== 0) throw new Error(exported.out);
  const script = join(import.meta.dirname, "many_events.py");
  const many = join(server.folder, "many.jsonl");
  const made = spawnSync("python3", ["-B", script, copy, many, String(EVENTS)], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const imported = await terminal(server, "import", many);
  if (imported.code !== 0) throw new Error(imported.out);
}

/** Listens to a task's page; `verdict` resolves when one is whole. */
async function listener() {
  const response = await fetch(`${server.base}/live?task=${QUICK}`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  let text = "";
  let wake = () => {};
  void (async () => {
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      wake();
    }
  })().catch(() => {});
  return {
    forget() { text = ""; },
    async verdict() {
      while (!/class="sum" role="status"/.test(text)) await new Promise((resolve) => { wake = resolve; });
      return performance.now();
    },
  };
}

/** From the moment the save is sent to the moment the page has the verdict, less the judge's own time. */
async function saves(n) {
  await ask(`/api/v1/tasks/${QUICK}/open`, { method: "POST", body: "{}" });
  const page = await listener();
  const over = [];
  const whole = [];
  for (let i = 0; i < n; i++) {
    const { files: [file] } = JSON.parse((await ask(`/api/v1/tasks/${QUICK}/files`)).text);
    page.forget();
    const started = performance.now();
    const text = `${file.text.replace(/# save \d+\n$/, "")}# save ${i}\n`;
    await ask(`/api/v1/tasks/${QUICK}/files`, {
      method: "PUT", body: JSON.stringify({ name: file.name, text, base: file.hash }),
    });
    const took = (await page.verdict()) - started;
    const { attempts: [last] } = JSON.parse((await ask(`/api/v1/tasks/${QUICK}`)).text);
    const judged = JSON.parse((await ask(`/api/v1/attempts/${last.id}`)).text).verdict.cost.wall_ms;
    whole.push(took);
    over.push(took - judged);
  }
  return { over_the_judge_ms: spread(over), whole_ms: spread(whole), saves: n };
}

async function sizes() {
  const dist = join(import.meta.dirname, "../dist");
  const manifest = JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8"));
  const files = (entry) => {
    const seen = new Set();
    const walk = (name) => {
      const one = manifest[name];
      if (!one || seen.has(one.file)) return;
      seen.add(one.file);
      for (const style of one.css ?? []) seen.add(style);
      for (const more of one.imports ?? []) walk(more);
    };
    walk(entry);
    return seen;
  };
  const kilobytes = async (entries) => {
    const all = new Set(entries.flatMap((entry) => [...files(entry)]));
    let sum = 0;
    for (const file of all) sum += gzipSync(await readFile(join(dist, file))).length;
    return sum / 1000;
  };
  const page = gzipSync((await ask("/")).text).length / 1000;
  const main = await kilobytes(["src/main.ts"]);
  const editor = await kilobytes(["src/main.ts", "src/editor.ts"]);
  return {
    first_load_kb_gzip: Number((page + main).toFixed(1)),
    first_load_with_editor_kb_gzip: Number((page + editor).toFixed(1)),
    files: (await readdir(join(dist, "assets"))).length,
  };
}

try {
  await fill();
  await ask("/");
  const quiet = await steady("/", 50, Math.max(50, ROUNDS / 10));
  let judging = true;
  let judgings = 0;
  const judge = (async () => {
    while (judging) {
      await ask(`/api/v1/tasks/${QUICK}/check`, { method: "POST", body: "{}" });
      judgings += 1;
    }
  })();
  const measured = await saves(Math.max(10, Math.min(60, ROUNDS / 50)));
  const loaded = await steady("/settings", 500, ROUNDS);
  const road = await steady("/", 100, Math.max(100, ROUNDS / 5));
  judging = false;
  await judge;
  const figures = {
    events: EVENTS,
    roadmap_page_ms: quiet.ms,
    roadmap_page_while_judging: road,
    requests_while_judging: loaded,
    judgings_meanwhile: judgings,
    save_to_verdict: measured,
    ...(await sizes()),
  };
  console.log(JSON.stringify(figures, null, 2));
} finally {
  agent.destroy();
  await server.stop();
}

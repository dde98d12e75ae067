// Server-sent events: alive, resumed, in step.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
let server;

before(async () => {
  server = await serve();
  await post(`/api/v1/tasks/${TASK}/open`);
});

after(async () => {
  await server?.stop();
});

const headers = () => ({ authorization: `Bearer ${server.token}` });

async function post(path) {
  const response = await fetch(server.base + path, {
    method: "POST", headers: { ...headers(), "content-type": "application/json" }, body: "{}",
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

/** Listens until `enough` says so of what came; gives up after a while. */
async function listen(path, enough, more = {}, patience = 30_000) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), patience);
  const response = await fetch(server.base + path, { headers: { ...headers(), ...more }, signal: cut.signal });
  assert.match(response.headers.get("content-type"), /event-stream/);
  assert.equal(response.headers.get("cache-control"), "no-cache");
  let text = "";
  try {
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (enough(text)) break;
    }
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  } finally {
    clearTimeout(timer);
    cut.abort();
  }
  return text;
}

const events = (text) => [...text.matchAll(/^event: ?(.*)$/gm)].map((found) => found[1]);
const ids = (text) => [...text.matchAll(/^id: ?(\d+)$/gm)].map((found) => Number(found[1]));

test("a stream speaks at once, and again within fifteen seconds", async () => {
  const started = Date.now();
  let first = 0;
  const text = await listen("/live", (text) => {
    first ||= Date.now() - started;
    return text.includes("alive");
  }, {}, 15_000);
  assert.ok(first < 2000, `${first} ms`);
  assert.match(text, /^: ?alive/m);
});

test("a judging is told check by check, to the pages of its task", async () => {
  const heard = listen(`/live?task=${TASK}`, (text) => /checks hold|Every check/.test(text));
  const other = listen("/live?task=python/generators/ring-sightings", (text) => text.includes("event: state"), {}, 15_000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await post(`/api/v1/tasks/${TASK}/check`);
  const text = await heard;
  assert.ok(events(text).filter((event) => event === "verdict").length > 5, events(text).join());
  assert.ok(!events(await other).includes("verdict"), "pages of other tasks hear nothing of it");
});

test("who was cut off gets what was missed, once and in order", async () => {
  const before = ids(await listen(`/live?task=${TASK}`, () => true, { "last-event-id": "0" }, 5000));
  const seen = before.at(-1) ?? 0;
  await post(`/api/v1/tasks/${TASK}/check`);
  const text = await listen(`/live?task=${TASK}`, (text) => text.includes("event: state"), { "last-event-id": String(seen) });
  const missed = ids(text);
  assert.ok(missed.length > 1, text);
  assert.deepEqual(missed, [...missed].sort((a, b) => a - b));
  assert.ok(missed[0] > seen);
});

test("a number of another run is answered with: fetch it anew", async () => {
  const text = await listen(`/live?task=${TASK}`, (text) => text.includes("stale"), { "last-event-id": "999999" }, 5000);
  // Browsers pass over a message without data.
  assert.match(text, /event: ?stale\ndata: ?\S|data: ?\S.*\nevent: ?stale/, text);
});

test("a save in another program is told with the new hash", async () => {
  const heard = listen(`/live?task=${TASK}`, (text) => text.includes("event: files") && /checks hold/.test(text));
  await new Promise((resolve) => setTimeout(resolve, 500));
  await writeFile(join(server.workspace, TASK, "test_fee.py"), "def test_x():\n    assert True\n");
  const text = await heard;
  assert.match(text, /"name":"test_fee.py","hash":"[0-9a-f]{64}"/);
});

// The API is as its description says, and no request brings it down.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
let server;
let described;

before(async () => {
  server = await serve();
  described = await (await ask("GET", "/api/v1/openapi.json")).json();
});

after(async () => {
  await server?.stop();
});

function ask(method, path, body, more = {}) {
  return fetch(server.base + path, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    },
    body,
  });
}

/** Every described way to ask, with the parts of the path filled in. */
function* operations(fill) {
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(fill(name)));
      yield { path, filled, method: method.toUpperCase(), operation };
    }
  }
}

const known = (name) => ({ area: "testing", skill: "effective-cases", task: "parking-fee", id: "x" })[name];

test("every described address is served", async () => {
  assert.ok(Object.keys(described.paths).length >= 15);
  await ask("POST", `/api/v1/tasks/${TASK}/open`, "{}");
  for (const { filled, method, operation } of operations(known)) {
    const answer = await ask(method, filled, operation.requestBody ? "{}" : undefined);
    const body = await answer.text();
    assert.ok(operation.responses[answer.status], `${method} ${filled}: ${answer.status} ${body.slice(0, 200)}`);
    if (answer.status === 404) assert.ok(filled.includes("attempts"), filled);
    assert.notEqual(answer.status, 405);
  }
});

test("a whole way: open, save, conflict, check, attempt", async () => {
  const files = await (await ask("GET", `/api/v1/tasks/${TASK}/files`)).json();
  const [file] = files.files;
  const put = (text, base) => ask("PUT", `/api/v1/tasks/${TASK}/files`, JSON.stringify({ name: file.name, text, base }));
  const saved = await (await put("x = 1\n", file.hash)).json();
  assert.ok(saved.saved);
  const late = await put("x = 2\n", file.hash);
  assert.equal(late.status, 409);
  assert.equal((await late.json()).file.text, "x = 1\n");
  const verdict = await (await ask("POST", `/api/v1/tasks/${TASK}/check`, "{}")).json();
  assert.equal(verdict.outcome, "not-passed");
  const attempt = await (await ask("GET", `/api/v1/attempts/${verdict.id}`)).json();
  assert.deepEqual(attempt.changes[0].lines.filter((line) => line.side === "new"), [{ side: "new", text: "x = 1" }]);
});

// A generator of its own, so that a failure can be had again by its number.
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test("two thousand requests of nonsense are answered below 500", async () => {
  const random = numbers(20261127);
  const pick = (from) => from[Math.floor(random() * from.length)];
  const words = [
    "", "x", "testing", "effective-cases", "parking-fee", "../..", "a/b", "%00", "\u0000", "🦀", "' OR 1=1 --",
    "x".repeat(3000), "<script>", "-1", "1e999", "nan", "0123456789abcdef", "ffffffffffffffff", "null",
  ];
  const value = (depth = 0) => {
    const kind = Math.floor(random() * (depth > 3 ? 5 : 8));
    if (kind === 0) return null;
    if (kind === 1) return random() < 0.5;
    if (kind === 2) return pick([0, -1, 1, 2 ** 53, 1e308, 0.5]);
    if (kind < 5) return pick(words);
    if (kind === 5) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
    return Object.fromEntries(
      ["name", "text", "base", "item", "seed", "answer", "number", "confirmed", "aid", "reason", "x"]
        .filter(() => random() < 0.5).map((key) => [key, value(depth + 1)]),
    );
  };
  const counts = {};
  for (let n = 0; n < 2000; n++) {
    const all = [...operations((name) => (random() < 0.5 ? known(name) : pick(words)))]
      // A judging takes its time; the others are what is fuzzed here.
      .filter(({ path }) => !/check|submit|questions|doctor/.test(path) || random() < 0.02);
    const { filled, method, operation } = pick(all);
    const body = operation.requestBody || random() < 0.1
      ? pick([JSON.stringify(value()), "{", "[]", "", '{"a":1', "\u0000"]) : undefined;
    const query = random() < 0.2 ? `?q=${encodeURIComponent(pick(words))}&number=${encodeURIComponent(pick(words))}` : "";
    const type = random() < 0.1 ? { "content-type": pick(["text/plain", "application/xml", "x"]) } : {};
    let answer;
    try {
      answer = await ask(method, filled + query, method === "GET" ? undefined : body, type);
    } catch (error) {
      assert.fail(`request ${n}, ${method} ${filled}: ${error.cause ?? error}`);
    }
    await answer.arrayBuffer();
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    assert.ok(answer.status < 500, `request ${n}: ${method} ${filled}${query} ${body}: ${answer.status}`);
  }
  assert.ok(counts[200] > 50 && counts[422] > 50 && counts[404] > 50, JSON.stringify(counts));
});

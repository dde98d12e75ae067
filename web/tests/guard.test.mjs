// Who is not let in, and what stays inert. Every request goes to the server this test started.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, open, serve, terminal } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
let server;
let chrome;

before(async () => {
  server = await serve();
  chrome = await browser();
  const opened = await ask({ method: "POST", path: `/api/v1/tasks/${TASK}/open`, body: "{}" });
  assert.equal(opened.status, 200, opened.text);
});

after(async () => {
  await chrome?.close();
  await server?.stop();
});

/** Asks as any program can, with whatever headers. */
function ask({ method = "GET", path = "/", headers = {}, body, token = server.token, host }) {
  const { port } = new URL(server.base);
  const all = {
    host: host ?? `127.0.0.1:${port}`,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers: all, setHost: false, agent: false }, (response) => {
      let text = "";
      response.on("data", (data) => { text += data; });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("without the token nothing is told", async () => {
  for (const token of ["", "0".repeat(32), server.token.slice(1)]) {
    for (const path of ["/", "/api/v1/map", "/live", `/tasks/${TASK}`, "/export"]) {
      const answer = await ask({ path, token });
      assert.equal(answer.status, 401, path);
      assert.ok(!answer.text.includes("parking"), path);
    }
  }
  assert.equal((await ask({ path: "/healthz", token: "" })).status, 200);
});

test("the address that was printed lets a browser in, once, and does not stay in sight", async () => {
  const answer = await ask({ path: `/?token=${server.token}`, token: "" });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, "/");
  assert.match(answer.headers["set-cookie"][0], /HttpOnly; SameSite=Strict/);
  const elsewhere = await ask({ path: `//evil.example/?token=${server.token}`, token: "" });
  assert.ok(!elsewhere.headers.location?.startsWith("//"), elsewhere.headers.location);
});

test("a name that was made to point here is refused", async () => {
  for (const host of ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"]) {
    assert.equal((await ask({ host })).status, 421, host);
  }
});

test("another site's page changes nothing", async () => {
  const path = `/tasks/${TASK}/reset`;
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (const headers of [
    { origin: "http://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "null" },
  ]) {
    const answer = await ask({ method: "POST", path, headers: { ...form, ...headers }, body: "" });
    assert.equal(answer.status, 403, JSON.stringify(headers));
  }
});

test("every answer carries its policy", async () => {
  for (const path of ["/", "/nothing", "/api/v1/map", "/healthz", "/assets/nothing.js"]) {
    const { headers } = await ask({ path });
    assert.match(headers["content-security-policy"] ?? "", /default-src 'none'; script-src 'self'; style-src 'self'/, path);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe/);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
  }
});

test("every file the bundler names is served, as what it is, and may be kept", async () => {
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, "../dist/.vite/manifest.json"), "utf8"));
  const files = Object.values(manifest).flatMap((one) => [one.file, ...(one.css ?? [])]);
  assert.ok(files.some((file) => file.endsWith(".css")) && files.some((file) => file.endsWith(".js")), files.join());
  for (const file of files) {
    const answer = await ask({ path: `/${file}`, token: "" });
    assert.equal(answer.status, 200, file);
    assert.match(answer.headers["content-type"], file.endsWith(".css") ? /^text\/css/ : /^text\/javascript/, file);
    assert.match(answer.headers["cache-control"], /immutable/);
    const again = await ask({ path: `/${file}`, token: "", headers: { "if-none-match": answer.headers.etag } });
    assert.equal(again.status, 304, file);
  }
});

test("an unknown file is not found, and is no page", async () => {
  const answer = await ask({ path: "/assets/nothing.js" });
  assert.equal(answer.status, 404);
  assert.ok(!answer.text.includes("<html"));
});

test("no request reaches a file outside the task's folder", async () => {
  const outside = join(server.folder, "secret.py");
  await writeFile(outside, "secret = 1\n");
  await symlink(outside, join(server.workspace, TASK, "linked.py"));
  const put = (name, base = "") => ask({
    method: "PUT", path: `/api/v1/tasks/${TASK}/files`, body: JSON.stringify({ name, text: "x = 1\n", base }),
  });
  for (const name of [
    "../../../secret.py", "/etc/passwd.py", outside, "a/../../x.py", "..\\x.py", "", ".piton-task.toml",
    ".git/hooks/x.py", "fee.py", "TICKET.md", "linked.py", "a\u0000b.py",
  ]) {
    const answer = await put(name);
    assert.equal(answer.status, 422, `${name}: ${answer.status} ${answer.text}`);
  }
  for (const path of [
    "/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets/../Cargo.toml", "/assets/%2e%2e/manifest.json",
    "/tasks/..%2f..%2f/x/y", "/attempts/..%2f..%2fetc",
  ]) {
    const answer = await ask({ path });
    assert.ok([404, 400, 422].includes(answer.status), `${path}: ${answer.status}`);
    assert.ok(!answer.text.includes("root:"));
  }
  const work = await ask({ path: `/api/v1/tasks/${TASK}/files` });
  assert.ok(!work.text.includes("secret = 1"), work.text);
});

test("hostile output, names and lessons are shown as text", async () => {
  const nasty = "<img src=x onerror=alert(1)><script>alert(1)</script>";
  const folder = join(server.workspace, TASK);
  await rm(join(folder, "linked.py"));
  await writeFile(join(folder, "test_fee.py"), [
    `print(${JSON.stringify(nasty)})`,
    "print('\\x1b]0;title\\x07\\x1b[31mred')",
    `raise ValueError(${JSON.stringify(nasty)})`,
  ].join("\n"));
  await mkdir(join(folder, "<img src=x onerror=alert(1)>"), { recursive: true });
  await writeFile(join(folder, "<img src=x onerror=alert(1)>", "<script>.py"), "x = 1\n");
  const page = await open(chrome, server);
  let dialogs = 0;
  page.on("dialog", (dialog) => { dialogs += 1; void dialog.dismiss(); });
  await page.goto(`/tasks/${TASK}`);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator("#verdict .verdict.bad").waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.equal(dialogs, 0);
  await page.goto(`/search?q=${encodeURIComponent(nasty)}`);
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a lesson from somebody else cannot bring scripts, frames or links that act", async () => {
  const track = join(server.folder, "track");
  const skill = join(track, "python/decorators");
  await mkdir(skill, { recursive: true });
  await writeFile(join(skill, "lesson.md"), [
    "# Hostile", "", "<script>alert(1)</script>", "<iframe src=javascript:alert(1)></iframe>",
    "[a](javascript:alert(1)) [b](data:text/html,x) ![c](http://evil.example/x.png)", "",
    "```python run", "print('</textarea><script>alert(1)</script>')", "```", "",
  ].join("\n"));
  const other = await serve("--content", track);
  try {
    const page = await open(chrome, other);
    await page.goto("/skills/python/decorators");
    assert.equal(await page.locator("main script, main iframe").count(), 0);
    const links = await page.locator("article a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(links.every((link) => !/^(javascript|data):/i.test(link ?? "")), links.join());
    // The policy keeps the picture from being fetched, so nobody learns that the lesson was read.
    const asked = page.faults.filter((fault) => !/violates|Refused|blocked/i.test(fault));
    assert.deepEqual(asked.filter((fault) => !fault.includes("evil.example")), []);
    await page.context().close();
  } finally {
    await other.stop();
  }
});

test("the server listens on the loopback address alone", async () => {
  const { port } = new URL(server.base);
  const table = await terminalText("cat", "/proc/net/tcp", "/proc/net/tcp6");
  const hex = Number(port).toString(16).toUpperCase().padStart(4, "0");
  const listening = table.split("\n").filter((line) => line.includes(`:${hex} `) && / 0A /.test(line));
  assert.equal(listening.length, 1, listening.join("\n"));
  assert.match(listening[0], /0100007F:/);
});

async function terminalText(...command) {
  const { execFileSync } = await import("node:child_process");
  return execFileSync(command[0], command.slice(1), { encoding: "utf8" });
}

test("a request that is too large is refused, and the server goes on", async () => {
  const body = JSON.stringify({ name: "test_fee.py", text: "x".repeat(10 * 1024 * 1024), base: "" });
  const answer = await ask({ method: "PUT", path: `/api/v1/tasks/${TASK}/files`, body })
    .catch((error) => ({ status: error.code }));
  assert.ok([413, "EPIPE", "ECONNRESET"].includes(answer.status), String(answer.status));
  assert.equal((await ask({ path: "/healthz" })).status, 200);
  assert.equal((await terminal(server, "map")).code, 0);
});

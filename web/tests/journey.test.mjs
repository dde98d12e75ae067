// From the first start to a recorded pass, as a learner goes.
import assert from "node:assert/strict";
import { appendFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, open, paste, rightSolution, serve, terminal } from "./support.mjs";

const TASK = "testing/effective-cases/parking-fee";
let server;
let chrome;

before(async () => {
  server = await serve();
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  const ended = await server?.stop();
  assert.equal(ended?.code, 0, ended?.err);
});

const verdict = (page, what) => page.locator(`#verdict .verdict.${what}`);
const onDisk = (name) => join(server.workspace, TASK, name);

test("a first ticket: opened, failed, passed, read about, and on record", async () => {
  const page = await open(chrome, server);
  await page.locator(".next .button").click();
  await page.getByRole("heading", { level: 1, name: "Tests for a parking fee" }).waitFor();
  await page.getByRole("button", { name: "Open this task" }).click();
  await page.getByRole("tab", { name: "test_fee.py" }).waitFor();
  await page.getByRole("button", { name: "Check" }).click();
  await verdict(page, "bad").waitFor();
  const survivors = page.locator(".programs tr.bad");
  assert.equal(await survivors.count(), 7, "seven wrong programs are let through, each with a sentence");

  const right = await readFile(rightSolution(TASK, "test_fee.py"), "utf8");
  await paste(page, right);
  await verdict(page, "good").waitFor({ timeout: 30_000 });
  assert.equal(await readFile(onDisk("test_fee.py"), "utf8"), right, "the page writes the workspace's file");
  await page.locator("#history .good", { hasText: "passed" }).waitFor();

  await page.getByRole("link", { name: "Debrief and other right answers" }).first().click();
  await page.getByRole("heading", { level: 1, name: /Debrief/ }).waitFor();
  await page.goBack();
  await page.locator("#verdict a[href^='/attempts/']").click();
  await page.getByRole("heading", { name: "What you changed" }).waitFor();
  assert.ok(await page.locator(".diff .new").count(), "what was changed is shown");

  await page.goto("/");
  await page.locator("#testing > summary").click();
  await page.locator(`#testing a[href='/skills/testing/effective-cases']`).first().waitFor();
  const state = page.locator("#testing .skill-line", { hasText: "Cases that catch mistakes" }).locator("svg");
  assert.equal(await state.first().getAttribute("aria-label"), "passed in practice");
  const replay = await terminal(server, "replay", "last");
  assert.equal(replay.code, 0, replay.out);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("questions by keyboard alone", async () => {
  const page = await open(chrome, server);
  await page.goto("/skills/python/generators/quiz");
  let answered = 0;
  for (let n = 0; n < 12 && answered < 2; n++) {
    const groups = page.locator("form.question fieldset");
    const typed = page.locator("form.question").locator("input[type=number], input[type=text], textarea");
    if (await typed.count() > 0) {
      // A question whose answer is typed: say that it is not known, with the keyboard too.
      await page.getByRole("button", { name: "I do not know" }).press("Enter");
    } else {
      for (let g = 0; g < (await groups.count()); g++) await page.keyboard.press("1");
      await page.keyboard.press("Enter");
      answered += 1;
    }
    await page.locator("#feedback-heading").waitFor();
    // Fails by its time limit if the answer never gets the focus.
    await page.waitForFunction(() => document.activeElement?.id === "feedback-heading");
    await page.keyboard.press("Enter");
    // The next question has the focus too, once it is settled.
    await page.waitForFunction(() => document.querySelector("form.question")?.contains(document.activeElement));
    await page.waitForTimeout(100);
  }
  assert.equal(answered, 2);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("what is toggled stays so", async () => {
  const page = await open(chrome, server);
  await page.locator("#oop > summary").click();
  await page.locator("#python > summary").click();
  // The browser tells of a toggle a moment later.
  await page.waitForFunction(() => /open=/.test(document.cookie) && !/python/.test(document.cookie));
  await page.reload();
  assert.equal(await page.locator("#oop").getAttribute("open"), "");
  assert.equal(await page.locator("#python").getAttribute("open"), null);
  await page.goto("/#statement-db.1");
  assert.equal(await page.locator("#db").getAttribute("open"), "", "an address opens what it names");
  await page.context().close();
});

test("a block of a lesson is changed and run", async () => {
  const page = await open(chrome, server);
  await page.goto("/skills/python/generators");
  const block = page.locator(".block").first();
  await block.getByText("Change it and run it").click();
  await block.locator("textarea").fill("print('from the page:', 6 * 7)");
  await block.getByRole("button", { name: "Run" }).click();
  await block.locator(".stdout", { hasText: "from the page: 42" }).waitFor();
  await block.locator("textarea").fill("1 / 0");
  await block.getByRole("button", { name: "Run" }).click();
  await block.locator(".stderr", { hasText: "ZeroDivisionError" }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("an edit in another program shows up at once, in every tab, and is judged", async () => {
  const [one, two] = [await open(chrome, server), await open(chrome, server)];
  for (const page of [one, two]) {
    await page.goto(`/tasks/${TASK}`);
    await page.locator(".cm-content").waitFor();
  }
  await appendFile(onDisk("test_fee.py"), "\n\ndef test_that_fails():\n    assert fee(0) == 1\n");
  for (const page of [one, two]) {
    await page.locator(".cm-content", { hasText: "test_that_fails" }).waitFor();
    await verdict(page, "bad").waitFor();
  }
  // And what one tab writes, the other one shows.
  await paste(one, "from fee import fee\n\n\ndef test_nothing():\n    assert fee(0) == 0\n");
  await two.locator(".cm-content", { hasText: "test_nothing" }).waitFor();
  await one.context().close();
  await two.context().close();
});

test("neither side writes over the other", async () => {
  const page = await open(chrome, server);
  await page.goto(`/tasks/${TASK}`);
  await page.locator(".cm-content").waitFor();
  await paste(page, "# typed in the page\n");
  // Before the pause after which the page saves, another program does.
  // In one step, as editors do: a file that is empty for a moment would be one more conflict.
  await writeFile(join(server.folder, "theirs.py"), "# written by another program\n");
  await rename(join(server.folder, "theirs.py"), onDisk("test_fee.py"));
  const box = page.locator(".conflict");
  await box.waitFor();
  assert.equal(await readFile(onDisk("test_fee.py"), "utf8"), "# written by another program\n");
  await page.locator(".cm-content", { hasText: "typed in the page" }).waitFor();
  await box.getByRole("button", { name: "Keep what is here" }).click();
  await box.waitFor({ state: "detached" });
  assert.equal(await readFile(onDisk("test_fee.py"), "utf8"), "# typed in the page\n");
  await page.context().close();
});

test("a further file is added, edited and judged; one that is there stays", async () => {
  const page = await open(chrome, server);
  await page.goto(`/tasks/${TASK}`);
  const add = async (name) => {
    await page.getByText("Add a Python file").click();
    await page.getByLabel("Its name").fill(name);
    await page.getByRole("button", { name: "Add", exact: true }).click();
  };
  await add("helpers.py");
  await page.getByRole("tab", { name: "helpers.py" }).click();
  assert.equal(await readFile(onDisk("helpers.py"), "utf8"), "");
  await add("test_fee.py");
  await page.getByText("test_fee.py is there already").waitFor();
  await page.goto(`/tasks/${TASK}`);
  await add("../outside.py");
  await page.getByText("cannot be a file of your answer").waitFor();
  await rm(onDisk("helpers.py"));
  await page.context().close();
});

test("the keys of vim, for who chose them", async () => {
  const page = await open(chrome, server);
  await page.goto("/settings");
  await page.getByLabel("vim").check();
  await page.getByRole("button", { name: "Keep these" }).click();
  await page.goto(`/tasks/${TASK}`);
  await page.locator(".cm-content").click();
  await page.keyboard.type("ggdGi# typed in vim");
  await page.keyboard.press("Escape");
  await page.keyboard.type(":w");
  await page.keyboard.press("Enter");
  await page.getByText("Saved", { exact: true }).waitFor();
  assert.equal(await readFile(onDisk("test_fee.py"), "utf8"), "# typed in vim");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a terminal beside the page: both keep one record", async () => {
  const page = await open(chrome, server);
  await page.goto(`/tasks/${TASK}`);
  await page.locator(".cm-content").waitFor();
  await writeFile(onDisk("test_fee.py"), "def test_broken(:\n");
  await verdict(page, "bad").waitFor();
  const before = await settled(page);
  // The same files judged again say nothing new.
  await terminal(server, "check", TASK);
  assert.equal(await count(page), before);
  await page.context().close();
});

/** Returns how many verdicts there are once no more are coming. */
async function settled(page) {
  for (let before = -1; ;) {
    const now = await count(page);
    if (now === before) return now;
    before = now;
    await page.waitForTimeout(3000);
  }
}

async function count(page) {
  const response = await page.request.get(`/api/v1/tasks/${TASK}`);
  return (await response.json()).attempts.length;
}

test("the road follows what happens elsewhere, and keeps what is open", async () => {
  const page = await open(chrome, server);
  const line = page.locator("#python .skill-line", { hasText: "Context managers and clean-up" }).first();
  assert.equal(await line.locator("svg").getAttribute("aria-label"), "open");
  await page.locator("#oop > summary").click();
  assert.equal((await terminal(server, "learn", "python/context-managers")).code, 0);
  await line.locator("svg[aria-label=tried]").waitFor();
  assert.equal(await page.locator("#oop").getAttribute("open"), "");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("hints cost what they say, and certifying says what counts", async () => {
  const page = await open(chrome, server);
  await page.goto(`/tasks/${TASK}`);
  await page.getByRole("button", { name: /Show hint 1/ }).click();
  await page.locator("#hints details[open]").waitFor();
  await page.getByText("Certify on an unseen variant").click();
  await page.getByRole("button", { name: "Begin to certify" }).click();
  await page.getByText("3 of 3 submissions left").waitFor();
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator("#verdict", { hasText: "2 of 3 submissions left" }).waitFor({ timeout: 30_000 });
  await page.reload();
  await page.getByRole("button", { name: /Show hint/ }).click();
  await page.getByText("You are certifying.").waitFor();
  await page.getByText("Give this attempt up").click();
  await page.getByRole("button", { name: "Give up" }).click();
  await page.getByText("This is practice").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

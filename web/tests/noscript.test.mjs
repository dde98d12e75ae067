// Everything that matters, without scripts: reading, answering, checking from a text area.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, open, rightSolution, serve } from "./support.mjs";

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

const plain = () => open(chrome, server, { javaScriptEnabled: false });

test("the road can be read and toggled", async () => {
  const page = await plain();
  assert.equal(await page.locator("#practical .area").count(), 10);
  assert.equal(await page.locator("#theory .area").count(), 8);
  assert.equal(await page.locator("[id^='statement-']").count(), 35);
  const oop = page.locator("#oop");
  assert.equal(await oop.getAttribute("open"), null);
  await oop.locator("summary").click();
  assert.equal(await oop.getAttribute("open"), "");
  await page.getByRole("searchbox").fill("generators");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Generators and lazy pipelines" }).waitFor();
  await page.context().close();
});

test("a block is run and the page comes back with what it printed", async () => {
  const page = await plain();
  await page.goto("/skills/python/generators");
  const block = page.locator(".block").first();
  await block.getByText("Change it and run it").click();
  await block.locator("textarea").fill("print('<b>plain</b>')");
  await block.getByRole("button", { name: "Run" }).click();
  await page.locator(".block .stdout", { hasText: "<b>plain</b>" }).waitFor();
  assert.equal(await page.locator(".block textarea").first().inputValue(), "print('<b>plain</b>')");
  await page.context().close();
});

test("a question is answered; one left out is asked for, and not counted", async () => {
  const page = await plain();
  await page.goto("/skills/python/generators/quiz");
  await page.locator("form.question").evaluate((form) => { form.noValidate = true; }).catch(() => {});
  await page.getByRole("button", { name: "I do not know" }).click();
  await page.getByRole("heading", { name: "Not known yet" }).waitFor();
  await page.getByRole("link", { name: "Next question" }).click();
  await page.locator("form.question").waitFor();
  await page.context().close();
});

test("a task from opening to a pass, from a text area", async () => {
  const page = await plain();
  await page.goto(`/tasks/${TASK}`);
  await page.getByRole("button", { name: "Open this task" }).click();
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict.bad").waitFor();
  const right = await readFile(rightSolution(TASK, "test_fee.py"), "utf8");
  await page.getByLabel("test_fee.py", { exact: true }).fill(right);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict.good").waitFor();
  const onDisk = await readFile(join(server.workspace, TASK, "test_fee.py"), "utf8");
  assert.equal(onDisk, right, "line ends are as the file had them");
  await page.getByRole("link", { name: "Four questions on your own code" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.context().close();
});

test("a text area that is older than the disk writes nothing, and loses nothing", async () => {
  const page = await plain();
  await page.goto(`/tasks/${TASK}`);
  await writeFile(join(server.workspace, TASK, "test_fee.py"), "# theirs\n");
  await page.getByLabel("test_fee.py", { exact: true }).fill("# mine\n");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("was changed in another window").waitFor();
  assert.equal(await page.getByLabel("What you sent for test_fee.py").inputValue(), "# mine\n");
  assert.equal(await page.getByLabel("test_fee.py", { exact: true }).inputValue(), "# theirs\n");
  await page.context().close();
});

test("a hint, starting over, settings", async () => {
  const page = await plain();
  await page.goto(`/tasks/${TASK}`);
  await page.getByRole("button", { name: /Show hint 1/ }).click();
  await page.locator("#hints details").first().waitFor();
  await page.getByText("Start over").click();
  await page.getByRole("button", { name: "Put the files back" }).click();
  await page.getByText("Yours from before are in").waitFor();
  await page.goto("/settings");
  await page.getByLabel("dark").check();
  await page.getByRole("button", { name: "Keep these" }).click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.context().close();
});

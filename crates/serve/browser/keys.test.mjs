// A walk through the record with the keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";

const base = process.env.ONRECORD_BASE;
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

const arrives = (page, pattern) => page.waitForURL(pattern, { timeout: 10_000 });
const at = (page) => page.evaluate(() => document.querySelector("[data-item].on")?.id ?? "");

test("search, walk the list, open, go back", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/");
  await page.keyboard.press("/");
  await page.keyboard.type("jam");
  assert.equal(await page.inputValue("#q"), "jam", "keys are letters while typing");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("dam");
  await page.keyboard.press("Enter");
  await arrives(page, /\/search\?q=dam$/);
  await page.keyboard.press("j");
  const first = await at(page);
  await page.keyboard.press("j");
  const second = await at(page);
  assert.ok(first && second && first !== second);
  assert.ok(page.url().endsWith("#" + second), "the selection is in the address");
  await page.keyboard.press("k");
  assert.equal(await at(page), first);
  const hidden = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top < 0 || box.bottom > innerHeight;
  });
  assert.ok(!hidden, "what is focused can be seen");
  await page.keyboard.press("Enter");
  await arrives(page, /\/articles\/|\/people\/|\/utterances\//);
  await page.keyboard.press("Escape");
  await arrives(page, /\/search/);
  assert.deepEqual(faults, []);
  await close();
});

test("the reader: from statement to statement, the other tellings, chrome, the marked words", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/search?q=drop&kind=direct");
  await page.locator(".statement .where a").first().click();
  await arrives(page, /\/articles\//);
  await page.keyboard.press("j");
  assert.equal(await page.locator(".note.on").count(), 1);
  assert.ok((await page.locator(".text .lit").count()) >= 2, "the words in the text light up with their note");
  await page.keyboard.press("]");
  assert.equal(await page.locator(".at-span").count(), 1);
  assert.match(await page.textContent("#told"), /who says it|what is said|marks it as said/);
  assert.ok(!(await page.locator(".reader .chrome").first().isVisible()));
  await page.keyboard.press("c");
  assert.ok(await page.locator(".reader .chrome").first().isVisible());
  assert.deepEqual(faults, []);
  await close();
});

test("the reader: what the pointer is over shows its other tellings", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/");
  await page.locator(".told-most .where a").nth(1).click();
  await arrives(page, /\/articles\//);
  // The statement that the address names is in focus: its note is open.
  const n = await page.locator(".note:has(details.others:not([open]))").first().getAttribute("data-s");
  await page.locator(`.note[data-s="${n}"] .chain`).hover();
  assert.match(await page.textContent(".tray"), /^Told \d+ times/);
  assert.ok((await page.locator(".tray blockquote").count()) >= 1);
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator(".tray").isVisible()), "and goes away when asked");
  assert.deepEqual(faults, []);
  await close();
});

test("the list of keys, and keys switched off", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/search");
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog#keys").isVisible());
  await page.locator("dialog [data-keys-switch]").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  assert.equal(await at(page), "", "a key that is off does nothing");
  await page.reload();
  await page.keyboard.press("j");
  assert.equal(await at(page), "", "and stays off");
  assert.deepEqual(faults, []);
  await close();
});

test("review: accept, reject with a reason, undo, correct words by keys", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/review");
  await page.keyboard.press("j");
  const first = await at(page);
  await page.keyboard.press("y");
  assert.equal(await page.evaluate(() => document.activeElement.name), "reviewer", "a decision needs a name");
  await page.keyboard.type("Ana Lind");
  await page.keyboard.press("Enter");
  await page.locator(".last-decision").waitFor();
  assert.match(await page.textContent(".last-decision"), /accept by Ana Lind/);
  assert.equal(await page.locator(`[id="${first}"]`).count(), 0, "what was looked at leaves the queue");
  await page.keyboard.press("u");
  await page.locator(`[id="${first}"]`).waitFor();
  const next = await at(page);
  await page.keyboard.press("n");
  await page.keyboard.type("not a statement");
  await page.keyboard.press("Enter");
  await page.locator(".last-decision").waitFor();
  assert.match(await page.textContent(".last-decision"), /reject by Ana Lind.*not a statement/s);
  await page.goto(base + "/search?review=rejected");
  assert.equal(await page.locator(".statement").first().getAttribute("id"), next);
  await page.goto(base + "/review");
  await page.keyboard.press("u");
  await page.locator(`[id="${next}"]`).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await arrives(page, /\/review\/statements\/s-/);
  const before = await page.textContent("#content .piece");
  await page.keyboard.press("ArrowLeft");
  await arrives(page, /content=/);
  assert.ok((await page.textContent("#content .piece")).length < before.length, "the end moved by a word");
  await page.locator("form.decide button").first().focus();
  await page.keyboard.press("Enter");
  await arrives(page, /\/articles\//);
  await page.goto(base + "/review");
  assert.match(await page.textContent(".last-decision"), /spans by Ana Lind/);
  await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector(".last-decision"));
  assert.deepEqual(faults, []);
  await close();
});

test("tellings: not the same, and undone", async () => {
  const { page, faults, close } = await browser.page();
  await page.goto(base + "/utterances");
  const path = await page.getAttribute(".statement a[data-main]", "href");
  await page.goto(base + path);
  const tellings = await page.locator(".telling").count();
  await page.keyboard.press("j");
  await page.keyboard.press("n");
  await page.keyboard.type("Ana Lind");
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll(".telling").length === n, tellings - 1);
  await page.goto(base + "/review");
  await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector(".last-decision"));
  await page.goto(base + path);
  assert.equal(await page.locator(".telling").count(), tellings);
  assert.deepEqual(faults, []);
  await close();
});

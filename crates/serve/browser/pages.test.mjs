// What holds for every screen: no fault, no remote request, no accessibility violation, no heavy page, nothing cut off.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { screens } from "./screens.mjs";

const base = process.env.ONRECORD_BASE;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = await screens(base);
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const heaviest = 150 * 1024;
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

for (const [name, path] of Object.entries(all)) {
  test(`${name}: no fault, in light and dark, wide and narrow`, async () => {
    const { page, faults, close } = await browser.page({ colorScheme: "light", reducedMotion: "reduce" });
    const answer = await page.goto(base + path);
    assert.ok((await answer.body()).length <= heaviest, `${path} is heavier than 150 KB`);
    assert.match(answer.headers()["content-security-policy"] ?? "", /script-src 'self'/);
    // Through the debugger: the policy of the page lets no script of ours in, and so it should be.
    await page.evaluate(axe);
    assert.deepEqual(await violations(page, { type: "tag", values: RULES }), [], `${path} in light`);
    // The other scheme has the same elements in other colours.
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await violations(page, { type: "rule", values: ["color-contrast"] }), [], `${path} in dark`);
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${path} scrolls sideways at 320 px: ${wide}`);
    assert.deepEqual(await violations(page, { type: "rule", values: ["target-size"] }), [], `${path} at 320 px`);
    assert.deepEqual(faults, [], path);
    await close();
  });
}

/** What axe-core has against a page, in words. */
async function violations(page, runOnly) {
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join(" | ")}`);
}

test("without script everything can still be read, searched and decided", async () => {
  const { page, faults, close } = await browser.page({ javaScriptEnabled: false });
  await page.goto(base + "/");
  await page.fill("#q", "patience");
  await page.click(".find button");
  assert.match(page.url(), /\/search\?q=patience$/);
  await page.click(".statement .cite summary");
  assert.match(await page.textContent(".statement .cite pre"), /text sha256:[0-9a-f]{64}\ncode points \d+–\d+/);
  await page.click(".statement .where a");
  assert.match(page.url(), /\/articles\/a-[0-9a-f]+\?at=(s-[0-9a-f]+)#\1$/);
  await page.check("#show-chrome");
  assert.ok(await page.locator(".reader .chrome").first().isVisible());
  assert.deepEqual(faults, []);
  await close();
});

test("every link leads to a page that is there", async () => {
  const visited = await crawl(base, 300, async (path) => {
    const answer = await fetch(base + path);
    assert.equal(answer.status, 200, path);
    const text = await answer.text();
    assert.ok(text.length <= heaviest, `${path} is heavier than 150 KB`);
    return [...text.matchAll(/<a [^>]*href="([^"]*)"/g)].map((m) => m[1].replaceAll("&amp;", "&"));
  });
  assert.ok(visited > 100, `only ${visited} pages were found`);
});

test("a stylesheet may be kept for ever, as its name changes with its content", async () => {
  const { page, close } = await browser.page();
  await page.goto(base + "/");
  const href = await page.getAttribute("link[rel=stylesheet]", "href");
  const answer = await fetch(base + href);
  assert.match(href, /-[0-9a-f]{12}\.css$/);
  assert.match(answer.headers.get("cache-control"), /immutable/);
  await close();
});

test("the first page is painted", async () => {
  const { page, close } = await browser.page();
  await page.goto(base + "/", { waitUntil: "load" });
  const painted = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const paint = await painted.jsonValue();
  console.log(`first paint of the story: ${Math.round(paint)} ms`); // Told, not judged: the machine may be busy.
  await close();
});

// Whatever stands in an article, a title, a name or an address stays text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { crawl } from "./crawl.mjs";

const base = process.env.ONRECORD_HOSTILE;
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

test("no page of a hostile record runs, loads or links to anything of theirs", async () => {
  const { page, faults, close } = await browser.page();
  const kinds = new Map();
  const visited = await crawl(base, 400, async (path) => {
    // Of the pages of one kind some are enough; each has all payloads in its own places.
    const kind = path.replace(/[a-z]-[0-9a-f]{20}/g, "ID").replace(/\?.*/, "");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > 4) return [];
    await page.goto(base + path);
    const found = await page.evaluate(() => ({
      links: [...document.querySelectorAll("[href]")].map((a) => a.href.baseVal ?? a.href),
      elements: [...document.querySelectorAll("script:not([src]), img, iframe, object, embed, style, [onerror], [onload], [onmouseover], [style]")]
        .map((e) => e.outerHTML.slice(0, 120)),
      pwned: window.pwned,
    }));
    assert.deepEqual(found.elements, [], path);
    assert.equal(found.pwned, undefined, path);
    const other = found.links.map((l) => new URL(l, base)).filter((l) => !["http:", "https:"].includes(l.protocol));
    assert.deepEqual(other.map(String), [], path);
    for (const statement of (await page.locator(".text .c").all()).slice(0, 3)) await statement.hover({ timeout: 2_000 }).catch(() => {});
    assert.equal(await page.evaluate(() => window.pwned), undefined, path);
    return found.links;
  });
  assert.ok(visited > 20, `only ${visited} pages were found`);
  for (const kind of ["/articles/ID", "/utterances/ID", "/people/ID", "/outlets", "/timeline", "/search", "/review"]) {
    assert.ok(kinds.has(kind), `no page ${kind}`);
  }
  assert.deepEqual(faults, []);
  await close();
});

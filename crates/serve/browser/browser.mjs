// A browser for the tests: Debian's chromium, and pages that note what must not happen in any of them.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where Debian and others put the browser. */
export const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** Starts chromium with a profile of its own. `close` ends it and removes the profile. */
export async function launch() {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-browser-"));
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS, env: { ...process.env, HOME: folder } });
  return {
    /** A fresh page of a browser that was never here; what speaks against the page is put into `faults`. */
    async page(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      return { page, faults: watch(page), close: () => context.close() };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Notes console errors (what the content policy forbids is one), failing scripts, and requests to anywhere else. */
function watch(page) {
  const faults = [];
  page.on("console", (message) => {
    // A page that is there to say that something is missing is answered with 404.
    const expected = message.text().includes("status of 404") && message.location().url === page.url();
    if (message.type() === "error" && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.hostname !== "127.0.0.1") faults.push(`leaves the machine: ${url}`);
  });
  return faults;
}

// Pictures of every screen at three widths in both schemes, to be looked at: node look.mjs BASE FOLDER [NAME…]
import { mkdirSync } from "node:fs";
import { launch } from "./browser.mjs";
import { screens } from "./screens.mjs";

const [base, folder, ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const all = await screens(base);
for (const [name, path] of Object.entries(all)) {
  if (only.length && !only.includes(name)) continue;
  for (const width of [320, 768, 1440]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await browser.page({ viewport: { width, height: 900 }, colorScheme });
      await page.goto(base + path);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: width === 320 });
      await close();
    }
  }
}
await browser.close();

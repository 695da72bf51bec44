// Takes a picture of every page, light and dark, at both widths, into `screenshots/`. `npm run screenshots -- audit why` takes only those named.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { dispose, freshDataDir, startProduct } from "../bench/product.ts";
import { findChromium } from "../server/testing/find-chromium.ts";
import { PAGES, type PageToSee } from "./pages.ts";
import { signIn } from "./people.ts";
import { busyScene, type Scene } from "./scene.ts";
import { settled } from "./settled.ts";

const FOLDER = "screenshots";
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const asked = process.argv.slice(2);
const wanted = PAGES.filter(({ name }) => asked.length === 0 || asked.includes(name));
mkdirSync(FOLDER, { recursive: true });
const product = process.env.E2E_BASE_URL ? null : await startProduct(freshDataDir());
const base = process.env.E2E_BASE_URL ?? `http://127.0.0.1:${product?.port}`;
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const scene = await busyScene(base);
  for (const page of wanted) await take(browser, scene, page);
} finally {
  await browser.close();
  if (product) await dispose(product);
}
console.log(`${wanted.length * SIZES.length * 2} pictures in ${FOLDER}/`);

async function take(
  browser: Browser,
  scene: Scene,
  { name, path: pathOf, open = false, drawer }: PageToSee,
): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({
        colorScheme,
        viewport,
        reducedMotion: "reduce",
        baseURL: base,
      });
      if (!open) await signIn(context, base, scene.person);
      const page = await context.newPage();
      await page.goto(pathOf(scene));
      await settled(page, { drawer });
      await page.screenshot({ path: path.join(FOLDER, `${name}-${colorScheme}-${viewport.width}.png`) });
      await context.close();
    }
  }
}

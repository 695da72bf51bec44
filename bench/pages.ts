// The pages of a team at work in a real Chromium: what is loaded, when the largest thing is painted, how long the page is
// deaf, how much it moves, and how soon it answers a key.
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { PAGES, type PageToSee } from "../e2e/pages.ts";
import { signIn } from "../e2e/people.ts";
import { busyScene, type Scene } from "../e2e/scene.ts";
import { settled } from "../e2e/settled.ts";
import { findChromium } from "../server/testing/find-chromium.ts";
import { dispose, freshDataDir, startProduct } from "./product.ts";
import { median, type Row } from "./table.ts";

const ROUNDS = 3;
const MEASURED = ["landing", "sign-in", "dashboard", "vault", "why", "agent", "audit", "security"];

type Vitals = { fcp: number; lcp: number; tbt: number; cls: number; kilobytes: number; answer: number };

export async function measurePages(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const base = `http://127.0.0.1:${product.port}`;
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const rows: Row[] = [];
  try {
    const scene = await busyScene(base);
    for (const page of PAGES.filter(({ name }) => MEASURED.includes(name))) {
      const rounds: Vitals[] = [];
      for (let i = 0; i < ROUNDS; i++) rounds.push(await visit(browser, base, scene, page));
      rows.push(rowOf(page.name, rounds));
    }
  } finally {
    await browser.close();
    await dispose(product);
  }
  return rows;
}

async function visit(browser: Browser, base: string, scene: Scene, page: PageToSee): Promise<Vitals> {
  const context = await browser.newContext({ viewport: { width: 1350, height: 940 }, baseURL: base });
  if (!page.open) await signIn(context, base, scene.person);
  try {
    return await measured(context, page.path(scene));
  } finally {
    await context.close();
  }
}

async function measured(context: BrowserContext, path: string): Promise<Vitals> {
  const page = await context.newPage();
  await page.addInitScript(watchVitals);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  cdp.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path);
  await settled(page);
  // The first key brings what is opened later.
  const kilobytes = bytes / 1024;
  const answer = await answerTo(page);
  const seen = await page.evaluate(
    () => (window as unknown as { vitals: Omit<Vitals, "kilobytes" | "answer"> }).vitals,
  );
  return { ...seen, kilobytes, answer };
}

/** Milliseconds from a key to the next frame. */
async function answerTo(page: Page): Promise<number> {
  const handle = await page.evaluateHandle(() => ({
    frame: new Promise<number>((resolve) =>
      addEventListener(
        "keydown",
        () => {
          const pressed = performance.now();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        },
        { once: true, capture: true },
      ),
    ),
  }));
  await page.keyboard.press("Tab");
  return handle.evaluate(({ frame }) => frame);
}

// Runs in the page, before anything of it.
function watchVitals(): void {
  const vitals = { fcp: 0, lcp: 0, tbt: 0, cls: 0 };
  Object.assign(window, { vitals });
  type Entry = PerformanceEntry & { value?: number; hadRecentInput?: boolean };
  const watch = (type: string, see: (entry: Entry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") vitals.fcp = entry.startTime;
  });
  watch("largest-contentful-paint", (entry) => {
    vitals.lcp = entry.startTime;
  });
  watch("longtask", (entry) => {
    vitals.tbt += Math.max(0, entry.duration - 50);
  });
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) vitals.cls += entry.value ?? 0;
  });
}

function rowOf(name: string, rounds: Vitals[]): Row {
  const middle = (key: keyof Vitals) => median(rounds.map((each) => each[key]));
  const vitals = { fcp: middle("fcp"), lcp: middle("lcp"), tbt: middle("tbt"), cls: middle("cls") };
  return {
    page: name,
    score: String(scoreOf(vitals)),
    "first paint": `${vitals.fcp.toFixed(0)} ms`,
    "largest paint": `${vitals.lcp.toFixed(0)} ms`,
    "blocked for": `${vitals.tbt.toFixed(0)} ms`,
    moved: vitals.cls.toFixed(3),
    JavaScript: `${middle("kilobytes").toFixed(0)} KB`,
    "key to frame": `${middle("answer").toFixed(0)} ms`,
  };
}

/**
 * 0 to 100 by the curves of Lighthouse 12 for desktops, without its Speed Index; the weights of the others as there.
 * @see https://github.com/GoogleChrome/lighthouse/blob/main/core/config/desktop-config.js
 */
function scoreOf({ fcp, lcp, tbt, cls }: { fcp: number; lcp: number; tbt: number; cls: number }): number {
  const parts = [
    [0.1, logNormal(fcp, 934, 1600)],
    [0.25, logNormal(lcp, 1200, 2400)],
    [0.3, logNormal(tbt, 150, 350)],
    [0.25, logNormal(cls, 0.1, 0.25)],
  ] as const;
  const weight = parts.reduce((sum, [each]) => sum + each, 0);
  return Math.round((100 * parts.reduce((sum, [each, score]) => sum + each * score, 0)) / weight);
}

/** Share of a log-normal distribution above `value`, given its 10th percentile (score 0.9) and its median (0.5). */
function logNormal(value: number, p10: number, median: number): number {
  if (value <= 0) return 1;
  const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;
  const spread = Math.max(Number.MIN_VALUE, Math.log(median / p10));
  const x = (Math.log(value / median) * INVERSE_ERFC_ONE_FIFTH) / spread;
  return (1 - erf(x)) / 2;
}

/** Abramowitz and Stegun 7.1.26, to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

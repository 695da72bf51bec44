// What holds on every page: accessible in both colour schemes, nothing refused by the policy, nothing from elsewhere,
// no way to move it sideways on a telephone, and no more JavaScript than its budget.
import type { BrowserContext, Page } from "@playwright/test";
import { newOperator } from "./operator.ts";
import { PAGES } from "./pages.ts";
import { signIn } from "./people.ts";
import { busyScene, type Scene } from "./scene.ts";
import { settled } from "./settled.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const BUDGET_BYTES = 200 * 1024;
/** What opens over a page is fetched when it opens, on top of the page. */
const DRAWER_BYTES = 32 * 1024;

let scene: Scene;
test.beforeAll(async ({ baseURL }) => {
  scene = await busyScene(baseURL ?? "", await newOperator(baseURL ?? "", "Ada Lovelace"));
});

async function enter(context: BrowserContext, baseURL: string | undefined, isOpen: boolean): Promise<void> {
  if (!isOpen) await signIn(context, baseURL ?? "", scene.person);
}

for (const { name, path, open: isOpen = false, drawer } of PAGES) {
  test(`${name}: accessible, within its budget, and fits a telephone`, async ({ page, context, baseURL }) => {
    await enter(context, baseURL, isOpen);
    const scripts = await countScripts(page);
    await open(page, path(scene));
    await settled(page, { drawer });
    await expect.poll(() => scripts.underway.size).toBe(0);
    test.info().annotations.push({ type: "script bytes", description: String(scripts.bytes) });
    expect(scripts.bytes).toBeGreaterThan(0);
    expect(scripts.bytes).toBeLessThanOrEqual(BUDGET_BYTES + (drawer ? DRAWER_BYTES : 0));
    if (drawer) await expect(page.getByRole("dialog")).toHaveAccessibleName(/./);
    else await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page, "colours");
  });
}

type Scripts = { bytes: number; underway: Set<string> };

/** Compressed bytes of the scripts that the page has loaded, and which are on their way. */
async function countScripts(page: Page): Promise<Readonly<Scripts>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const counted: Scripts = { bytes: 0, underway: new Set() };
  cdp.on("Network.requestWillBeSent", ({ requestId, type }) => {
    if (type === "Script") counted.underway.add(requestId);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (counted.underway.delete(requestId)) counted.bytes += encodedDataLength;
  });
  return counted;
}

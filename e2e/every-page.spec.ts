// What holds on every page: accessible in both colour schemes, nothing refused by the policy, nothing from elsewhere,
// no way to move it sideways on a telephone, and no more JavaScript than its budget.
import type { BrowserContext } from "@playwright/test";
import { PAGES } from "./pages.ts";
import { signIn } from "./people.ts";
import { busyScene, type Scene } from "./scene.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const BUDGET_BYTES = 200 * 1024;

let scene: Scene;
test.beforeAll(async ({ baseURL }) => {
  scene = await busyScene(baseURL ?? "");
});

async function enter(context: BrowserContext, baseURL: string | undefined, isOpen: boolean): Promise<void> {
  if (!isOpen) await signIn(context, baseURL ?? "", scene.person);
}

for (const { name, path, open: isOpen = false } of PAGES) {
  test.describe(name, () => {
    for (const colorScheme of ["light", "dark"] as const) {
      test.describe(colorScheme, () => {
        test.use({ colorScheme });
        test("is accessible", async ({ page, context, baseURL }) => {
          await enter(context, baseURL, isOpen);
          await open(page, path(scene));
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await expectAccessible(page, colorScheme === "dark" ? "colours" : "all");
        });
      });
    }

    test("fits a telephone", async ({ page, context, baseURL }) => {
      await enter(context, baseURL, isOpen);
      await page.setViewportSize({ width: 390, height: 844 });
      await open(page, path(scene));
      await expectNoSidewaysScroll(page);
    });

    test("stays within its budget of JavaScript", async ({ page, context, baseURL }) => {
      await enter(context, baseURL, isOpen);
      const cdp = await context.newCDPSession(page);
      await cdp.send("Network.enable");
      const scripts = new Set<string>();
      let bytes = 0;
      cdp.on(
        "Network.responseReceived",
        ({ requestId, type }) => type === "Script" && scripts.add(requestId),
      );
      cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength;
      });
      await open(page, path(scene));
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
    });
  });
}

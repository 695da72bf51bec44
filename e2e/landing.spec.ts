import { spawnSync } from "node:child_process";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a newcomer sees a healthy server, finds the commands to start and copies them", async ({ page }) => {
  await open(page, "/");
  await expect(page).toHaveTitle(/1Claw/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Secrets that agents can use/);
  await expect(page.getByRole("heading", { name: "This server is healthy" })).toBeVisible();
  await expect(page.getByText("software", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Copy Two commands, in a clone" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied Two commands" })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^npm start\b/);
});

test("the tour is there in both languages, and the keyboard changes between them", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("link", { name: "Take the five-minute tour" }).click();
  await expect(page.getByRole("heading", { name: /Five minutes/ })).toBeInViewport();
  await expect(page.getByRole("tabpanel")).toContainText("curl -s");
  await page.getByRole("tab", { name: "curl" }).press("ArrowRight");
  await expect(page.getByRole("tab", { name: "TypeScript" })).toBeFocused();
  await expect(page.getByRole("tabpanel")).toContainText("createClient");
});

test("the TypeScript tour works as it is printed", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("tab", { name: "TypeScript" }).click();
  const steps = await page.getByRole("tabpanel").getByRole("figure").locator("code").allInnerTexts();
  expect(steps).toHaveLength(5);
  const sdk = new URL("../packages/sdk/src/index.ts", import.meta.url).href;
  const script = steps.join("\n").replace(`"@1claw/sdk"`, `"${sdk}"`);
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout.split("\n").slice(0, 2)).toEqual(["sk_live_4f9a", "path_not_granted"]);
  expect(run.stdout).toContain("denied");
});

test("the choice of light or dark stays after a reload, without a flash of the other", async ({ page }) => {
  await open(page, "/");
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await colour();
  await page.getByRole("button", { name: /Switch to light/ }).click();
  await page.getByRole("button", { name: /Switch to dark/ }).click();
  expect(await colour()).not.toBe(light);
  const answer = await page.reload();
  expect(await answer?.text()).toContain('data-theme="dark"');
  expect(await colour()).not.toBe(light);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the page is accessible", async ({ page }) => {
      await open(page, "/");
      await expectAccessible(page, colorScheme === "dark" ? "colours" : "all");
    });
  });
}

test("it fits a telephone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/");
  await expectNoSidewaysScroll(page);
});

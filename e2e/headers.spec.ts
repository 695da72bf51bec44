import { expect, test } from "@playwright/test";
import { expectAccessible } from "./watch.ts";

const PAGES = ["/", "/docs", "/docs/vaults", "/docs/errors", "/docs/errors/internal", "/nothing/here"];

for (const path of PAGES) {
  test(`${path} comes with every header that protects it`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.status()).toBe(path === "/nothing/here" ? 404 : 200);
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /script-src 'self' 'nonce-([\w+/=]+)' 'strict-dynamic'(?:;|$)/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["x-powered-by"]).toBeUndefined();
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });
}

test("the nonce is new for each answer", async ({ request }) => {
  const read = async () => (await request.get("/")).headers()["content-security-policy"];
  expect(await read()).not.toBe(await read());
});

test("the API answers through the same door, with a policy that allows nothing", async ({ request }) => {
  for (const path of ["/v1/health", "/api/v1/health"]) {
    const answer = await request.get(path);
    expect(await answer.json()).toMatchObject({ status: "healthy" });
    expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the page for an unknown address leads back and is accessible", async ({ page }) => {
      await page.goto("/nothing/here");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
      await expectAccessible(page);
      await page.getByRole("link", { name: "To the start" }).click();
      await expect(page.getByRole("heading", { name: /This server is/ })).toBeVisible();
    });
  });
}

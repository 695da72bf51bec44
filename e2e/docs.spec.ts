import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const PAGES = ["/docs", "/docs/policies", "/docs/errors", "/docs/errors/path_not_granted"];

test("a reader finds an operation by search and goes on to one of its errors", async ({ page }) => {
  await open(page, "/docs");
  const search = page.getByRole("searchbox", { name: "Search operations" });
  await expect(search).toHaveAttribute("aria-keyshortcuts", "/");
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("read secret value");
  const contents = page.getByRole("navigation", { name: "API reference" });
  await expect(contents.getByRole("link", { name: "Open an account" })).toBeHidden();
  await contents.getByRole("link", { name: /Read a secret's value/ }).click();
  const operation = page.getByRole("region", { name: "Read a secret's value" });
  await expect(operation).toBeInViewport();
  await expect(operation).toContainText("/v1/vaults/{vault_id}/secrets/{path}");
  await expect(operation).toContainText("people and agents");
  await operation.getByRole("link", { name: "path_not_granted" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Access denied" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Store a value as the next version" }).last()).toBeVisible();
});

test("a search without a result says so and can be undone", async ({ page }) => {
  await open(page, "/docs");
  await page.getByRole("searchbox").fill("nothing like this");
  await expect(page.getByText(/No operation has/)).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("link", { name: /Open an account/ }).first()).toBeVisible();
});

test("every link to an error that an operation names leads to its page", async ({ page, request }) => {
  await open(page, "/docs/secrets");
  const links = await page.getByRole("main").getByRole("link").all();
  const targets = new Set(await Promise.all(links.map((link) => link.getAttribute("href"))));
  const errors = [...targets].filter((target) => target?.startsWith("/docs/errors/"));
  expect(errors.length).toBeGreaterThan(10);
  for (const target of errors) expect((await request.get(target ?? "")).status(), target ?? "").toBe(200);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the reference can be read", async ({ page }) => {
    await page.goto("/docs");
    await page
      .getByRole("main")
      .getByRole("link", { name: "Grant a user or agent access to paths of a vault" })
      .click();
    const operation = page.getByRole("region", { name: "Grant a user or agent access to paths of a vault" });
    await expect(operation).toContainText("secret_path_pattern");
    await expect(operation).toContainText("principal_unknown");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(`${path} is accessible`, async ({ page }) => {
        await open(page, path);
        await expectAccessible(page, colorScheme === "dark" ? "colours" : "all");
      });
    }
  });
}

test("all of it fits a telephone, and the contents open with a button", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of PAGES) {
    await open(page, path);
    await expectNoSidewaysScroll(page);
  }
  await page.getByRole("button", { name: "Contents" }).click();
  await page
    .getByRole("navigation", { name: "API reference" })
    .getByRole("link", { name: "Audit", exact: true })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();
});

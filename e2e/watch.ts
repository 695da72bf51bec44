// What every journey watches for: errors in the console, refusals of the content security policy, requests to other hosts.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { listening } from "./settled.ts";

type Watch = { complaints: string[] };

/** A test whose page must stay silent; `complaints` holds what it said. */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
          complaints.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol !== "data:" && origin !== baseURL) complaints.push(`request to ${request.url()}`);
      });
      await use({ complaints });
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page and waits until it listens. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await listening(page);
}

/** Fails for anything that axe finds; `colours` asks only what another colour scheme can change. */
export async function expectAccessible(page: Page, what: "all" | "colours" = "all"): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (what === "colours") axe.withRules(["color-contrast", "link-in-text-block"]);
  // A colour on its way to another is neither.
  await page.evaluate(() => {
    const moving = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(moving.map(({ finished }) => finished));
  });
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

/** Fails when the page can be moved sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess).toBeLessThanOrEqual(0);
}

export { expect };

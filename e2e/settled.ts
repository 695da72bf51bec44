// When a page is what somebody sees who waits a moment. Pages that watch something live are never silent on the network.
import type { Page } from "@playwright/test";

/** Waits until React listens to every button: a key pressed before that would be lost on any page. */
export async function listening(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button")].every((button) =>
      Object.keys(button).some((key) => key.startsWith("__react")),
    ),
  );
}

/** Waits until the page listens, its letters are there, and nothing on it stands for what is still loading; with a `drawer`, until that is open. */
export async function settled(page: Page, { drawer = false } = {}): Promise<void> {
  await listening(page);
  if (drawer) await page.getByRole("dialog").waitFor();
  await page.waitForFunction(
    () =>
      document.fonts.status === "loaded" &&
      document.querySelector(".shimmer, [aria-busy=true]") === null &&
      ![...document.querySelectorAll("[role=status]")].some((status) => /^Loading/.test(status.textContent)),
  );
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

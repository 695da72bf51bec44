// What somebody gets whose server dies under an open page: the page says so, waits, and goes on where it was.
import { newPerson, signIn } from "./people.ts";
import { startProduct } from "./product.ts";
import { expect, open, test } from "./watch.ts";

/** The browser itself notes an address that does not answer in its console. */
const AWAY = /Failed to load resource: net::ERR_/;

test("a killed server is said on the page, and when it is back the page goes on by itself", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const product = await startProduct({});
  const context = await browser.newContext({ baseURL: product.url });
  try {
    const person = await newPerson(product.url);
    await signIn(context, product.url, person);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !AWAY.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await open(page, "/dashboard");
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();

    await product.kill();
    await expect(page.getByText("The server cannot be reached.")).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();

    await product.restart();
    await expect(page.getByText("The server is back")).toBeVisible({ timeout: 20_000 });
    // What is done now comes in without loading the page again: the session and the data are those of before.
    await person.client.vault.create({ name: "After the restart" });
    await expect(
      page.getByRole("list", { name: "Recent events" }).getByText("After the restart"),
    ).toBeVisible({ timeout: 20_000 });
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
    await product.stop();
  }
});

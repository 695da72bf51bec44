import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { expect, provedPerson, test } from "./mail.ts";
import { newPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, open, test as unmailed } from "./watch.ts";

test("a program asks, its person approves behind the mailed link, and the key comes by mail", async ({
  page,
  request,
  mailing,
}) => {
  const person = await provedPerson(mailing);
  const { email, password, client } = person;
  const program = createClient({ baseUrl: mailing.url });
  const asking = { name: "nightly-report", description: "Mails the report", human_email: email };
  unwrap(await program.agents.enroll(asking));
  const link = await mailing.linkTo("/enroll/approve", email, "A program asks to become your agent");
  const token = new URL(link).searchParams.get("token") ?? "";
  for (const method of ["get", "head", "post"] as const) await request[method](link);
  expect(unwrap(await client.enrolments.lookup(token)).status).toBe("pending");

  const addresses: string[] = [];
  page.on("request", (asked) => addresses.push(asked.url()));
  await page.goto(link);
  await expect(page).toHaveURL(/\/enroll\/approve$/);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to decide" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("nightly-report", { exact: true })).toBeVisible();
  await expect(page.getByText("127.0.0.1", { exact: true })).toBeVisible();
  await expect(page.getByText(/reads no secret and sees no vault/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("Its key has been mailed to you.")).toBeVisible();
  expect(addresses.filter((address) => address.includes(token))).toEqual([link]);

  const mail = await mailing.mailTo(email, "The key of your new agent");
  const api_key = /ocv_[\w-]+/.exec(mail)?.[0] ?? "";
  const agent = createClient({ baseUrl: mailing.url });
  expect((await agent.auth.agentToken({ api_key })).error).toBeNull();

  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "Decided already" })).toBeVisible();
});

unmailed(
  "without mail the key is shown once; a request that is denied is over",
  async ({ page, context, baseURL }) => {
    const person = await newPerson(String(baseURL));
    await signIn(context, String(baseURL), person);
    const program = createClient({ baseUrl: String(baseURL) });
    const asked = unwrap(await program.agents.enroll({ name: "deploy-bot" }));
    await page.goto(asked.approval_url ?? "");
    await page.getByRole("button", { name: "Approve" }).click();
    const key = page.getByRole("group", { name: "Key of deploy-bot" });
    await expect(key).toContainText("ONECLAW_AGENT_API_KEY=ocv_");
    const api_key = /ocv_[\w-]+/.exec((await key.textContent()) ?? "")?.[0] ?? "";
    expect((await program.auth.agentToken({ api_key })).error).toBeNull();

    unwrap(
      await createClient({ baseUrl: String(baseURL) }).agents.enroll({
        name: "scraper",
        human_email: person.email,
      }),
    );
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, "/enrolments");
    await expectNoSidewaysScroll(page);
    await page.getByText("scraper", { exact: true }).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByText(/reads no secret and sees no vault/)).toBeVisible();
    await drawer.getByRole("button", { name: "Deny" }).click();
    await expect(drawer.getByText("The request was denied. No agent was made.")).toBeVisible();
    await drawer.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Nobody waits for you")).toBeVisible();
    const decided = page.getByRole("table", { name: "Decided requests" });
    await expect(decided.getByText("Denied")).toBeVisible();
    await expect(decided.getByText("Approved")).toBeVisible();
  },
);

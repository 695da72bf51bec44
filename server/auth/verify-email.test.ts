import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resetToken } from "#server/testing/examples/people.ts";
import {
  type Answer,
  expectStatus,
  goodPassword,
  mails,
  person,
  type TestApi,
  testApi,
  tokenIn,
} from "#server/testing/test-api.ts";

const MINUTE = 60_000;
const PUBLIC_URL = "https://secrets.example.com";

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ env: { SMTP_URL: "smtp://127.0.0.1:1", PUBLIC_URL } });
});
afterAll(() => api.close());

type Newcomer = { email: string; password: string };
const signUp = (on: TestApi, body: Record<string, unknown>) => on.ask("POST", "/v1/auth/signup", { body });
const signIn = (body: Newcomer) => api.ask<{ access_token: string }>("POST", "/v1/auth/token", { body });
const verify = (token: string, on = api) =>
  on.ask<{ access_token: string }>("POST", "/v1/auth/verify-email", { body: { token } });
const templates = async (to: string) => (await mails(api, to)).map(({ template }) => template);

async function newcomer(): Promise<Newcomer> {
  const who = { email: `${randomUUID()}@example.com`, password: goodPassword() };
  expectStatus(await signUp(api, who), 200);
  return who;
}

async function allowMail(kind: string, { email }: Newcomer): Promise<void> {
  await api.runtime.rateLimits.reset(`mail/${kind}`, email);
}

function refused(answer: Answer): unknown {
  return { status: answer.status, text: answer.text.replaceAll(String(answer.body.request_id), "REQUEST") };
}

describe("where mail is sent, a new account", () => {
  it("is used only after the link in the mail, which signs in, proves the address and greets", async () => {
    const who = await newcomer();
    const [mail] = await mails(api, who.email);
    expect(mail).toMatchObject({ template: "verification" });
    expect(mail?.text).toContain(`${PUBLIC_URL}/verify-email?token=`);
    const early = await signIn(who);
    expect([early.status, early.body]).toMatchObject([403, { type: "/docs/errors/email_unverified" }]);
    expect(early.text).not.toMatch(/access_token/);
    const { access_token } = expectStatus(await verify(tokenIn(mail)), 200);
    const me = await api.ask("GET", "/v1/auth/me", { token: access_token });
    expect(me.body).toMatchObject({ email: who.email, email_verified: true });
    expect((await signIn(who)).status).toBe(200);
    expect(await templates(who.email)).toEqual(["verification", "welcome"]);
  });

  it("gets a fresh link at a sign-in with the right password, once in ten minutes, and the old one ends", async () => {
    const who = await newcomer();
    const [first] = await mails(api, who.email);
    for (let i = 0; i < 3; i++) expect((await signIn(who)).status).toBe(403);
    expect(await templates(who.email)).toEqual(["verification"]);
    await allowMail("verification", who);
    const wrong = await signIn({ ...who, password: goodPassword() });
    expect(wrong.status).toBe(401);
    expect(await templates(who.email)).toEqual(["verification"]);
    await Promise.all(Array.from({ length: 4 }, () => signIn(who)));
    const all = await mails(api, who.email);
    expect(all.map(({ template }) => template)).toEqual(["verification", "verification"]);
    expect((await verify(tokenIn(first))).status).toBe(400);
    expect((await verify(tokenIn(all[1]))).status).toBe(200);
  });

  it("answers sign-up the same for an address that has an account, whose owner alone is told", async () => {
    const who = await newcomer();
    await allowMail("signup", who);
    const fresh = { email: `${randomUUID()}@example.com`, password: goodPassword() };
    const [one, two] = [await signUp(api, fresh), await signUp(api, { ...fresh, email: who.email })];
    expect([two.status, two.text.replace(who.email, "EMAIL")]).toEqual([
      one.status,
      one.text.replace(fresh.email, "EMAIL"),
    ]);
    expect(await templates(who.email)).toEqual(["verification", "signup_attempt"]);
    const [, warning] = await mails(api, who.email);
    expect(warning?.text).not.toMatch(/token=/);
    for (let i = 0; i < 3; i++) await signUp(api, { ...fresh, email: who.email });
    await allowMail("verification", who);
    await signUp(api, { ...fresh, email: who.email });
    expect((await signIn(who)).status, "a stranger's sign-ups hold no link back").toBe(403);
    expect((await templates(who.email)).at(-1)).toBe("verification");
    expect(await templates(who.email)).toHaveLength(3);
    expect((await signIn({ email: who.email, password: fresh.password })).status).toBe(401);
  });
});

describe("a verification token", () => {
  it("is refused with the same bytes when it is guessed, used, expired or for something else", async () => {
    const [used, late, other] = [await newcomer(), await newcomer(), await newcomer()];
    const usedToken = tokenIn((await mails(api, used.email))[0]);
    expect((await verify(usedToken)).status).toBe(200);
    const reset = await resetToken(api, other);
    const lateToken = tokenIn((await mails(api, late.email))[0]);
    const guesses = [usedToken, reset, "x", randomUUID(), `${lateToken}A`, lateToken.slice(1)];
    const answers = [];
    for (const token of guesses) answers.push(await verify(token));
    api.clock.advance(24 * 60 * MINUTE);
    answers.push(await verify(lateToken));
    for (const answer of answers) expect(refused(answer)).toEqual(refused(answers[0] as Answer));
    expect([answers[0]?.status, answers[0]?.body]).toMatchObject([
      400,
      { type: "/docs/errors/mail_token_invalid" },
    ]);
    const { rows } = await api.admin.query("select email_verified from users where email = any($1)", [
      [late.email, other.email],
    ]);
    expect(rows).toEqual([{ email_verified: false }, { email_verified: false }]);
  });

  it("lives for 24 hours, has at least 256 bits, and is not stored", async () => {
    const who = await newcomer();
    const token = tokenIn((await mails(api, who.email))[0]);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const { rows } = await api.admin.query("select t::text as row from account_tokens t");
    expect(rows.map(({ row }) => row).join()).not.toContain(Buffer.from(token, "base64url").toString("hex"));
    api.clock.advance(24 * 60 * MINUTE - 1);
    expect((await verify(token)).status).toBe(200);
  });

  it("is good for one of many that use it at the same moment, on two instances", async () => {
    const who = await newcomer();
    const token = tokenIn((await mails(api, who.email))[0]);
    const other = await api.second();
    const answers = await Promise.all([api, other, api, other, api, other].map((on) => verify(token, on)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
  });

  it.each([{}, { token: "" }, { token: 7 }, { token: "x".repeat(257) }, { token: null }])(
    "that is not one at all is named as the wrong field: %j",
    async (body) => {
      const answer = await api.ask("POST", "/v1/auth/verify-email", { body });
      expect([answer.status, Object.keys(answer.body.fields as object)]).toEqual([400, ["token"]]);
    },
  );
});

describe("where no mail is sent, a new account", () => {
  it("works at once, is not taken for proved, and its greeting waits in the operator's outbox", async () => {
    const own = await testApi();
    const who = await person(own);
    const me = await own.ask("GET", "/v1/auth/me", { token: who.token });
    expect(me.body).toMatchObject({ email_verified: false });
    expect((await mails(own, who.email)).map(({ template }) => template)).toEqual(["welcome"]);
    await own.close();
  });
});

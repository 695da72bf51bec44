import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Kms } from "#server/ports/kms/kms.ts";
import { resetToken, verificationToken } from "#server/testing/examples/people.ts";
import {
  type Answer,
  expectStatus,
  goodPassword,
  mails,
  type Person,
  person,
  type TestApi,
  testApi,
  tokenIn,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

const MINUTE = 60_000;
const PUBLIC_URL = "https://secrets.example.com";

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await testApi({ env: { PUBLIC_URL } });
  other = await api.second();
});
afterAll(() => api.close());

const forgot = (email: string, headers: Record<string, string> = {}, on = api) =>
  on.ask("POST", "/v1/auth/forgot-password", { body: { email }, headers });
const reset = (token: string, new_password: string, on = api) =>
  on.ask("POST", "/v1/auth/reset-password", { body: { token, new_password } });
const me = async (token: string, on = api) => (await on.ask("GET", "/v1/auth/me", { token })).status;
const signIn = (email: string, password: string) =>
  api.ask<{ access_token: string; refresh_token: string }>("POST", "/v1/auth/token", {
    body: { email, password },
  });

/** Someone whose address is proved. */
async function provedPerson(): Promise<Person> {
  const who = await person(api);
  expectStatus(
    await api.ask("POST", "/v1/auth/verify-email", { body: { token: await verificationToken(api, who) } }),
    200,
  );
  return who;
}

function expectDead(answer: Answer): void {
  expect([answer.status, answer.body]).toMatchObject([400, { type: "/docs/errors/mail_token_invalid" }]);
}

describe("asking for a new password", () => {
  it("answers with the same bytes and the same work for any address, and mails only the account's owner", async () => {
    const calls: string[] = [];
    const own = await testApi({ kms: (kms) => counting(kms, calls) });
    const known = await person(own);
    const attempt = async (email: string) => {
      calls.length = 0;
      const { status, text } = await forgot(email, {}, own);
      return { status, text, calls: calls.join() };
    };
    const first = await attempt(known.email.toUpperCase());
    const unknown = await attempt(`x${known.email}`);
    const again = await attempt(known.email);
    expect(first.status).toBe(200);
    expect(unknown).toEqual(first);
    expect(again).toEqual(first);
    const { rows } = await own.admin.query(
      "select to_address, template from outbox where template like '%reset%'",
    );
    expect(rows).toEqual([{ to_address: known.email, template: "password_reset" }]);
    await own.close();
  });

  it("takes the same time whether or not the address has an account", async () => {
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    const { email } = await person(api);
    const timed = async (into: number[], to: string) => {
      const began = performance.now();
      await forgot(to);
      into.push(performance.now() - began);
    };
    for (let round = 0; round < 25; round++) {
      await api.runtime.rateLimits.reset("mail/password_reset", email);
      await timed(times.known, email);
      await timed(times.unknown, `${randomUUID()}@example.com`);
    }
    expect((await mails(api, email)).filter(({ template }) => template === "password_reset")).toHaveLength(
      25,
    );
    const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(15);
  });

  it("mails once in ten minutes, however many ask at once on however many instances", async () => {
    const who = await person(api);
    await Promise.all([api, other, api, other, api].map((on) => forgot(who.email, {}, on)));
    const sent = (await mails(api, who.email)).filter(({ template }) => template === "password_reset");
    expect(sent).toHaveLength(1);
  });

  it("builds its link from PUBLIC_URL, whatever host the request names", async () => {
    const evil = {
      host: "evil.test",
      "x-forwarded-host": "evil.test",
      forwarded: "host=evil.test;proto=http",
    };
    const who = await person(api);
    const answer = await forgot(who.email, evil);
    expect([200, 400, 421]).toContain(answer.status);
    const mail = (await mails(api, who.email)).find(({ template }) => template === "password_reset");
    expect(mail?.text).toContain(`${PUBLIC_URL}/reset-password?token=`);
    expect(`${mail?.text}${mail?.html}`).not.toContain("evil.test");
  });

  it.each([{}, { email: "x" }, { email: 7 }, { email: `${"x".repeat(250)}@example.com` }])(
    "names the wrong field: %j",
    async (body) => {
      const answer = await api.ask("POST", "/v1/auth/forgot-password", { body });
      expect([answer.status, Object.keys(answer.body.fields as object)]).toEqual([400, ["email"]]);
    },
  );
});

describe("a reset token", () => {
  it("sets the password, ends every session and refresh token on every instance, keeps API keys, and tells the owner", async () => {
    const who = await provedPerson();
    const { api_key } = await personalKey(api, who.token);
    const elsewhere = expectStatus(await signIn(who.email, who.password), 200);
    const exchanged = await api.ask<{ access_token: string }>("POST", "/v1/auth/api-key-token", {
      body: { api_key },
    });
    const new_password = goodPassword();
    expectStatus(await reset(await resetToken(api, who), new_password), 200);
    for (const on of [api, other])
      for (const token of [who.token, elsewhere.access_token, exchanged.body.access_token])
        expect(await me(token, on)).toBe(401);
    for (const refresh_token of [who.refresh_token, elsewhere.refresh_token])
      expect((await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status).toBe(401);
    expect(await me(api_key)).toBe(200);
    expect((await signIn(who.email, who.password)).status).toBe(401);
    expect((await signIn(who.email, new_password)).status).toBe(200);
    expect((await mails(api, who.email)).at(-1)).toMatchObject({ template: "password_changed" });
  });

  it("proves the address, and then ends what an earlier holder may have prepared: API keys as well", async () => {
    const who = await person(api);
    const { api_key } = await personalKey(api, who.token);
    const new_password = goodPassword();
    expectStatus(await reset(await resetToken(api, who), new_password), 200);
    expect(await me(api_key)).toBe(401);
    const { access_token } = expectStatus(await signIn(who.email, new_password), 200);
    expect((await api.ask("GET", "/v1/auth/me", { token: access_token })).body).toMatchObject({
      email_verified: true,
    });
  });

  it("is good once, for one hour, until a newer one is mailed or the password changes", async () => {
    const who = await person(api);
    const used = await resetToken(api, who);
    const password = goodPassword();
    expectStatus(await reset(used, password), 200);
    expectDead(await reset(used, goodPassword()));

    const older = await resetToken(api, who);
    const newer = await resetToken(api, who);
    expectDead(await reset(older, goodPassword()));
    api.clock.advance(60 * MINUTE - 1);
    const { access_token } = expectStatus(await signIn(who.email, password), 200);
    const change = { current_password: password, new_password: goodPassword() };
    expectStatus(
      await api.ask("POST", "/v1/auth/change-password", { token: access_token, body: change }),
      204,
    );
    expectDead(await reset(newer, goodPassword()));

    const late = await resetToken(api, who);
    api.clock.advance(60 * MINUTE);
    expectDead(await reset(late, goodPassword()));
    expectDead(await reset(await verificationToken(api, who), goodPassword()));
    expectDead(await reset(randomUUID(), goodPassword()));
    expect((await signIn(who.email, change.new_password)).status).toBe(200);
  });

  it("sets one password when many use it at the same moment", async () => {
    const who = await person(api);
    const token = await resetToken(api, who);
    const passwords = Array.from({ length: 6 }, goodPassword);
    const answers = await Promise.all(
      passwords.map((password, i) => reset(token, password, i % 2 ? other : api)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? "";
    expect((await signIn(who.email, winner)).status).toBe(200);
  });

  it("stays good when the new password is refused", async () => {
    const who = await person(api);
    const token = await resetToken(api, who);
    for (const password of ["short", who.email, "Password123!"]) {
      const answer = await reset(token, password);
      expect([answer.status, answer.body]).toMatchObject([400, { type: "/docs/errors/password_unsuitable" }]);
      expect(Object.keys(answer.body.fields as object)).toEqual(["new_password"]);
    }
    expect((await reset(token, goodPassword())).status).toBe(200);
  });

  it("lets nobody in who was signing in with the old password at that moment", async () => {
    const gate = newGate();
    const own = await testApi({ kms: (kms) => gated(kms, gate) });
    const { email, password } = await person(own);
    const token = await resetToken(own, { email });
    gate.close();
    const login = own.ask("POST", "/v1/auth/token", { body: { email, password } });
    await gate.reached;
    expectStatus(await reset(token, goodPassword(), own), 200);
    gate.open();
    expect((await login).status).toBe(401);
    expect((await own.admin.query("select 1 from sessions")).rowCount).toBe(0);
    await own.close();
  });

  it("is given to accounts with a password alone", async () => {
    const who = await person(api);
    await api.admin.query("update users set password_hash = null where id = $1", [who.id]);
    expect((await forgot(who.email)).status).toBe(200);
    expect((await mails(api, who.email)).map(({ template }) => template)).toEqual(["welcome"]);
  });

  it("is in the mail and nowhere else: not in the tables, not in the log", async () => {
    const who = await person(api);
    await forgot(who.email);
    const token = tokenIn((await mails(api, who.email)).at(-1));
    const { rows } = await api.admin.query(
      "select o::text as row from outbox o union all select t::text from account_tokens t union all select e::text from audit_events e",
    );
    const all = rows.map(({ row }) => row).join("\n");
    expect(all).not.toContain(token);
    expect(all).not.toContain(Buffer.from(token, "base64url").toString("hex"));
  });
});

describe("a changed password or a new API key", () => {
  it("is told to the owner by mail", async () => {
    const who = await person(api);
    const { api_key } = await personalKey(api, who.token);
    const body = { current_password: who.password, new_password: goodPassword() };
    expectStatus(await api.ask("POST", "/v1/auth/change-password", { token: who.token, body }), 204);
    const sent = await mails(api, who.email);
    expect(sent.map(({ template }) => template)).toEqual(["welcome", "api_key_created", "password_changed"]);
    for (const { text, html } of sent) {
      expect(text + html).not.toContain(api_key.slice(14));
      expect(text + html).not.toContain(body.new_password);
    }
  });
});

/** Stops a sign-in between the right password and its session, where its token is signed. */
function newGate() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  let isClosed = false;
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    close: () => {
      isClosed = true;
    },
    pass: async () => {
      if (!isClosed) return;
      reached.resolve();
      await opened.promise;
    },
  };
}

function gated(kms: Kms, gate: ReturnType<typeof newGate>): Kms {
  return new Proxy(kms, {
    get(target, name) {
      if (name !== "sign") return Reflect.get(target, name);
      return async (...args: Parameters<Kms["sign"]>) => {
        await gate.pass();
        return target.sign(...args);
      };
    },
  });
}

function counting(kms: Kms, calls: string[]): Kms {
  return new Proxy(kms, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        calls.push(`${String(name)}:${String(args[0])}`);
        return member.apply(target, args);
      };
    },
  });
}

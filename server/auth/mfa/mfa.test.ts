import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginSetup, challenge, codeOf, withSecondFactor } from "#server/testing/examples/second-factors.ts";
import {
  events,
  expectStatus,
  goodPassword,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";

let api: TestApi;
let second: TestApi;
beforeAll(async () => {
  api = await testApi();
  second = await api.second();
});
afterAll(() => api.close());

const wait = (seconds: number) => api.clock.set(new Date(api.clock.now().getTime() + seconds * 1000));
const verify = (mfa_token: string, code: string, ask = {}, on = api) =>
  on.ask<{ access_token: string; refresh_token: string; type: string }>("POST", "/v1/auth/mfa/verify", {
    body: { mfa_token, code },
    ...ask,
  });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const enabled = async (token: string) =>
  expectStatus(await api.ask<{ enabled: boolean }>("GET", "/v1/auth/mfa/status", { token }), 200).enabled;

describe("setting up a second factor", () => {
  it("counts only once a code has proved it, and shows eight recovery codes", async () => {
    const { token, email, password } = await person(api);
    const setup = expectStatus(
      await api.ask<{ secret: string; otpauth_uri: string }>("POST", "/v1/auth/mfa/setup", { token }),
      200,
    );
    const uri = new URL(setup.otpauth_uri);
    expect(`${uri.protocol}//${uri.host}`).toBe("otpauth://totp");
    expect(uri.searchParams.get("secret")).toBe(setup.secret);
    expect(uri.searchParams.get("issuer")).toBe("1Claw");
    expect(await enabled(token)).toBe(false);
    const login = await api.ask("POST", "/v1/auth/token", { body: { email, password } });
    expect(login.body).not.toHaveProperty("mfa_required");
    const body = { code: codeOf(api, setup.secret) };
    const { recovery_codes } = expectStatus(
      await api.ask<{ recovery_codes: string[] }>("POST", "/v1/auth/mfa/verify-setup", { token, body }),
      200,
    );
    expect(new Set(recovery_codes).size).toBe(8);
    for (const code of recovery_codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
    const status = await api.ask("GET", "/v1/auth/mfa/status", { token });
    expect(status.body).toEqual({ enabled: true, recovery_codes_left: 8 });
    expect((await api.ask("GET", "/v1/auth/me", { token })).body.totp_enabled).toBe(true);
    const actions = (await events(api, token)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["auth.mfa_setup", "auth.mfa_enable"]));
  });

  it("is not proved by the secret of somebody else, a wrong code, nothing pending, or after ten minutes", async () => {
    const [one, two] = [await person(api), await person(api)];
    const theirs = await beginSetup(api, two.token);
    const prove = (code: string) =>
      api.ask<{ type: string }>("POST", "/v1/auth/mfa/verify-setup", { token: one.token, body: { code } });
    expect((await prove(codeOf(api, theirs))).body.type).toBe("/docs/errors/mfa_not_set_up");
    const secret = await beginSetup(api, one.token);
    expect((await prove(codeOf(api, theirs))).body.type).toBe("/docs/errors/code_wrong");
    expect((await prove(wrong(codeOf(api, secret)))).status).toBe(400);
    for (const code of [
      ` ${codeOf(api, secret)}`,
      `${codeOf(api, secret)}\n`,
      "12345",
      "1234567",
      "１２３４５６",
    ])
      expect((await prove(code)).body).toMatchObject({ status: 400, fields: { code: "must be 6 digits" } });
    wait(601);
    expect((await prove(codeOf(api, secret))).body.type).toBe("/docs/errors/mfa_not_set_up");
    expect(await enabled(one.token)).toBe(false);
  });

  it("again leaves the old secret in use until the new one is proved, and asks who it is first", async () => {
    const who = await withSecondFactor(api);
    const setup = (body: object) => api.ask("POST", "/v1/auth/mfa/setup", { token: who.token, body });
    expect((await setup({})).status).toBe(400);
    expect((await setup({ code: wrong(codeOf(api, who.secret, 1)) })).status).toBe(400);
    expect((await setup({ password: goodPassword() })).body.type).toBe("/docs/errors/password_wrong");
    wait(60);
    const next = await beginSetup(api, who.token, { code: codeOf(api, who.secret) });
    expectStatus(await verify(await challenge(api, who), codeOf(api, who.secret, 1)), 200);
    expect((await verify(await challenge(api, who), codeOf(api, next))).status).toBe(401);
    const body = { code: codeOf(api, next) };
    expectStatus(await api.ask("POST", "/v1/auth/mfa/verify-setup", { token: who.token, body }), 200);
    wait(60);
    expect((await verify(await challenge(api, who), codeOf(api, who.secret))).status).toBe(401);
    expect((await verify(await challenge(api, who), String(who.recovery_codes[0]))).status).toBe(401);
    expectStatus(await verify(await challenge(api, who), codeOf(api, next)), 200);
  });

  it("leaves neither secret nor recovery code readable in the database", async () => {
    const who = await withSecondFactor(api);
    const { rows } = await api.admin.query(
      "select u::text as u, (select string_agg(r::text, ' ') from recovery_codes r where r.user_id = u.id) as r from users u where id = $1",
      [who.id],
    );
    const row = `${rows[0].u} ${rows[0].r}`;
    for (const secret of [
      who.secret,
      ...who.recovery_codes,
      ...who.recovery_codes.map((c) => c.replace("-", "")),
    ])
      for (const form of [
        secret,
        Buffer.from(secret).toString("hex"),
        Buffer.from(secret).toString("base64"),
      ])
        expect(row).not.toContain(form);
  });
});

describe("signing in with a second factor", () => {
  it("gives a challenge in place of a session, and a session for the code", async () => {
    const who = await withSecondFactor(api);
    const body = { email: who.email, password: who.password };
    const before = await sessionsOf(who.id);
    const login = await api.ask("POST", "/v1/auth/token", { body });
    expect(login.body).toEqual({
      mfa_required: true,
      mfa_token: expect.stringMatching(/^[\w-]{43}$/),
      access_token: "",
      token_type: "Bearer",
      expires_in: 300,
    });
    expect(await sessionsOf(who.id)).toBe(before);
    const tokens = expectStatus(await verify(String(login.body.mfa_token), codeOf(api, who.secret, 1)), 200);
    expectStatus(await api.ask("GET", "/v1/auth/me", { token: tokens.access_token }), 200);
    expect(tokens.refresh_token).toMatch(/^[\w-]{43}$/);
    const actions = (await events(api, tokens.access_token)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["auth.mfa_challenge", "auth.mfa_verify", "auth.login"]));
  });

  it("takes a code once, over all challenges, instances and at the same time", async () => {
    const who = await withSecondFactor(api);
    const tokens = await Promise.all(Array.from({ length: 4 }, () => challenge(api, who)));
    const code = codeOf(api, who.secret, 1);
    const answers = await Promise.all(
      tokens.map((token, i) => verify(token, code, {}, i % 2 ? api : second)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect((await verify(await challenge(api, who), code)).status).toBe(401);
  });

  it("takes a challenge once", async () => {
    const who = await withSecondFactor(api);
    const token = await challenge(api, who);
    expectStatus(await verify(token, codeOf(api, who.secret, 1)), 200);
    wait(60);
    expect((await verify(token, codeOf(api, who.secret))).status).toBe(401);
  });

  it("takes the code of the period before and after, no further, and never an older one than was used", async () => {
    const who = await withSecondFactor(api);
    wait(120);
    for (const [steps, status] of [
      [-2, 401],
      [2, 401],
      [-1, 200],
      [-1, 401],
      [1, 200],
      [0, 401],
      [-1, 401],
    ] as const)
      expect((await verify(await challenge(api, who), codeOf(api, who.secret, steps))).status).toBe(status);
  });

  it("allows five tries of a challenge, then answers 429 even to the right code", async () => {
    const who = await withSecondFactor(api);
    const token = await challenge(api, who);
    const right = codeOf(api, who.secret, 1);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        verify(token, wrong(right), { ip: `203.0.113.${i}` }, i % 2 ? api : second),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
    const last = await verify(token, right);
    expect([last.status, last.body.type]).toEqual([429, "/docs/errors/account_locked"]);
  });

  it("allows ten tries of an account in 15 minutes over all challenges and addresses, and burns what is tried then", async () => {
    const who = await withSecondFactor(api);
    const right = codeOf(api, who.secret, 1);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => challenge(api, who)));
    const answers = await Promise.all(
      tokens.flatMap((token, i) =>
        [0, 1, 2].map((n) =>
          verify(token, wrong(right), { ip: `198.51.100.${i * 3 + n}` }, n ? api : second),
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
    const late = await challenge(api, who);
    expect((await verify(late, right)).status).toBe(429);
    const { rows } = await api.admin.query(
      "select min(tries) as tries from mfa_challenges where user_id = $1",
      [who.id],
    );
    expect(rows[0].tries).toBeGreaterThanOrEqual(1);
    expect((await disable(who.token, { code: right })).status).toBe(429);
    wait(301);
    expect((await verify(late, codeOf(api, who.secret))).status).toBe(401);
    wait(600);
    expectStatus(await verify(await challenge(api, who), codeOf(api, who.secret)), 200);
  });

  it("makes nothing of a challenge's token by itself", async () => {
    const who = await withSecondFactor(api);
    const token = await challenge(api, who);
    for (const path of ["/v1/vaults", "/v1/auth/me", "/v1/auth/api-keys"])
      expect((await api.ask("GET", path, { token })).status).toBe(401);
    expect((await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token: token } })).status).toBe(401);
    expect((await api.ask("POST", "/v1/auth/api-key-token", { body: { api_key: token } })).status).toBe(401);
    expect((await verify("x".repeat(43), codeOf(api, who.secret, 1))).status).toBe(401);
  });

  it("is over after five minutes, after a change of password, and after the end of all sessions", async () => {
    const who = await withSecondFactor(api);
    const late = await challenge(api, who);
    wait(301);
    expect((await verify(late, codeOf(api, who.secret))).status).toBe(401);
    const stale = await challenge(api, who);
    await api.admin.query("update users set epoch = epoch + 1 where id = $1", [who.id]);
    expect((await verify(stale, codeOf(api, who.secret))).status).toBe(401);
    const { access_token } = expectStatus(
      await verify(await challenge(api, who), codeOf(api, who.secret)),
      200,
    );
    const waiting = await challenge(api, who);
    const body = { current_password: who.password, new_password: goodPassword() };
    expectStatus(await api.ask("POST", "/v1/auth/change-password", { token: access_token, body }), 204);
    wait(60);
    expect((await verify(waiting, codeOf(api, who.secret))).status).toBe(401);
  });
});

describe("a recovery code", () => {
  it("works once, however often and wherever it is tried at the same time", async () => {
    const who = await withSecondFactor(api);
    const code = String(who.recovery_codes[3]);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => challenge(api, who)));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => tokens)
        .flat()
        .map((token, i) => verify(token, code, {}, i % 2 ? api : second)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 401, 429].includes(status))).toBe(true);
    wait(901);
    expect((await verify(await challenge(api, who), code)).status).toBe(401);
    const other = String(who.recovery_codes[4]).replace("-", "").toLowerCase();
    expectStatus(await verify(await challenge(api, who), other), 200);
  });

  it("of somebody else does not work", async () => {
    const [one, two] = [await withSecondFactor(api), await withSecondFactor(api)];
    expect((await verify(await challenge(api, one), String(two.recovery_codes[0]))).status).toBe(401);
    expectStatus(await verify(await challenge(api, two), String(two.recovery_codes[0])), 200);
  });
});

const disable = (token: string, body: object) => api.ask("DELETE", "/v1/auth/mfa", { token, body });

describe("taking the second factor away", () => {
  it("needs a code or the password, and both must be right when both are sent", async () => {
    const who = await withSecondFactor(api);
    const code = codeOf(api, who.secret, 1);
    for (const body of [
      {},
      { code: wrong(code) },
      { code: "AAAAA-AAAAA" },
      { password: goodPassword() },
      { code, password: goodPassword() },
      { code: wrong(code), password: who.password },
    ])
      expect((await disable(who.token, body)).status).toBe(400);
    expect(await enabled(who.token)).toBe(true);
    expectStatus(await disable(who.token, { code, password: who.password }), 204);
    expect(await enabled(who.token)).toBe(false);
    expect((await disable(who.token, { password: who.password })).body.type).toBe(
      "/docs/errors/mfa_not_set_up",
    );
  });

  it.each(["code", "recovery code", "password"])(
    "works with the %s alone, and forgets everything",
    async (with_) => {
      const who = await withSecondFactor(api);
      const waiting = await challenge(api, who);
      const body = {
        code: { code: codeOf(api, who.secret, 1) },
        "recovery code": { code: who.recovery_codes[0] },
        password: { password: who.password },
      }[with_];
      expectStatus(await disable(who.token, body ?? {}), 204);
      expect((await verify(waiting, String(who.recovery_codes[1]))).status).toBe(401);
      const { rows } = await api.admin.query(
        "select totp_secret, totp_pending, (select count(*)::int from recovery_codes where user_id = u.id) as codes from users u where id = $1",
        [who.id],
      );
      expect(rows[0]).toEqual({ totp_secret: null, totp_pending: null, codes: 0 });
      const login = await api.ask("POST", "/v1/auth/token", {
        body: { email: who.email, password: who.password },
      });
      expect(login.body.access_token).not.toBe("");
    },
  );

  it("counts wrong passwords with those of signing in", async () => {
    const who = await withSecondFactor(api);
    const answers: number[] = [];
    for (let n = 0; n < 14; n++) answers.push((await disable(who.token, { password: "wrong" })).status);
    expect(answers.at(-1)).toBe(429);
    expect((await disable(who.token, { password: who.password })).status).toBe(429);
    expect(await enabled(who.token)).toBe(true);
  });
});

async function sessionsOf(user_id: string): Promise<number> {
  const { rows } = await api.admin.query("select count(*)::int as n from sessions where user_id = $1", [
    user_id,
  ]);
  return rows[0].n;
}

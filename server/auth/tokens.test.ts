import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Claims, signToken, type TokenType } from "#server/crypto/jwt.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  goodPassword,
  type Person,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { personalKey, type World, world } from "#server/testing/world.ts";
import { openSigningKeys, rotateSigningKey } from "./signing-keys.ts";

let api: TestApi;
let other: TestApi;
let w: World;
beforeAll(async () => {
  api = await testApi();
  [w, other] = await Promise.all([world(api), api.second()]);
});
afterAll(() => api.close());

type Pair = { access_token: string; refresh_token: string };
const me = async (token: string, on = api) => (await on.ask("GET", "/v1/auth/me", { token })).status;
const self = async (token: string, on = api) => (await on.ask("GET", "/v1/agents/me", { token })).status;
const exchange = (path: string, body: unknown, ip?: string) =>
  api.ask<Pair>("POST", `/v1/auth/${path}`, { body, ip });
const signIn = async ({ email, password }: { email: string; password: string }) =>
  expectStatus(await exchange("token", { email, password }), 200);

const b64 = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

/** A key service that notes what it is asked to authenticate. */
const counting = (kms: Kms, calls: string[]): Kms => ({
  ...kms,
  mac(purpose, data) {
    calls.push(purpose);
    return kms.mac(purpose, data);
  },
});

/** A token with these changes that our own key really signed. */
function forged(changes: Record<string, unknown>, typ: TokenType = "at+jwt"): Promise<string> {
  const claims = { ...claimsOf(w.owner.token), jti: randomUUID(), ...changes } as Claims;
  return signToken(api.runtime.kms, api.runtime.jwtKeys.current(), typ, claims);
}

const blank = ({ status, headers, text, body }: Answer<{ request_id?: string }>) => ({
  status,
  headers: [...headers].filter(([name]) => name !== "x-request-id"),
  text: text.replaceAll(String(body.request_id), "REQUEST"),
});

describe("a token that we did not sign just so", () => {
  it("is refused whatever algorithm it claims", async () => {
    const [head = "", body = "", tail = ""] = w.owner.token.split(".");
    const header = JSON.parse(Buffer.from(head, "base64url").toString());
    const raw = api.runtime.jwtKeys.current().public_key;
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]).toString("base64")}\n-----END PUBLIC KEY-----\n`;
    for (const alg of ["none", "None", "nOnE", "", "ES256", "RS256", "PS256", "ed25519", undefined]) {
      for (const signature of ["", tail])
        expect(await me(`${b64({ ...header, alg })}.${body}.${signature}`), `alg ${alg}`).toBe(401);
    }
    for (const key of [raw, pem, pem.trim(), ` ${pem}`, raw.toString("base64"), raw.toString("hex")]) {
      for (const alg of ["HS256", "EdDSA"]) {
        const input = `${b64({ ...header, alg })}.${body}`;
        expect(await me(`${input}.${createHmac("sha256", key).update(input).digest("base64url")}`)).toBe(401);
      }
    }
  });

  it("is refused with any byte changed and in any other form, and never breaks the server", async () => {
    const { token } = w.owner;
    const [head = "", body = "", tail = ""] = token.split(".");
    const other_char = (c: string | undefined) => (c === "A" ? "B" : "A");
    const changed = [0, 10, head.length - 1, head.length + 5, token.length - 2].map(
      (i) => token.slice(0, i) + other_char(token[i]) + token.slice(i + 1),
    );
    const odd = [
      `${head}.${body}.`,
      `${head}.${body}`,
      head,
      `${token}.`,
      `${token}..`,
      `.${token}`,
      "..",
      ".",
      `${token}=`,
      `${token}==`,
      `${head}.${body}.${tail}.${tail}.${tail}`,
      JSON.stringify({ payload: body, protected: head, signature: tail }),
      `${token}%0a`,
      token.toUpperCase(),
      `${"A".repeat(9000)}.${body}.${tail}`,
      `${b64("[]")}.${body}.${tail}`,
      `${b64("null")}.${b64("null")}.${tail}`,
      `${b64("{")}.${b64("{")}.${tail}`,
      "undefined",
      "null",
      "\u00ff",
    ];
    for (const each of [...changed, ...odd]) expect(await me(each), each.slice(0, 40)).toBe(401);
    expect(await me(token)).toBe(200);
  });

  it("is refused when its header brings keys, unknown key ids or critical extensions", async () => {
    const [head = "", body = "", tail = ""] = w.owner.token.split(".");
    const header = JSON.parse(Buffer.from(head, "base64url").toString());
    for (const extra of [
      { kid: "../../etc/passwd" },
      { kid: "' or 1=1 --" },
      { kid: randomUUID() },
      { kid: [header.kid] },
      { kid: "k".repeat(5000) },
      { kid: null },
      { jwk: { kty: "OKP" } },
      { jku: "http://127.0.0.1:1/jwks" },
      { x5u: "http://127.0.0.1:1/" },
      { x5c: ["AA"] },
      { crit: ["x"] },
      { typ: "JWT" },
      { typ: undefined },
    ])
      expect(await me(`${b64({ ...header, ...extra })}.${body}.${tail}`)).toBe(401);
  });

  it("is refused when it is for someone or something else, even if our key signed it", async () => {
    const now = Math.floor(api.clock.now().getTime() / 1000);
    expect(await me(await forged({}))).toBe(200);
    const { aud, iss } = claimsOf(w.owner.token);
    for (const changes of [
      { aud: String(aud).replace(api.runtime.deployment_id, randomUUID()) },
      { aud: [aud, "other"] },
      { aud: [aud] },
      { iss: "http://other.test" },
      { iss: `${iss}/` },
      { exp: undefined },
      { exp: String(now + 60) },
      { exp: now },
      { exp: now - 1 },
      { exp: 1.5e300 },
      { iat: now + 120 },
      { iat: undefined },
      { sub: claimsOf(w.bot_token).sub.replace("agent:", "user:") },
      { sub: `user:${randomUUID()}` },
      { sub: "user:" },
      { sub: `admin:${w.owner.id}` },
      { sub: `user:${w.owner.id}\n` },
      { sub: w.owner.id },
      { ver: 99 },
      { ver: undefined },
      { ver: "0" },
      { sid: randomUUID() },
      { key: randomUUID() },
    ])
      expect(await me(await forged(changes)), JSON.stringify(changes)).toBe(401);
    expect(await me(await forged({}, "mfa+jwt"))).toBe(401);
    // Neither may hang on somebody else's session or key.
    const stranger = await person(api);
    const key = await personalKey(api, stranger.token);
    expect(await me(await forged({ sid: claimsOf(stranger.token).sid }))).toBe(401);
    expect(await me(await forged({ sid: undefined, key: key.key_id }))).toBe(401);
  });

  it("takes nothing from the organization that the token names, only from the person's row", async () => {
    const stranger = await person(api);
    const { body } = await api.ask("GET", "/v1/auth/me", {
      token: await forged({ org: stranger.org_id, role: "admin" }),
    });
    expect(body.org_id).toBe(w.owner.org_id);
  });
});

describe("a credential", () => {
  it("is taken from the Authorization header alone", async () => {
    const { token } = w.owner;
    const { status } = await api.ask(
      "GET",
      `/v1/auth/me?access_token=${token}&authorization=Bearer%20${token}`,
      {
        headers: {
          cookie: `access_token=${token}; session=${token}`,
          "x-api-key": w.api_key,
          "proxy-authorization": `Bearer ${token}`,
        },
      },
    );
    expect(status).toBe(401);
    const body = { access_token: token, authorization: `Bearer ${token}` };
    expect((await api.ask("POST", "/v1/vaults", { body: { name: "x", ...body } })).status).toBe(401);
  });

  it("is taken with any case of the scheme and nothing else odd", async () => {
    const ask = async (authorization: string) =>
      (await api.ask("GET", "/v1/auth/me", { headers: { authorization } })).status;
    const { token } = w.owner;
    for (const scheme of ["Bearer", "bearer", "BEARER"]) expect(await ask(`${scheme} ${token}`)).toBe(200);
    for (const odd of [
      token,
      `Bearer  ${token}`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token} x`,
      `Basic ${token}`,
      "Bearer",
      "Bearer ",
      `Token ${token}`,
      `Bearer ${"a".repeat(16_000)}`,
      `Bearer "${token}"`,
    ])
      expect(await ask(odd), odd.slice(0, 30)).toBe(401);
  });

  it("of one kind does not do for another", async () => {
    const stolen = { user: w.owner.token, agent: w.bot_token };
    expect((await api.ask("GET", "/v1/agents/me", { token: stolen.user })).status).toBe(403);
    expect((await api.ask("GET", "/v1/auth/me", { token: stolen.agent })).status).toBe(403);
    for (const token of [
      w.owner.refresh_token,
      w.bot.api_key,
      "1ck_",
      w.api_key.slice(0, -1),
      w.api_key.replace("1ck_", "ocv_"),
    ])
      expect(await me(token)).toBe(401);
    expect(await me(w.api_key)).toBe(200);
    const wrong: [string, Record<string, string>][] = [
      ["agent-token", { api_key: w.api_key }],
      ["agent-token", { api_key: w.owner.token }],
      ["api-key-token", { api_key: w.bot.api_key }],
      ["api-key-token", { api_key: w.owner.token }],
      ["refresh", { refresh_token: w.owner.token }],
      ["refresh", { refresh_token: w.api_key }],
    ];
    // A token is too long for a key; that is said before it is looked at.
    for (const [path, body] of wrong) expect([400, 401], path).toContain((await exchange(path, body)).status);
  });
});

describe("signing in", () => {
  it("answers a wrong password and an unknown address with the same bytes and the same work", async () => {
    const { email } = w.owner;
    const calls: string[] = [];
    const own = await testApi({
      kms: (kms) => counting(kms, calls),
    });
    const known = await person(own);
    const attempt = async (body: unknown) => {
      calls.length = 0;
      const answer = await own.ask("POST", "/v1/auth/token", { body });
      return { answer: blank(answer as Answer<{ request_id?: string }>), calls: calls.join() };
    };
    const wrong = await attempt({ email: known.email, password: goodPassword() });
    const unknown = await attempt({ email: `x${email}`, password: goodPassword() });
    expect(wrong.answer.status).toBe(401);
    expect(unknown).toEqual(wrong);
    expect(wrong.calls).toContain("pw-pepper");
    await own.close();
  });

  it("is refused after five tries at once from one address, with the time to wait", async () => {
    const own = await testApi({ env: { AUTH_RATE_BURST: "5", AUTH_RATE_PER_SECOND: "1" } });
    const tries = (ip: string, n: number) =>
      Promise.all(
        Array.from({ length: n }, () =>
          own.ask("POST", "/v1/auth/agent-token", { ip, body: { api_key: "ocv_guess" } }),
        ),
      );
    const answers = await tries("198.51.100.7", 9);
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(3);
    for (const { headers, body } of limited) {
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(body).toMatchObject({ type: "/docs/errors/rate_limited", status: 429 });
    }
    expect((await tries("198.51.100.8", 1))[0]?.status).toBe(401);
    const elsewhere = await own.second();
    const again = await elsewhere.ask("POST", "/v1/auth/agent-token", {
      ip: "198.51.100.7",
      body: { api_key: "ocv_guess" },
    });
    expect([401, 429]).toContain(again.status);
    await own.close();
  });

  it("is refused for an account after ten wrong passwords, wherever they come from; its API key still works", async () => {
    const victim = await person(api);
    const { api_key } = await personalKey(api, victim.token);
    const { email } = victim;
    const guesses = await Promise.all(
      Array.from({ length: 11 }, (_, i) =>
        exchange(
          "token",
          { email: i % 2 ? email : email.toUpperCase(), password: `Wrong${i}!` },
          `203.0.113.${i}`,
        ),
      ),
    );
    const statuses = guesses.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    const right = await exchange("token", { email, password: victim.password }, "203.0.113.99");
    expect([right.status, (right.body as Record<string, unknown>).type]).toEqual([
      429,
      "/docs/errors/account_locked",
    ]);
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(1);
    expect((await exchange("api-key-token", { api_key })).status).toBe(200);
    expect(await me(victim.token)).toBe(200);
    const change = { current_password: victim.password, new_password: goodPassword() };
    expect(
      (await api.ask("POST", "/v1/auth/change-password", { token: victim.token, body: change })).status,
    ).toBe(429);
    expect((await signIn(w.owner)).access_token).toBeTruthy();
  });
});

describe("changing the password", () => {
  const change = (token: string, current_password: string, new_password: string, on = api) =>
    on.ask("POST", "/v1/auth/change-password", { token, body: { current_password, new_password } });

  it("ends every other session with its refresh token on every instance, and keeps this one and the API keys", async () => {
    const owner = await person(api);
    const { api_key } = await personalKey(api, owner.token);
    const thief = await signIn(owner);
    expect(await me(thief.access_token, other)).toBe(200);
    const password = goodPassword();
    expectStatus(await change(owner.token, owner.password, password), 204);
    for (const on of [api, other]) expect(await me(thief.access_token, on)).toBe(401);
    expect((await exchange("refresh", { refresh_token: thief.refresh_token })).status).toBe(401);
    expect(await me(owner.token)).toBe(200);
    expect(await me(api_key)).toBe(200);
    expectStatus(await exchange("refresh", { refresh_token: owner.refresh_token }), 200);
    expect((await exchange("token", { email: owner.email, password: owner.password })).status).toBe(401);
    await signIn({ email: owner.email, password });
  });

  it("needs the current one, counts wrong ones, and ends no session by them", async () => {
    const own = await testApi({ env: { AUTH_ACCOUNT_ATTEMPTS: "3" } });
    const owner = await person(own);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++)
      statuses.push((await change(owner.token, `Wrong${i}!`, goodPassword(), own)).status);
    expect(statuses).toEqual([400, 400, 400, 429]);
    expect(await me(owner.token, own)).toBe(200);
    await own.close();
  });

  it("applies the rules of new passwords", async () => {
    const owner = await person(api);
    const answer = await change(owner.token, owner.password, "short");
    expect([answer.status, answer.body.type]).toEqual([400, "/docs/errors/password_unsuitable"]);
    expect(answer.body.fields).toHaveProperty("new_password");
    await signIn(owner);
  });
});

describe("revoking a token", () => {
  it("ends it at once on this instance and on every other one, with its session", async () => {
    const { access_token, refresh_token } = await signIn(w.owner);
    for (const on of [api, other]) expect(await me(access_token, on)).toBe(200);
    expectStatus(await api.ask("DELETE", "/v1/auth/token", { token: access_token }), 204);
    for (const on of [api, other]) expect(await me(access_token, on)).toBe(401);
    expect((await exchange("refresh", { refresh_token })).status).toBe(401);
    expect(await me(w.owner.token)).toBe(200);
    const bot = await agentToken(api, w.bot);
    expectStatus(await other.ask("DELETE", "/v1/auth/token", { token: bot }), 204);
    for (const on of [api, other]) expect(await self(bot, on)).toBe(401);
    expect(await self(w.bot_token)).toBe(200);
  });

  it("is told to use the other route for an API key", async () => {
    expect((await api.ask("DELETE", "/v1/auth/token", { token: w.api_key })).status).toBe(403);
    expect(await me(w.api_key)).toBe(200);
  });
});

describe("a token of an agent", () => {
  const changes: [string, (id: string) => Promise<unknown>][] = [
    [
      "is deactivated",
      (id) => api.ask("PATCH", `/v1/agents/${id}`, { token: w.owner.token, body: { is_active: false } }),
    ],
    ["is deleted", (id) => api.ask("DELETE", `/v1/agents/${id}`, { token: w.owner.token })],
    ["gets a new key", (id) => api.ask("POST", `/v1/agents/${id}/rotate-key`, { token: w.owner.token })],
  ];
  it.each(changes)("ends on every instance with the next request when the agent %s", async (_, change) => {
    const bot = await agent(api, w.owner.token);
    const token = await agentToken(api, bot);
    for (const on of [api, other]) expect(await self(token, on)).toBe(200);
    await change(bot.id);
    for (const on of [api, other]) expect(await self(token, on)).toBe(401);
    expect((await exchange("agent-token", { agent_id: bot.id, api_key: bot.api_key })).status).toBe(401);
  });

  it("ends with the agent's expiry, and never lives longer than it", async () => {
    const own = await testApi();
    const owner = await person(own);
    const expires_at = new Date(own.clock.now().getTime() + 600_000).toISOString();
    const bot = await agent(own, owner.token, { expires_at });
    const answer = await own.ask<{ access_token: string; expires_in: number }>(
      "POST",
      "/v1/auth/agent-token",
      { body: bot && { agent_id: bot.id, api_key: bot.api_key } },
    );
    const { access_token, expires_in } = expectStatus(answer, 200);
    expect(expires_in).toBeLessThanOrEqual(600);
    own.clock.advance(599_000);
    expect(await self(access_token, own)).toBe(200);
    own.clock.advance(1_000);
    expect(await self(access_token, own)).toBe(401);
    await own.close();
  });

  it("comes back when the agent is activated again, for the key was never taken away", async () => {
    const bot = await agent(api, w.owner.token);
    const set = (is_active: boolean) =>
      api.ask("PATCH", `/v1/agents/${bot.id}`, { token: w.owner.token, body: { is_active } });
    await set(false);
    expect((await exchange("agent-token", { api_key: bot.api_key })).status).toBe(401);
    await set(true);
    expect(await self(await agentToken(api, bot))).toBe(200);
  });

  it("lives as long as the agent says, a person's as long as the deployment says", async () => {
    const own = await testApi({ env: { USER_TOKEN_SECONDS: "900" } });
    const owner = await person(own);
    const bot = await agent(own, owner.token, { token_ttl_seconds: 60 });
    const token = await agentToken(own, bot);
    own.clock.advance(59_000);
    expect(await self(token, own)).toBe(200);
    own.clock.advance(1_000);
    expect(await self(token, own)).toBe(401);
    own.clock.advance(840_000);
    expect(await me(owner.token, own)).toBe(401);
    await own.close();
  });
});

describe("an agent's key", () => {
  it("opens only its own agent; every other combination is the same refusal", async () => {
    const stranger = await world(api);
    const flip = (key: string) => key.slice(0, -1) + (key.endsWith("A") ? "B" : "A");
    const wrong = [
      { agent_id: stranger.bot.id, api_key: w.bot.api_key },
      { agent_id: w.bot.id, api_key: stranger.bot.api_key },
      { agent_id: randomUUID(), api_key: w.bot.api_key },
      { agent_id: w.bot.id, api_key: flip(w.bot.api_key) },
      { api_key: flip(w.bot.api_key) },
      { api_key: w.bot.api_key.slice(0, 12) },
      { api_key: `${w.bot.api_key} ` },
      { api_key: w.bot.api_key.toUpperCase() },
      { api_key: "ocv_" },
      { api_key: "%" },
      { agent_id: w.bot.id, api_key: w.api_key },
    ];
    const answers = await Promise.all(wrong.map((body) => exchange("agent-token", body)));
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(blank(answer as Answer<{ request_id?: string }>)).toEqual(
        blank(answers[0] as Answer<{ request_id?: string }>),
      );
    }
    const named = expectStatus(
      await exchange("agent-token", { agent_id: w.bot.id, api_key: w.bot.api_key }),
      200,
    );
    expect(named).not.toHaveProperty("agent_id");
    const unnamed = expectStatus(await exchange("agent-token", { api_key: w.bot.api_key }), 200);
    expect(unnamed).toMatchObject({ agent_id: w.bot.id, vault_ids: [w.vault_id], token_type: "Bearer" });
    expect(unnamed).not.toHaveProperty("refresh_token");
  });

  it("costs the same work whether its start is known, its end is wrong or it is no key at all", async () => {
    const calls: string[] = [];
    const own = await testApi({
      kms: (kms) => counting(kms, calls),
    });
    const owner = await person(own);
    const bot = await agent(own, owner.token);
    const statements: string[] = [];
    const { pool } = own.runtime;
    const query = pool.query.bind(pool);
    Object.assign(pool, {
      query: (statement: { name?: string }, ...rest: never[]) => {
        statements.push(String(statement.name ?? statement));
        return query(statement as never, ...rest);
      },
    });
    const work = async (api_key: string) => {
      calls.length = 0;
      statements.length = 0;
      await own.ask("POST", "/v1/auth/agent-token", { body: { api_key } });
      return { calls: [...calls], statements: [...statements] };
    };
    const known = await work(`${bot.api_key.slice(0, -1)}~`);
    expect(known.calls.length).toBeGreaterThan(0);
    for (const key of [
      `ocv_${"A".repeat(bot.api_key.length - 4)}`,
      bot.api_key.replace(/.$/, (c) => (c === "A" ? "B" : "A")),
      "x",
    ])
      expect(await work(key)).toEqual(known);
    await own.close();
  });
});

describe("a refresh token", () => {
  it("is good for one pair; used twice, it ends the whole session", async () => {
    const first = await signIn(w.owner);
    const second = expectStatus(await exchange("refresh", { refresh_token: first.refresh_token }), 200);
    expect(await me(second.access_token)).toBe(200);
    expect((await exchange("refresh", { refresh_token: first.refresh_token })).status).toBe(401);
    for (const token of [first.access_token, second.access_token])
      for (const on of [api, other]) expect(await me(token, on)).toBe(401);
    expect((await exchange("refresh", { refresh_token: second.refresh_token })).status).toBe(401);
    const [replay] = (await events(api, w.owner.token, "&action=auth.failure")).filter(
      (event) => (event.details as Record<string, unknown>).reason === "refresh_token_replayed",
    );
    expect(replay).toMatchObject({ outcome: "failure" });
  });

  it("gives one pair to one of many that use it at the same moment", async () => {
    const { refresh_token } = await signIn(w.owner);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? api : other).ask("POST", "/v1/auth/refresh", { body: { refresh_token } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("ends when the session has not been used for its days, and each use prolongs it", async () => {
    const own = await testApi({ env: { SESSION_DAYS: "2" } });
    const owner = await person(own);
    let { refresh_token } = owner;
    for (let day = 0; day < 3; day++) {
      own.clock.advance(1.9 * 86_400_000);
      const answer = await own.ask<Pair>("POST", "/v1/auth/refresh", { body: { refresh_token } });
      refresh_token = expectStatus(answer, 200).refresh_token;
    }
    own.clock.advance(2 * 86_400_000);
    expect((await own.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status).toBe(401);
    await own.close();
  });

  it("of one session is no use in another, and signing out of one leaves the other", async () => {
    const [a, b] = [await signIn(w.owner), await signIn(w.owner)];
    expectStatus(await api.ask("DELETE", "/v1/auth/token", { token: a.access_token }), 204);
    expect(await me(b.access_token)).toBe(200);
    expectStatus(await exchange("refresh", { refresh_token: b.refresh_token }), 200);
  });
});

describe("a role", () => {
  it("is that of the row and not of the token: who is demoted loses it with the next request", async () => {
    const [owner, member] = [await person(api), await person(api)] as [Person, Person];
    await api.admin.query("update users set org_id = $1, role = 'admin' where id = $2", [
      owner.org_id,
      member.id,
    ]);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [owner.org_id, member.id]);
    const vault = expectStatus(
      await api.ask<{ id: string }>("POST", "/v1/vaults", { token: owner.token, body: { name: "v" } }),
      201,
    );
    const policies = `/v1/vaults/${vault.id}/policies`;
    for (const on of [api, other])
      expect((await on.ask("GET", policies, { token: member.token })).status).toBe(200);
    await api.admin.query("update users set role = 'member' where id = $1", [member.id]);
    for (const on of [api, other])
      expect((await on.ask("GET", policies, { token: member.token })).status).toBe(403);
  });
});

describe("the keys that sign tokens", () => {
  it("are shown as public material only, the same in both forms", async () => {
    const { body: key } = await api.ask<{ public_key_base64: string }>("GET", "/v1/auth/jwt-public-key");
    const { body: set, text } = await api.ask<{ keys: Record<string, string>[] }>("GET", "/v1/auth/jwks");
    expect(Buffer.from(key.public_key_base64, "base64")).toHaveLength(32);
    const x = Buffer.from(key.public_key_base64, "base64").toString("base64url");
    const shown = set.keys.find((each) => each.x === x);
    expect(text).not.toMatch(/"d"|private|material/);
    expect((await api.ask("GET", "/.well-known/jwks.json")).text).toBe(text);
    const [head = ""] = w.owner.token.split(".");
    expect(JSON.parse(Buffer.from(head, "base64url").toString())).toEqual({
      alg: "EdDSA",
      typ: "at+jwt",
      kid: shown?.kid,
    });
  });

  it("are published before they sign, and stay published while tokens of theirs may live", async () => {
    const own = await testApi();
    const owner = await person(own);
    const next = await rotateSigningKey(own.runtime.db, own.runtime.kms, "jwt");
    await own.runtime.jwtKeys.reload();
    const { body } = await own.ask<{ keys: { kid: string }[] }>("GET", "/v1/auth/jwks");
    expect(body.keys).toHaveLength(2);
    expect(own.runtime.jwtKeys.current().kid).not.toBe(next);
    expect(await me(owner.token, own)).toBe(200);
    await own.admin.query(
      "update signing_keys set retired_at = now() - interval '1 s', active_at = now() - interval '2 s' where kid <> $1",
      [next],
    );
    await own.admin.query("update signing_keys set active_at = now() - interval '1 s' where kid = $1", [
      next,
    ]);
    await own.runtime.jwtKeys.reload();
    expect(own.runtime.jwtKeys.current().kid).toBe(next);
    expect(await me(owner.token, own)).toBe(401);
    expect(
      (await openSigningKeys(own.runtime.db, own.runtime.kms, "jwt")).published().map(({ kid }) => kid),
    ).toEqual([next]);
    await own.close();
  });
});

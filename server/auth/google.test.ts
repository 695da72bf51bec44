import { createHmac, createPublicKey, type JsonWebKey, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSecondFactor } from "#server/testing/examples/second-factors.ts";
import {
  allowIssuers,
  googleClaims,
  type OidcIssuer,
  oidcIssuer,
  signingKey,
  useAsGoogle,
} from "#server/testing/oidc-issuer.ts";
import {
  type Answer,
  events,
  expectStatus,
  goodPassword,
  mails,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

const MINUTE = 60_000;

let api: TestApi;
let google: OidcIssuer;
beforeAll(async () => {
  [api, google] = await Promise.all([testApi(), oidcIssuer()]);
  useAsGoogle(api, google);
});
afterAll(async () => {
  await api.close();
  await google.close();
});

type Tokens = { access_token: string; refresh_token: string };
type Claims = Record<string, unknown>;

const address = () => `${randomUUID()}@example.com`;
const enter = (id_token: string, fields: Claims = {}, on = api) =>
  on.ask<Tokens>("POST", "/v1/auth/google", { body: { id_token, ...fields } });
const me = async (token: string) => (await api.ask("GET", "/v1/auth/me", { token })).body;
const claims = (email = address(), changes: Claims = {}): Claims => {
  const all: Claims = { ...googleClaims(api, google, email), ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};
const tokenFor = async (email: string, changes: Claims = {}) => google.sign(claims(email, changes));
const seconds = (offset = 0) => Math.floor(api.clock.now().getTime() / 1000) + offset;

function expectRefused(answer: Answer<unknown>, why = ""): void {
  expect([answer.status, (answer.body as Claims).type], why).toEqual([
    401,
    "/docs/errors/credentials_invalid",
  ]);
}

async function accountsOf(email: string): Promise<number> {
  return (
    (await api.admin.query("select 1 from users where email_key = $1", [email.toLowerCase()])).rowCount ?? 0
  );
}

/** A token that is put together by hand, for what no honest library signs. */
function handmade(header: Claims, payload: Claims, sign: (input: string) => Buffer): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${sign(input).toString("base64url")}`;
}

describe("an ID token", () => {
  it("opens an account with a proved address the first time and leads to it ever after, whatever signs", async () => {
    for (const key of google.keys) {
      const email = address();
      const first = expectStatus(await enter(await google.sign(claims(email), {}, key)), 200);
      expect(await me(first.access_token)).toMatchObject({
        email,
        email_verified: true,
        auth_method: "google",
        role: "owner",
        display_name: "Grace Hopper",
      });
      const moved = claims(address(), { sub: claims(email).sub });
      const again = expectStatus(await enter(await google.sign(moved, {}, key)), 200);
      expect(await me(again.access_token)).toMatchObject({ email });
      expect((await mails(api, email)).map(({ template }) => template)).toEqual(["welcome"]);
      const [event] = await events(api, first.access_token, "&action=auth.google");
      expect(event).toMatchObject({ outcome: "success" });
    }
  });

  it("is refused when any of its claims is not as it must be, and nothing comes of it", async () => {
    const wrong: Claims[] = [
      { aud: "client-of-others" },
      { aud: undefined },
      { iss: "https://evil.example.com" },
      { iss: `${google.url}/` },
      { iss: undefined },
      { exp: seconds(-60) },
      { exp: undefined },
      { nbf: seconds(600) },
      { iat: seconds(600) },
      { iat: undefined },
      { sub: undefined },
      { sub: "" },
      { email_verified: false },
      { email_verified: "false" },
      { email_verified: "true" },
      { email_verified: 1 },
      { email_verified: undefined },
      { email: undefined },
      { email: "no address" },
      { email: ["a@example.com"] },
    ];
    for (const change of wrong) {
      const email = address();
      expectRefused(await enter(await tokenFor(email, change)), JSON.stringify(change));
      expect(await accountsOf(email)).toBe(0);
    }
  });

  it("is refused when it is not signed, or with something that is no key of the issuer", async () => {
    const [rsa] = google.keys;
    const pem = createPublicKey({ key: rsa?.jwk as JsonWebKey, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    const hmac = (secret: string | Buffer) => (input: string) =>
      createHmac("sha256", secret).update(input).digest();
    const stranger = await signingKey("RS256", "rsa");
    const email = address();
    const forged = [
      handmade({ alg: "none", kid: "rsa" }, claims(email), () => Buffer.alloc(0)),
      handmade({ alg: "None", kid: "rsa" }, claims(email), () => Buffer.alloc(0)),
      handmade({ alg: "HS256", kid: "rsa" }, claims(email), hmac(pem)),
      handmade({ alg: "HS256", kid: "rsa" }, claims(email), hmac(JSON.stringify(rsa?.jwk))),
      await google.sign(claims(email), {}, stranger),
      await google.sign(claims(email), { kid: "unknown" }),
      await google.sign(claims(email), { kid: undefined }),
      await google.sign(claims(email), { kid: "ec" }),
      "x",
      "a.b.c",
      `${await tokenFor(email)}x`,
    ];
    for (const token of forged) expectRefused(await enter(token), token.slice(0, 40));
    expect(await accountsOf(email)).toBe(0);
  });

  it("brings neither its key nor an address to fetch one from", async () => {
    const elsewhere = await oidcIssuer();
    const [key] = elsewhere.keys;
    const email = address();
    const headers: Claims[] = [
      { jku: `${elsewhere.url}/jwks`, kid: "rsa" },
      { x5u: `${elsewhere.url}/jwks`, kid: "other" },
      { jwk: key?.jwk, kid: "rsa" },
      { x5c: ["MIIB"], kid: "other" },
    ];
    for (const header of headers) expectRefused(await enter(await elsewhere.sign(claims(email), header)));
    expectRefused(await enter(await elsewhere.sign(claims(email, { iss: elsewhere.url }))));
    const [rsa] = google.keys;
    const critical = new SignJWT(claims(email)).setProtectedHeader({
      alg: "RS256",
      kid: "rsa",
      crit: ["x"],
      x: 1,
    });
    if (rsa) expectRefused(await enter(await critical.sign(rsa.privateKey, { crit: { x: true } })));
    expect(elsewhere.asked).toEqual([]);
    expect(await accountsOf(email)).toBe(0);
    await elsewhere.close();
  });

  it("must carry the nonce that the client sent, when the client says which", async () => {
    const email = address();
    expectRefused(await enter(await tokenFor(email), { nonce: "mine" }));
    expectRefused(await enter(await tokenFor(email, { nonce: "other" }), { nonce: "mine" }));
    expect((await enter(await tokenFor(email, { nonce: "mine" }), { nonce: "mine" })).status).toBe(200);
  });

  it("names a wrong field of the body and is never echoed", async () => {
    for (const body of [{}, { id_token: "" }, { id_token: 7 }, { id_token: "x".repeat(16_385) }]) {
      const answer = await api.ask("POST", "/v1/auth/google", { body });
      expect([answer.status, Object.keys(answer.body.fields as object)]).toEqual([400, ["id_token"]]);
    }
  });
});

describe("the issuer's keys", () => {
  it("are fetched once, and again for an unknown key at most once a minute", async () => {
    allowIssuers(api);
    google.asked.length = 0;
    await Promise.all(Array.from({ length: 6 }, async () => enter(await tokenFor(address()))));
    expect(google.asked).toEqual(["/.well-known/openid-configuration", "/jwks"]);
    const fresh = await signingKey("ES256", "fresh");
    for (let i = 0; i < 5; i++) expectRefused(await enter(await google.sign(claims(), {}, fresh)));
    expect(google.asked).toHaveLength(2);
    google.published.keys.push(fresh.jwk);
    api.clock.advance(MINUTE);
    expect((await enter(await google.sign(claims(), {}, fresh))).status).toBe(200);
    expect(google.asked).toHaveLength(4);
  });

  it("are used for a day while the issuer is away, and a key it took back ends within the hour", async () => {
    const own = await oidcIssuer();
    useAsGoogle(api, own);
    const sign = () => own.sign(googleClaims(api, own, address()));
    expect((await enter(await sign())).status).toBe(200);
    api.clock.advance(60 * MINUTE);
    own.published.keys.shift();
    expectRefused(await enter(await sign()));
    const [, ec] = own.keys;
    await own.close();
    api.clock.advance(61 * MINUTE);
    expect((await enter(await own.sign(googleClaims(api, own, address()), {}, ec))).status).toBe(200);
    api.clock.advance(24 * 60 * MINUTE);
    const answer = await enter(await own.sign(googleClaims(api, own, address()), {}, ec));
    expect([answer.status, answer.body]).toMatchObject([503, { type: "/docs/errors/issuer_unavailable" }]);
    useAsGoogle(api, google);
  });

  it("do not count when the discovery document is another issuer's, or a key is weak or for encryption", async () => {
    const own = await oidcIssuer();
    useAsGoogle(api, own);
    own.published.issuer = google.url;
    expect((await enter(await own.sign(googleClaims(api, own, address())))).status).toBe(503);
    own.published.issuer = own.url;
    const [rsa, ec, ed] = own.keys;
    own.published.keys = [
      { ...rsa?.jwk, use: "enc" },
      { ...ec?.jwk, alg: "ES384" },
      { ...ed?.jwk, kty: "oct", k: "c2VjcmV0" },
    ];
    api.clock.advance(MINUTE);
    for (const key of own.keys)
      expectRefused(await enter(await own.sign(googleClaims(api, own, address()), {}, key)));
    await own.close();
    useAsGoogle(api, google);
  });
});

describe("an account that the address has already", () => {
  it("is linked when its address is proved, and keeps its password", async () => {
    const who = await person(api);
    await api.admin.query("update users set email_verified = true where id = $1", [who.id]);
    const { access_token } = expectStatus(await enter(await tokenFor(who.email.toUpperCase())), 200);
    expect(await me(access_token)).toMatchObject({ id: who.id, auth_method: "password" });
    const { email, password } = who;
    expect((await api.ask("POST", "/v1/auth/token", { body: { email, password } })).status).toBe(200);
    expect((await api.ask("GET", "/v1/auth/me", { token: who.token })).status).toBe(200);
  });

  it("that was never proved goes to the owner of the address, and whoever had prepared it is out", async () => {
    const attacker = await withSecondFactor(api);
    const { api_key } = await personalKey(api, attacker.token);
    const exchanged = await api.ask<Tokens>("POST", "/v1/auth/api-key-token", { body: { api_key } });
    const owner = expectStatus(await enter(await tokenFor(attacker.email)), 200);
    expect(await me(owner.access_token)).toMatchObject({
      id: attacker.id,
      email_verified: true,
      auth_method: "google",
      totp_enabled: false,
    });
    for (const token of [attacker.token, api_key, exchanged.body.access_token])
      expect((await api.ask("GET", "/v1/auth/me", { token })).status).toBe(401);
    const { email, password, refresh_token } = attacker;
    expect((await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status).toBe(401);
    expectRefused(await api.ask("POST", "/v1/auth/token", { body: { email, password } }));
    const [event] = await events(api, owner.access_token, "&action=auth.google");
    expect(event?.details).toMatchObject({ account: "taken_over" });
  });

  it("belongs to one Google account alone", async () => {
    const email = address();
    expectStatus(await enter(await tokenFor(email)), 200);
    expectRefused(await enter(await tokenFor(email, { sub: "somebody-else" })));
  });

  it("is not the one of an address that merely looks like it", async () => {
    const [local, domain] = ["victim.of.this", `${randomUUID()}.example.com`];
    const victim = await person(api, `${local}@${domain}`);
    await api.admin.query("update users set email_verified = true where id = $1", [victim.id]);
    for (const other of [`victimofthis@${domain}`, `${local}+x@${domain}`, `v.ictim.of.this@${domain}`]) {
      const { access_token } = expectStatus(await enter(await tokenFor(other)), 200);
      expect((await me(access_token)).id).not.toBe(victim.id);
    }
    for (const odd of [
      `vi\u0441tim.of.this@${domain}`,
      `${local}\u200b@${domain}`,
      `\uff56ictim.of.this@${domain}`,
      `${local}@${domain}\0`,
    ])
      expectRefused(await enter(await tokenFor(odd)), JSON.stringify(odd));
  });

  it("is opened once when the same sign-in comes many times at the same moment", async () => {
    const email = address();
    const other = await api.second();
    useAsGoogle(other, google);
    const token = await tokenFor(email);
    const answers = await Promise.all([api, other, api, other, api].map((on) => enter(token, {}, on)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await accountsOf(email)).toBe(1);
  });

  it("with a second factor still asks for it", async () => {
    const who = await withSecondFactor(api);
    await api.admin.query("update users set email_verified = true where id = $1", [who.id]);
    const answer = expectStatus(await enter(await tokenFor(who.email)), 200);
    expect(answer).toMatchObject({ mfa_required: true, access_token: "" });
    expect(answer).not.toHaveProperty("refresh_token");
  });
});

describe("a deployment", () => {
  it("without Google says so", async () => {
    const own = await testApi();
    const answer = await enter(await tokenFor(address()), {}, own);
    expect([answer.status, answer.body]).toMatchObject([404, { type: "/docs/errors/google_not_configured" }]);
    await own.close();
  });

  it("that is closed takes nobody new, and those who have an account still", async () => {
    const own = await testApi({ env: { SIGNUP: "closed" } });
    useAsGoogle(own, google);
    const first = address();
    const signed = (email: string) => google.sign(googleClaims(own, google, email));
    expect((await enter(await signed(first), {}, own)).status).toBe(200);
    const stranger = await enter(await signed(address()), {}, own);
    expect([stranger.status, stranger.body]).toMatchObject([403, { type: "/docs/errors/signup_closed" }]);
    expect((await enter(await signed(first), {}, own)).status).toBe(200);
    const { rows } = await own.admin.query("select email, is_operator from users");
    expect(rows).toEqual([{ email: first, is_operator: true }]);
    await own.close();
  });

  it("cannot be entered with a password by somebody who came with Google alone", async () => {
    const email = address();
    expectStatus(await enter(await tokenFor(email)), 200);
    expectRefused(await api.ask("POST", "/v1/auth/token", { body: { email, password: goodPassword() } }));
  });
});

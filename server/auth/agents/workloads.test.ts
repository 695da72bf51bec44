import http from "node:http";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, expectStatus, type Person, person, type TestApi, testApi } from "#server/testing/test-api.ts";

const EXCHANGE = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
};
const PUBLIC_URL = "https://claw.example";

type Issuer = {
  url: string;
  asked: string[];
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
};

let api: TestApi;
let owner: Person;
let issuer: Issuer;
let audience: string;
const servers: http.Server[] = [];

/** An issuer on this machine with a key set, that notes what it is asked for. */
async function openIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("content-type", "application/json");
    if (request.url === "/.well-known/openid-configuration")
      return void response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks` }));
    if (request.url === "/jwks") return void response.end(JSON.stringify({ keys: [jwk] }));
    response.statusCode = 404;
    response.end("{}");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    url,
    asked,
    sign: (claims, header) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1", ...header }).sign(privateKey),
  };
}

beforeAll(async () => {
  api = await testApi({ env: { EGRESS_ALLOW: "127.0.0.0/8", PUBLIC_URL } });
  owner = await person(api);
  issuer = await openIssuer();
  audience = `urn:1claw:${api.runtime.deployment_id}:api`;
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await api.close();
});

const seconds = () => Math.floor(api.clock.now().getTime() / 1000);

/** Claims of a good token for this server, changed by `more`; undefined takes a claim away. */
function claims(more: JWTPayload = {}): JWTPayload {
  const all: JWTPayload = {
    iss: issuer.url,
    sub: "system:serviceaccount:shop:deployer",
    aud: audience,
    iat: seconds(),
    exp: seconds() + 3600,
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const exchange = (subject_token: string, more: Record<string, unknown> = {}) =>
  api.ask("POST", "/v1/auth/agent-token", { body: { ...EXCHANGE, subject_token, ...more } });

async function federated(oidc_client_id: string, fields: Record<string, unknown> = {}, token = owner.token) {
  const made = await agent(api, token, {
    auth_method: "oidc_client_credentials",
    oidc_issuer: issuer.url,
    oidc_client_id,
    ...fields,
  });
  return made.id;
}

describe("an agent that an issuer vouches for", () => {
  it("gets a token for a token of its issuer, without a key of ours", async () => {
    const id = await federated("client-1", { token_ttl_seconds: 600 });
    const subject = await issuer.sign(claims({ azp: "client-1" }));
    const body = expectStatus(await exchange(subject), 200);
    expect(body).toMatchObject({
      token_type: "Bearer",
      expires_in: 600,
      agent_id: id,
      vault_ids: [],
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
    const me = await api.ask("GET", "/v1/agents/me", { token: String(body.access_token) });
    expect(expectStatus(me, 200).id).toBe(id);
    const named = expectStatus(await exchange(subject, { agent_id: id, audience: PUBLIC_URL }), 200);
    expect(named).not.toHaveProperty("agent_id");
    const { rows } = await api.admin.query(
      "select details from audit_events where action = 'auth.agent_token' and actor_id = $1 limit 1",
      [id],
    );
    expect(rows[0].details).toMatchObject({ method: "oidc_client_credentials", issuer: issuer.url });
    expect(JSON.stringify(rows)).not.toContain(subject.split(".")[2]);
  });

  it.each([
    ["azp before all", { azp: "who-azp", sub: "someone" }, "who-azp"],
    ["azp that client_id repeats", { azp: "who-both", client_id: "who-both", sub: "x" }, "who-both"],
    ["client_id before sub", { client_id: "who-client", sub: "someone" }, "who-client"],
    [
      "sub where there is nothing else",
      { sub: "repo:acme/shop:ref:refs/heads/main" },
      "repo:acme/shop:ref:refs/heads/main",
    ],
  ])("is known by %s", async (_, who, client) => {
    const id = await federated(client);
    expect(expectStatus(await exchange(await issuer.sign(claims(who))), 200).agent_id).toBe(id);
  });

  it.each([["of this deployment"], ["of its address"], ["of several"]])(
    "is let in with the audience %s",
    async (which) => {
      const id = await federated(`aud ${which}`);
      const aud =
        which === "of its address" ? PUBLIC_URL : which === "of several" ? ["other", PUBLIC_URL] : audience;
      const subject = await issuer.sign(claims({ azp: `aud ${which}`, aud }));
      expect(expectStatus(await exchange(subject), 200).agent_id).toBe(id);
    },
  );

  it("is refused in the same words whatever is wrong", async () => {
    const id = await federated("strict");
    const other = await federated("other");
    await federated("twice");
    await federated("twice");
    await agent(api, owner.token, { oidc_issuer: issuer.url, oidc_client_id: "keyed" });
    const asleep = await federated("asleep");
    expectStatus(
      await api.ask("PATCH", `/v1/agents/${asleep}`, { token: owner.token, body: { is_active: false } }),
      200,
    );
    const impostor = await openIssuer();
    const azp = "strict";
    const good = await issuer.sign(claims({ azp }));
    const [head = "", payload = "", tail = ""] = good.split(".");
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const wrong: [string, string, Record<string, unknown>?][] = [
      ["another client", await issuer.sign(claims({ azp: "nobody" }))],
      ["a client of another case", await issuer.sign(claims({ azp: "Strict" }))],
      ["the client in sub under another azp", await issuer.sign(claims({ azp: "nobody", sub: azp }))],
      ["azp and client_id that differ", await issuer.sign(claims({ azp, client_id: "other" }))],
      ["another agent", good, { agent_id: other }],
      ["several agents", await issuer.sign(claims({ azp: "twice" }))],
      ["an agent with a key", await issuer.sign(claims({ azp: "keyed" }))],
      ["an inactive agent", await issuer.sign(claims({ azp: "asleep" }))],
      ["no audience", await issuer.sign(claims({ azp, aud: undefined }))],
      ["another audience", await issuer.sign(claims({ azp, aud: "https://other.example" }))],
      ["the audience as a prefix", await issuer.sign(claims({ azp, aud: `${PUBLIC_URL}/` }))],
      ["no expiry", await issuer.sign(claims({ azp, exp: undefined }))],
      ["expired", await issuer.sign(claims({ azp, iat: seconds() - 7200, exp: seconds() - 60 }))],
      ["not yet valid", await issuer.sign(claims({ azp, nbf: seconds() + 600 }))],
      ["issued in the future", await issuer.sign(claims({ azp, iat: seconds() + 600 }))],
      ["good for too long", await issuer.sign(claims({ azp, exp: seconds() + 90_000 }))],
      ["another issuer", await impostor.sign(claims({ azp, iss: impostor.url }))],
      ["another issuer's signature", await impostor.sign(claims({ azp }))],
      ["an unknown key", await issuer.sign(claims({ azp }), { kid: "k2" })],
      ["a key of its own", await impostor.sign(claims({ azp }), { kid: "k2", jku: `${impostor.url}/jwks` })],
      ["no algorithm", `${part({ alg: "none", kid: "k1" })}.${payload}.`],
      ["a shared secret", `${part({ alg: "HS256", kid: "k1" })}.${payload}.${tail}`],
      ["a changed claim", `${head}.${part(claims({ azp, sub: "admin" }))}.${tail}`],
      ["no JWT", "nonsense"],
      ["five parts", `${good}.a.b`],
      ["NUL in the client", await issuer.sign(claims({ azp: "a\0b" }))],
      ["an issuer that is a number", await issuer.sign(claims({ azp, iss: 7 as unknown as string }))],
    ];
    const said = [];
    for (const [what, subject, more] of wrong) {
      const { status, body } = await exchange(subject, more);
      said.push({ what, status, type: body.type, detail: body.detail });
    }
    for (const answer of said) expect(answer).toEqual({ ...said[0], what: answer.what });
    expect(said[0]).toMatchObject({ status: 401, type: "/docs/errors/credentials_invalid" });
    expect(impostor.asked).toEqual([]);
    expect((await exchange(good)).status).toBe(200);
    expect((await exchange(await issuer.sign(claims({ azp: "twice" })), { agent_id: id })).status).toBe(401);
    const { rows } = await api.admin.query(
      "select details from audit_events where org_id = $1 and action = 'auth.failure' and details->>'agent_id' = $2",
      [owner.org_id, id],
    );
    expect(rows.map(({ details }) => details.reason)).toContain("the token lives longer than a day");
  });

  it("whose issuer is away is refused in the same words, and its organization sees why", async () => {
    const id = await federated("lost", { oidc_issuer: "http://127.0.0.1:1" });
    const answer = await exchange(await issuer.sign(claims({ iss: "http://127.0.0.1:1", azp: "lost" })));
    expect([answer.status, answer.body.type]).toEqual([401, "/docs/errors/credentials_invalid"]);
    const { rows } = await api.admin.query(
      "select details from audit_events where org_id = $1 and details->>'agent_id' = $2",
      [owner.org_id, id],
    );
    expect(rows.at(-1)?.details.reason).toMatch(/keys cannot be had/);
  });

  it("costs its issuer one look at the keys, and issuers that no agent names none at all", async () => {
    const fresh = await openIssuer();
    const client = "frugal";
    const subject = () => fresh.sign(claims({ iss: fresh.url, azp: client }));
    expect((await exchange(await subject())).status).toBe(401);
    expect(fresh.asked).toEqual([]);
    await federated(client, { oidc_issuer: fresh.url });
    const answers = await Promise.all(Array.from({ length: 10 }, async () => exchange(await subject())));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(fresh.asked).toEqual(["/.well-known/openid-configuration", "/jwks"]);
  });

  it("that gets another client id or issuer loses the tokens of the old one at once", async () => {
    const id = await federated("before");
    const { access_token } = expectStatus(await exchange(await issuer.sign(claims({ azp: "before" }))), 200);
    const me = () => api.ask("GET", "/v1/agents/me", { token: String(access_token) });
    const patch = (body: unknown) => api.ask("PATCH", `/v1/agents/${id}`, { token: owner.token, body });
    expectStatus(await patch({ oidc_client_id: "before", oidc_issuer: issuer.url, name: "same" }), 200);
    expect((await me()).status).toBe(200);
    expect(expectStatus(await patch({ oidc_client_id: "after" }), 200).oidc_client_id).toBe("after");
    expect((await me()).status).toBe(401);
    expect((await exchange(await issuer.sign(claims({ azp: "before" })))).status).toBe(401);
    expect((await exchange(await issuer.sign(claims({ azp: "after" })))).status).toBe(200);
    for (const oidc_issuer of ["file:///etc/passwd", "nonsense", "", null, 7])
      expect((await patch({ oidc_issuer })).status).toBe(400);
  });
});

describe("a request to exchange a token", () => {
  it.each([
    ["grant_type", { grant_type: "client_credentials" }],
    ["subject_token", { grant_type: undefined }],
    ["subject_token", { subject_token: undefined }],
    ["subject_token", { subject_token: "" }],
    ["subject_token", { subject_token: "a b" }],
    ["subject_token", { subject_token: "a".repeat(16_385) }],
    ["subject_token", { subject_token: 7 }],
    ["subject_token_type", { subject_token_type: undefined }],
    ["subject_token_type", { subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }],
    ["audience", { audience: "https://other.example" }],
    ["api_key", { api_key: "ocv_x" }],
    ["agent_id", { agent_id: "me" }],
  ])("whose %s is wrong is answered with 400 that names it", async (field, more) => {
    const answer = await exchange("a.b.c", more);
    expect(answer.status, answer.text).toBe(400);
    expect(Object.keys(answer.body.fields as object)).toContain(field);
  });

  it("with a key of ours is the exchange it always was", async () => {
    const bot = await agent(api, owner.token);
    const body = expectStatus(
      await api.ask("POST", "/v1/auth/agent-token", { body: { agent_id: bot.id, api_key: bot.api_key } }),
      200,
    );
    expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "token_type"]);
  });
});

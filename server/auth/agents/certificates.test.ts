import http from "node:http";
import https from "node:https";
import { connect as connectPlain } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFrontDoor } from "#server/http-server.ts";
import { type TestCertificate, testCertificate } from "#server/testing/certificate.ts";
import { type Answer, agent, expectStatus, person, type TestApi, testApi } from "#server/testing/test-api.ts";

type Open = { api: TestApi; plain: number; tls: number; drain(): Promise<void> };

const SERVER = testCertificate("localhost");

const portOf = (server: http.Server | null) => {
  const address = server?.address();
  return typeof address === "object" && address ? address.port : 0;
};

/** A front door with both ways in before a real deployment. */
async function open(env: Record<string, string> = {}): Promise<Open> {
  const api = await testApi({ env });
  const door = createFrontDoor(api.runtime, api.app, { pages: null, tls: SERVER, limits: { drain_ms: 500 } });
  const { server, tls } = door;
  for (const each of [server, tls])
    await new Promise<void>((resolve) => each?.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const each of [server, tls]) {
      each?.closeAllConnections();
      each?.close();
    }
    await api.close();
  });
  return { api, plain: portOf(server), tls: portOf(tls), drain: door.drain };
}

type Sent = { body?: unknown; headers?: Record<string, string | string[]>; client?: TestCertificate };

/** One request for a token: over TLS with the client's certificate, or over the plain port. */
function ask(door: Open, way: "tls" | "plain", sent: Sent = {}): Promise<Answer> {
  const { body = {}, headers = {}, client } = sent;
  const options = {
    port: way === "tls" ? door.tls : door.plain,
    host: "127.0.0.1",
    method: "POST",
    path: "/v1/auth/agent-token",
    agent: false,
    headers: { "content-type": "application/json", ...headers },
    ...(way === "tls" && { ca: SERVER.cert, checkServerIdentity: () => undefined }),
    ...(client && { cert: client.cert, key: client.key }),
  };
  return new Promise((resolve, reject) => {
    const request = (way === "tls" ? https : http).request(options, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(response.headers as Record<string, string>),
          body: JSON.parse(text),
          text,
        }),
      );
    });
    request.on("error", reject);
    request.end(JSON.stringify(body));
  });
}

const withCertificate = (client: TestCertificate, body: unknown = {}): Sent => ({ client, body });

async function certified(api: TestApi, token: string, client: TestCertificate, fields = {}): Promise<string> {
  const { id } = await agent(api, token, {
    auth_method: "mtls",
    client_cert_fingerprint: client.fingerprint.toUpperCase(),
    ...fields,
  });
  return id;
}

/** What a refusal says, without what differs from request to request. */
const said = ({ status, body: { request_id: _, ...rest } }: Answer) => ({ status, ...rest });

describe("an agent with a certificate", () => {
  it("gets a token for the handshake alone, and the token works on any way in", async () => {
    const door = await open();
    const owner = await person(door.api);
    const mine = testCertificate();
    const id = await certified(door.api, owner.token, mine);
    const first = expectStatus(await ask(door, "tls", withCertificate(mine)), 200);
    expect(first).toMatchObject({ token_type: "Bearer", expires_in: 3600, agent_id: id, vault_ids: [] });
    const named = expectStatus(await ask(door, "tls", withCertificate(mine, { agent_id: id })), 200);
    expect(Object.keys(named).sort()).toEqual(["access_token", "expires_in", "token_type"]);
    const me = await door.api.ask("GET", "/v1/agents/me", { token: String(named.access_token) });
    expect(expectStatus(me, 200).id).toBe(id);
    const { rows } = await door.api.admin.query(
      "select actor_id, details from audit_events where action = 'auth.agent_token' order by id desc limit 1",
    );
    expect(rows[0]).toMatchObject({
      actor_id: id,
      details: { method: "mtls", fingerprint: mine.fingerprint },
    });
  });

  it("is refused in the same words whatever is wrong with the certificate, the agent or their bond", async () => {
    const door = await open();
    const { api } = door;
    const owner = await person(api);
    const day = 86_400_000;
    const now = api.clock.now().getTime();
    const [mine, strange, shared] = [testCertificate(), testCertificate(), testCertificate()];
    const over = testCertificate("over", new Date(now - 2 * day), new Date(now - 60_000));
    const early = testCertificate("early", new Date(now + day), new Date(now + 2 * day));
    const id = await certified(api, owner.token, mine);
    for (const certificate of [over, early]) await certified(api, owner.token, certificate);
    const other = await certified(api, owner.token, testCertificate());
    const keyed = testCertificate();
    await agent(api, owner.token, { client_cert_fingerprint: keyed.fingerprint });
    const off = testCertificate();
    const asleep = await certified(api, owner.token, off);
    expectStatus(
      await api.ask("PATCH", `/v1/agents/${asleep}`, { token: owner.token, body: { is_active: false } }),
      200,
    );
    const stranger = await person(api);
    const at_stranger = await certified(api, stranger.token, shared);
    const at_owner = await certified(api, owner.token, shared);
    const refusals = [
      withCertificate(strange),
      withCertificate(over),
      withCertificate(early),
      withCertificate(keyed),
      withCertificate(off),
      withCertificate(shared),
      withCertificate(mine, { agent_id: other }),
      withCertificate(strange, { agent_id: id }),
      withCertificate(mine, { api_key: "ocv_guess" }),
      { body: { agent_id: id, api_key: "ocv_guess" } },
    ];
    const answers = [];
    for (const sent of refusals) answers.push(said(await ask(door, "tls", sent)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, type: "/docs/errors/credentials_invalid" });
    for (const agent_id of [at_stranger, at_owner])
      expect((await ask(door, "tls", withCertificate(shared, { agent_id }))).status).toBe(200);
  });

  it("cannot do without one: no certificate and no key is a request without a credential", async () => {
    const door = await open();
    const owner = await person(door.api);
    const id = await certified(door.api, owner.token, testCertificate());
    for (const way of ["tls", "plain"] as const) {
      const answer = await ask(door, way, { body: { agent_id: id } });
      expect(answer.status).toBe(400);
      expect(answer.body.fields).toHaveProperty("api_key");
    }
  });

  it("that gets another certificate loses the tokens of the old one at once", async () => {
    const door = await open();
    const owner = await person(door.api);
    const [old, next] = [testCertificate(), testCertificate()];
    const id = await certified(door.api, owner.token, old);
    const { access_token } = expectStatus(await ask(door, "tls", withCertificate(old)), 200);
    const me = () => door.api.ask("GET", "/v1/agents/me", { token: String(access_token) });
    const patch = (body: unknown) => door.api.ask("PATCH", `/v1/agents/${id}`, { token: owner.token, body });
    expectStatus(await patch({ client_cert_fingerprint: old.fingerprint, description: "same" }), 200);
    expect((await me()).status).toBe(200);
    const changed = expectStatus(await patch({ client_cert_fingerprint: next.fingerprint }), 200);
    expect(changed.client_cert_fingerprint).toBe(next.fingerprint);
    expect((await me()).status).toBe(401);
    expect((await ask(door, "tls", withCertificate(old))).status).toBe(401);
    expect((await ask(door, "tls", withCertificate(next))).status).toBe(200);
  });

  it("has no key to rotate, and says so", async () => {
    const { api } = await open();
    const owner = await person(api);
    const id = await certified(api, owner.token, testCertificate());
    const answer = await api.ask("POST", `/v1/agents/${id}/rotate-key`, { token: owner.token });
    expect([answer.status, answer.body.type]).toEqual([409, "/docs/errors/agent_keyless"]);
  });
});

const headerOf = ({ der }: TestCertificate) => `:${der.toString("base64")}:`;

describe("the Client-Cert header", () => {
  const trusted = { TRUSTED_PROXIES: "127.0.0.1", CLIENT_CERT_HEADER: "on" };
  async function scene(env: Record<string, string>) {
    const door = await open(env);
    const owner = await person(door.api);
    const mine = testCertificate();
    const id = await certified(door.api, owner.token, mine);
    return { door, owner, mine, id };
  }

  it("of a proxy that is trusted with it stands for the connection's certificate", async () => {
    const { door, mine, id } = await scene(trusted);
    const sent = { headers: { "client-cert": headerOf(mine) } };
    expect(expectStatus(await ask(door, "plain", sent), 200).agent_id).toBe(id);
    expect(expectStatus(await ask(door, "tls", sent), 200).agent_id).toBe(id);
  });

  it.each([
    ["nobody is trusted", {}],
    ["the proxy is trusted with addresses alone", { TRUSTED_PROXIES: "127.0.0.1" }],
    ["others are trusted with it", { TRUSTED_PROXIES: "192.0.2.7", CLIENT_CERT_HEADER: "on" }],
  ])("means nothing where %s", async (_, env) => {
    const { door, mine, id } = await scene(env as Record<string, string>);
    const headers = { "client-cert": headerOf(mine), "x-forwarded-for": "127.0.0.1" };
    for (const way of ["plain", "tls"] as const)
      expect((await ask(door, way, { headers, body: { agent_id: id } })).status).toBe(400);
    const other = testCertificate();
    expect((await ask(door, "tls", { headers, client: other, body: { agent_id: id } })).status).toBe(401);
    expect(
      (await ask(door, "tls", { headers: { "client-cert": headerOf(other) }, client: mine })).status,
    ).toBe(200);
  });

  it("of a trusted proxy hides the certificate of the proxy's own connection, also when it is missing", async () => {
    const { door, mine } = await scene(trusted);
    expect((await ask(door, "tls", withCertificate(mine))).status).toBe(400);
    const headers = { "client-cert": headerOf(testCertificate()) };
    expect((await ask(door, "tls", { client: mine, headers })).status).toBe(401);
  });

  it("that is sent twice or is not one certificate is refused or means nothing", async () => {
    const { door, mine } = await scene(trusted);
    const whole = headerOf(mine);
    const twice = await ask(door, "plain", { headers: { "client-cert": [whole, whole] } });
    expect([twice.status, twice.body.type]).toEqual([400, "/docs/errors/headers_ambiguous"]);
    const longer = Buffer.concat([mine.der, Buffer.of(0)]).toString("base64");
    for (const wrong of [
      whole.slice(1),
      whole.slice(0, -1),
      `${whole}, ${whole}`,
      `:${mine.der.toString("base64url")}:`,
      `:${mine.der.toString("base64").replace(/=+$/, "")}A:`,
      `:${longer}:`,
      ":AAAA:",
      "::",
      encodeURIComponent(mine.cert),
      mine.fingerprint,
      `:${"A".repeat(14_000)}:`,
    ]) {
      const answer = await ask(door, "plain", { headers: { "client-cert": wrong } });
      expect([answer.status, answer.body.type]).toEqual([400, "/docs/errors/validation_failed"]);
    }
  });
});

describe("the listener for certificates", () => {
  const dial = (door: Open, options: object): Promise<TLSSocket> =>
    new Promise((resolve, reject) => {
      const socket = connect(
        { port: door.tls, host: "127.0.0.1", rejectUnauthorized: false, ...options },
        () => resolve(socket),
      );
      socket.once("error", reject);
      onTestFinished(() => void socket.destroy());
    });

  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "never resumes a session of %s, so each connection proves its key",
    async (version) => {
      const door = await open();
      const { cert, key } = testCertificate();
      const first = await dial(door, { cert, key, minVersion: version, maxVersion: version });
      let session = first.getSession();
      first.on("session", (next) => (session = next));
      const answered = new Promise((resolve) => first.once("data", resolve));
      first.write("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
      await answered;
      const again = await dial(door, { session, minVersion: version, maxVersion: version });
      expect(again.isSessionReused()).toBe(false);
    },
  );

  it("speaks no TLS older than 1.2", async () => {
    const door = await open();
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" };
    await expect(dial(door, old)).rejects.toThrow();
  });

  it("closes the connection on what is no TLS, and goes on", async () => {
    const door = await open();
    const socket = connectPlain(door.tls, "127.0.0.1");
    let heard = "";
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await closed;
    expect(heard).not.toContain("HTTP/1.1 200");
    expect((await ask(door, "tls", { body: { api_key: "ocv_x" } })).status).toBe(401);
  });

  it("ends with the server: a kept connection is closed, a new one is not accepted", async () => {
    const door = await open();
    const kept = await dial(door, {});
    const closed = new Promise((resolve) => kept.once("close", resolve));
    await door.drain();
    await closed;
    await expect(dial(door, {})).rejects.toThrow();
  });
});

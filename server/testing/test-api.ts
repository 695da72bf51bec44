// The product for tests: a real Postgres, a key service that really encrypts, a clock that is set by hand, and the
// app's own fetch. Nothing of ours is replaced.
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { openDatabase, openPool } from "#db/client.ts";
import { type App, createApp } from "#server/api/app.ts";
import { sealAudit } from "#server/audit/jobs.ts";
import { readConfig } from "#server/config.ts";
import type { ClientCertificate } from "#server/context.ts";
import { createPasswordHasher } from "#server/crypto/password.ts";
import { openFor } from "#server/crypto/sealed-box.ts";
import { openDeployment, recognizeRoot } from "#server/deployment.ts";
import { createLog } from "#server/log.ts";
import { createMetrics } from "#server/metrics.ts";
import { fixedClock } from "#server/ports/clock.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import { createLocalKms } from "#server/ports/kms/local.ts";
import { createRuntime, type Runtime } from "#server/runtime.ts";
import { createTestDatabase, type TestDatabase } from "./test-cluster.ts";

export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T; text: string };
export type Ask = {
  token?: string;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  ip?: string;
  client_certificate?: ClientCertificate;
};

export type TestApi = {
  runtime: Runtime;
  app: App;
  clock: ReturnType<typeof fixedClock>;
  database: TestDatabase;
  /** As superuser, behind the product's back. */
  admin: pg.Pool;
  /** One request through the whole app. */
  ask<T = Record<string, unknown>>(method: string, path: string, ask?: Ask): Promise<Answer<T>>;
  /** The app as a `fetch`, for the SDK. */
  fetch: typeof globalThis.fetch;
  /** Another instance on the same database. */
  second(): Promise<TestApi>;
  /** Seals what is pending, as the job would within a second. */
  seal(): Promise<void>;
  close(): Promise<void>;
};

export type TestApiOptions = {
  env?: Record<string, string>;
  /** Stands between the product and its key service, to make it slow or broken. */
  kms?: (kms: Kms) => Kms;
};

const CHEAP = { m: 64, t: 1, p: 1 };

/** A fresh deployment. */
export async function testApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const root = randomBytes(32);
  const admin = new pg.Pool({ ...database.admin, max: 3 });
  admin.on("error", () => {});
  const api = await instance(database, root, admin, options, fixedClock(new Date()));
  return {
    ...api,
    async close() {
      await api.close();
      await admin.end();
      await database.drop();
    },
  };
}

async function instance(
  database: TestDatabase,
  root: Buffer,
  admin: pg.Pool,
  options: TestApiOptions,
  clock: ReturnType<typeof fixedClock>,
): Promise<TestApi> {
  const config = readConfig({
    AUTH_RATE_BURST: "100000",
    AUTH_RATE_PER_SECOND: "100000",
    ENROLMENTS_PER_HOUR: "100000",
    CMEK_SERVER_ROTATION: "on",
    LOG_LEVEL: "silent",
    PUBLIC_URL: "http://127.0.0.1:3000",
    ...options.env,
  });
  const pool = openPool(database.connection, config.DATABASE_POOL_SIZE);
  const db = openDatabase(pool);
  const deployment = await openDeployment(db);
  const kms = createLocalKms({ root, deployment_id: deployment.id });
  await recognizeRoot(db, deployment, kms, null);
  const served = options.kms?.(kms) ?? kms;
  const runtime = await createRuntime({
    config,
    version: "0.0.0",
    deployment_id: deployment.id,
    log: createLog(config.LOG_LEVEL),
    metrics: createMetrics(),
    clock,
    pool,
    kms: served,
    // What a password costs is tested beside its hasher; everywhere else it would be most of the time.
    passwords: createPasswordHasher(served, CHEAP),
  });
  const app = createApp(runtime);
  const others: TestApi[] = [];
  const fetch: typeof globalThis.fetch = (input, init) =>
    app.fetch(new Request(input, init), { ip: "192.0.2.1" });
  return {
    runtime,
    app,
    clock,
    database,
    admin,
    fetch,
    ask: (method, path, ask = {}) => send(app, method, path, ask),
    seal: () => sealAudit(runtime),
    async second() {
      const other = await instance(database, root, admin, options, clock);
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.close();
      await pool.end();
    },
  };
}

async function send<T>(
  app: App,
  method: string,
  path: string,
  { token, body, raw, headers, ip, client_certificate }: Ask,
): Promise<Answer<T>> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(new URL(path, "http://127.0.0.1:3000"), {
    method,
    headers: {
      ...(text !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(text)),
      }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: text,
  });
  const response = await app.fetch(request, { ip: ip ?? "192.0.2.1", client_certificate });
  const answered = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answered,
    body: (answered ? JSON.parse(answered) : undefined) as T,
  };
}

export type Person = {
  id: string;
  org_id: string;
  email: string;
  password: string;
  token: string;
  refresh_token: string;
};

/** Someone who signed up and in, with an organization of their own. */
export async function person(api: TestApi, email = `${randomUUID()}@example.com`): Promise<Person> {
  const password = goodPassword();
  expectStatus(
    await api.ask("POST", "/v1/auth/signup", { body: { email, password, display_name: "Test Person" } }),
    200,
  );
  const login = expectStatus(
    await api.ask<{ access_token: string; refresh_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    }),
    200,
  );
  const me = expectStatus(
    await api.ask<{ id: string; org_id: string }>("GET", "/v1/auth/me", { token: login.access_token }),
    200,
  );
  return {
    id: me.id,
    org_id: me.org_id,
    email,
    password,
    token: login.access_token,
    refresh_token: login.refresh_token,
  };
}

/** A password that no rule refuses, different each time. */
export function goodPassword(): string {
  const letters = "bdfhkmprtw";
  let middle = "";
  for (const byte of randomBytes(8)) {
    const letter = letters[byte % letters.length] ?? "b";
    middle += middle.endsWith(letter) ? (letters[(byte + 1) % letters.length] ?? "d") : letter;
  }
  return `Kx7!vQ${middle}#Z4q`;
}

export async function vault(api: TestApi, token: string, name = "Production"): Promise<string> {
  return expectStatus(await api.ask<{ id: string }>("POST", "/v1/vaults", { token, body: { name } }), 201).id;
}

export type TestAgent = { id: string; api_key: string };

export async function agent(
  api: TestApi,
  token: string,
  fields: Record<string, unknown> = {},
): Promise<TestAgent> {
  const made = expectStatus(
    await api.ask<{ agent: { id: string }; api_key: string }>("POST", "/v1/agents", {
      token,
      body: { name: "deploy-bot", ...fields },
    }),
    201,
  );
  return { id: made.agent.id, api_key: made.api_key };
}

export async function agentToken(api: TestApi, { id, api_key }: TestAgent): Promise<string> {
  return expectStatus(
    await api.ask<{ access_token: string }>("POST", "/v1/auth/agent-token", {
      body: { agent_id: id, api_key },
    }),
    200,
  ).access_token;
}

export async function put(
  api: TestApi,
  token: string,
  vault_id: string,
  path: string,
  value: string,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> {
  return expectStatus(
    await api.ask<{ id: string; version: number }>("PUT", `/v1/vaults/${vault_id}/secrets/${path}`, {
      token,
      body: { value, ...fields },
    }),
    201,
  );
}

export async function grant(
  api: TestApi,
  token: string,
  vault_id: string,
  agent_id: string,
  secret_path_pattern = "**",
  permissions: string[] = ["read"],
  fields: Record<string, unknown> = {},
): Promise<string> {
  const body = {
    secret_path_pattern,
    principal_type: "agent",
    principal_id: agent_id,
    permissions,
    ...fields,
  };
  return expectStatus(
    await api.ask<{ id: string }>("POST", `/v1/vaults/${vault_id}/policies`, { token, body }),
    201,
  ).id;
}

/** The usual scene: a person, a vault with one secret, an agent that may read it, and the agent's token. */
export async function scene(
  api: TestApi,
  fields: { path?: string; value?: string; pattern?: string; agent?: Record<string, unknown> } = {},
) {
  const owner = await person(api);
  const vault_id = await vault(api, owner.token);
  const path = fields.path ?? "api-keys/stripe";
  const value = fields.value ?? `CANARY-${randomUUID()}`;
  const secret = await put(api, owner.token, vault_id, path, value, { type: "api_key" });
  const bot = await agent(api, owner.token, fields.agent);
  const policy_id = await grant(api, owner.token, vault_id, bot.id, fields.pattern);
  return {
    owner,
    vault_id,
    path,
    value,
    secret,
    bot,
    policy_id,
    token: await agentToken(api, bot),
    url: `/v1/vaults/${vault_id}/secrets/${path}`,
  };
}

/** The newest audit events of the person's organization. */
export async function events(api: TestApi, token: string, query = ""): Promise<Record<string, unknown>[]> {
  return expectStatus(
    await api.ask<{ events: Record<string, unknown>[] }>("GET", `/v1/audit/events?limit=1000${query}`, {
      token,
    }),
    200,
  ).events;
}

export type SentMail = { template: string; subject: string; text: string; html: string };

/** The mails to an address that wait in the outbox or whose bodies are still there, oldest first. */
export async function mails(api: TestApi, to: string): Promise<SentMail[]> {
  const { rows } = await api.admin.query<{ id: string; template: string; subject: string; body: Buffer }>(
    "select id, template, subject, body from outbox where to_address = $1 and body is not null order by id",
    [to],
  );
  return Promise.all(
    rows.map(async ({ id, template, subject, body }) => {
      const { text, html } = JSON.parse(await openFor(api.runtime.kms, "outbox", id, body)) as SentMail;
      return { template, subject, text, html };
    }),
  );
}

/** The token in the first link of a mail. */
export function tokenIn(mail: SentMail | undefined): string {
  const token = /[?&]token=([A-Za-z0-9_-]+)/.exec(mail?.text ?? "")?.[1];
  if (!token) throw new Error(`no link with a token in ${mail?.template ?? "a mail that is not there"}`);
  return token;
}

export function expectStatus<T>(answer: Answer<T>, status: number): T {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer.body;
}

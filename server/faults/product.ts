// The product as child processes, for the fault tests: start, ask, kill, stop. Nothing of it outlives the test.
// A child is known by its handle alone: only processes started here are ever signalled.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { startEmbeddedPostgres } from "#server/embedded/postgres.ts";
import { livePostmaster } from "#server/embedded/postmaster.ts";
import { goodPassword } from "#server/testing/test-api.ts";
import { createTestDatabase, type TestConnection } from "#server/testing/test-cluster.ts";

/** True when the numbers of the full fault plan are asked for instead of the short form. */
export const LONG = process.env.FAULTS === "long";

const ROOT = join(import.meta.dirname, "..", "..");
export const API_PROCESS = join(import.meta.dirname, "api-process.ts");
export const REAL_PROCESS = join(ROOT, "server", "main.ts");
const READY = /1Claw is ready: (http:\S+)/;
const START_MS = 60_000;

export type Env = Record<string, string>;
export type Reply<T = Record<string, unknown>> = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  body: T;
};
export type Question = {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  timeout_ms?: number;
};

export type Product = {
  url: string;
  port: number;
  pid: number;
  /** Milliseconds from the start of the process to its ready line. */
  ready_ms: number;
  /** Everything it has written. */
  output(): string;
  ask<T = Record<string, unknown>>(method: string, path: string, question?: Question): Promise<Reply<T>>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to exit code and duration. */
  stop(): Promise<{ code: number | null; ms: number }>;
  hasEnded(): boolean;
};

export type Ended = { code: number | null; ms: number; output: string };

function launch(env: Env, entry: string): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [entry], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...SETTINGS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (written += chunk));
  onTestFinished(() => end(child, "SIGKILL").then(() => {}));
  return { child, output: () => written };
}

const SETTINGS: Env = {
  PORT: "0",
  HOST: "127.0.0.1",
  PUBLIC_URL: "http://127.0.0.1:3000",
  LOG_LEVEL: "error",
  AUTH_RATE_BURST: "1000000",
  AUTH_RATE_PER_SECOND: "1000000",
  RATE_LIMIT_PER_MINUTE: "10000000",
  USER_TOKEN_SECONDS: "86400",
};

/** Starts a server and waits until it is ready. @throws Error with its output when it ends or does not get ready */
export async function startProduct(env: Env, entry = API_PROCESS): Promise<Product> {
  const began = performance.now();
  const { child, output } = launch(env, entry);
  const url = await until(
    () => {
      if (hasEnded(child)) throw new Error(`the server ended at its start:\n${output()}`);
      return READY.exec(output())?.[1];
    },
    { within_ms: START_MS, what: () => `the ready line:\n${output()}` },
  );
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    ready_ms: performance.now() - began,
    output,
    ask: (method, path, question) => send(url, agent, method, path, question ?? {}),
    async kill() {
      await end(child, "SIGKILL");
      agent.destroy();
    },
    async stop() {
      const ended = await end(child, "SIGTERM");
      agent.destroy();
      return ended;
    },
    hasEnded: () => hasEnded(child),
  };
}

/** Starts a server that is expected to refuse, and waits for its end. */
export async function refusedStart(env: Env, entry = API_PROCESS): Promise<Ended> {
  const began = performance.now();
  const { child, output } = launch(env, entry);
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  if (!hasEnded(child)) await once(child, "close");
  clearTimeout(timer);
  return { code: child.exitCode, ms: performance.now() - began, output: output() };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; ms: number }> {
  const began = performance.now();
  if (!hasEnded(child)) {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return { code: child.exitCode, ms: performance.now() - began };
}

/** One request on a kept-alive connection. @throws the socket's error, or one after `timeout_ms` (30 s) */
export function send<T>(
  url: string,
  agent: http.Agent,
  method: string,
  path: string,
  { token, body, headers, timeout_ms = 30_000 }: Question,
): Promise<Reply<T>> {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(
      new URL(path, url),
      {
        method,
        agent,
        signal: AbortSignal.timeout(timeout_ms),
        headers: {
          ...(text !== null && {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          if (!response.complete) return reject(new Error("the answer was cut"));
          const answered = Buffer.concat(chunks).toString("utf8");
          const json =
            /json/.test(response.headers["content-type"] ?? "") && answered
              ? JSON.parse(answered)
              : undefined;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: answered,
            body: json as T,
          });
        });
      },
    );
    request.on("error", (cause) => reject(new Error(`${method} ${path}: ${cause.message}`, { cause })));
    request.end(text ?? undefined);
  });
}

/** Asks and insists on one status. */
export async function must<T = Record<string, unknown>>(
  product: Pick<Product, "ask">,
  status: number,
  method: string,
  path: string,
  question?: Question,
): Promise<T> {
  const reply = await product.ask<T>(method, path, question);
  if (reply.status !== status)
    throw new Error(`${method} ${path}: expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** What `condition` gives once it is neither false nor nothing; asks again every few milliseconds. @throws Error at the deadline */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within_ms = 15_000, what = () => "a condition" }: { within_ms?: number; what?: () => string } = {},
): Promise<Exclude<NonNullable<T>, false>> {
  const deadline = Date.now() + within_ms;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<NonNullable<T>, false>;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export type Owner = {
  token: string;
  org_id: string;
  id: string;
  email: string;
  password: string;
  vault_id: string;
};

/** Signs a person up and in and makes a vault. */
export async function newOwner(product: Pick<Product, "ask">): Promise<Owner> {
  const email = `${randomUUID()}@example.com`;
  const password = goodPassword();
  await must(product, 200, "POST", "/v1/auth/signup", { body: { email, password, display_name: "Owner" } });
  const { access_token: token } = await must<{ access_token: string }>(
    product,
    200,
    "POST",
    "/v1/auth/token",
    {
      body: { email, password },
    },
  );
  const { id, org_id } = await must<{ id: string; org_id: string }>(product, 200, "GET", "/v1/auth/me", {
    token,
  });
  const vault = await must<{ id: string }>(product, 201, "POST", "/v1/vaults", {
    token,
    body: { name: "Production" },
  });
  return { token, id, org_id, email, password, vault_id: vault.id };
}

/** A folder that goes with the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "1claw-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Where servers keep things, and how the test looks behind their backs. */
export type Place = {
  env: Env;
  /** Rows of one statement as superuser. */
  sql<Row extends pg.QueryResultRow = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<Row[]>;
};

/** A database in the test run's Postgres (with the schema, or `empty`) and a key file, for any number of servers at once. */
export async function sharedPlace({ empty = false } = {}): Promise<Place & { connection: TestConnection }> {
  const { connection, admin, drop } = await createTestDatabase();
  onTestFinished(drop);
  if (empty) await clear(admin, connection.user);
  return {
    env: { ...folderEnv(scratchFolder()), DATABASE_URL: urlOf(connection) },
    sql: query(admin),
    connection,
  };
}

async function clear(admin: TestConnection, owner: string): Promise<void> {
  await query(admin)(`drop schema public cascade; create schema public authorization ${owner}`);
}

function folderEnv(folder: string): Env {
  return { ONECLAW_DATA_DIR: join(folder, "data"), KEYSTORE_FILE: join(folder, "keys", "keystore.json") };
}

function urlOf({ host, port, user, password, database }: TestConnection): string {
  const secret = password ? `:${encodeURIComponent(password)}` : "";
  return `postgres://${user}${secret}@${encodeURIComponent(host)}:${port}/${database}`;
}

function query(connection: pg.ClientConfig): Place["sql"] {
  return async (text, values) => {
    const client = new pg.Client(connection);
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
}

/** A data directory with an embedded Postgres of its own. */
export function embeddedPlace(): Place & { dataDir: string; postgresPid(): number | null } {
  const folder = scratchFolder();
  const dataDir = join(folder, "data");
  const postmaster = () => livePostmaster(join(dataDir, "postgres"));
  onTestFinished(async () => {
    const pid = postmaster()?.pid;
    if (pid) process.kill(pid, "SIGQUIT");
    await until(() => !postmaster());
  });
  return {
    env: { ONECLAW_DATA_DIR: dataDir },
    dataDir,
    postgresPid: () => postmaster()?.pid ?? null,
    sql(text, values) {
      const running = postmaster();
      if (!running) throw new Error("the embedded Postgres is not running");
      return query({ host: running.socketDir, port: running.port, user: "postgres", database: "oneclaw" })(
        text,
        values,
      );
    },
  };
}

/** A whole Postgres that the test may stop and set as it likes, used by servers through DATABASE_URL. */
export async function ownPostgres() {
  const folder = scratchFolder();
  const dataDir = join(folder, "postgres");
  const start = () => startEmbeddedPostgres({ dataDir });
  let running = await start();
  onTestFinished(() => running.stop());
  const { socketDir: host, port, user, database } = running;
  const admin = { host, port, user: "postgres", database };
  const env: Env = { ...folderEnv(folder), DATABASE_URL: urlOf({ host, port, user, database }) };
  return {
    env,
    sql: query(admin),
    /** Every session, those that are open too, may only read from now on, as on a standby. */
    async setReadOnly(): Promise<void> {
      await query(admin)("alter system set default_transaction_read_only = on");
      await query(admin)("select pg_reload_conf()");
    },
    async setWritable(): Promise<void> {
      await query({ ...admin, options: "-c default_transaction_read_only=off" })(
        "alter system reset default_transaction_read_only",
      );
      await query(admin)("select pg_reload_conf()");
    },
    /** Stops it as `pg_ctl -m fast` or `-m immediate` does and starts it again. */
    async restart(mode: "fast" | "immediate"): Promise<void> {
      if (mode === "fast") await running.stop();
      else {
        const gone = new Promise<void>((resolve) => running.onExit(resolve));
        process.kill(running.pid, "SIGQUIT");
        await gone;
      }
      running = await start();
    },
  };
}

/** The run's Postgres as others would name it; for tests that need its superuser. */
export const testServer = () => inject("postgres");

/** Resident memory of a process, in MB: now and at its highest. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

/** Milliseconds that the process's main thread has spent on a processor: what it cost others, however busy the machine is. */
export function mainThreadMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

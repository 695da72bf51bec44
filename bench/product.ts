// The product as it is started by `npm start`, on an empty data directory, with what a benchmark needs put in through the API.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { Shot } from "./load.ts";
import { type Running, start } from "./processes.ts";

const MAIN = ["server/launch.mjs", "start"];
const API_ONLY = ["--disable-sigusr1", "bench/api-only.ts"];

export type Product = Running & {
  port: number;
  env: Record<string, string>;
  data_dir: string;
  /** The superuser's way to the embedded Postgres. */
  postgres: { host: string; port: number };
  /** Its database, as superuser. */
  database(): pg.Pool;
};

export function isBuilt(): boolean {
  return existsSync(path.join(import.meta.dirname, "..", ".next", "BUILD_ID"));
}

export function freshDataDir(): string {
  return mkdtempSync(path.join(tmpdir(), "1claw-bench-"));
}

/** Starts the product; `BENCH_API_ONLY=on` leaves the pages out. */
export async function startProduct(data_dir: string): Promise<Product> {
  const port = await freePort();
  const apiOnly = process.env.BENCH_API_ONLY === "on";
  const flags = process.env.BENCH_NODE_FLAGS?.split(" ") ?? [];
  const env = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ONECLAW_DATA_DIR: data_dir,
    LOG_LEVEL: "warn",
    AUTH_RATE_BURST: "1000000",
    ENROLMENTS_PER_HOUR: "1000000",
    AUTH_RATE_PER_SECOND: "1000000",
    RATE_LIMIT_PER_MINUTE: "10000000",
  };
  const running = await start([...flags, ...(apiOnly ? API_ONLY : MAIN)], env, (line) =>
    line.startsWith("1Claw is ready"),
  );
  const [, , , postgresPort = "", host = ""] = readFileSync(
    path.join(data_dir, "postgres", "postmaster.pid"),
    "utf8",
  ).split("\n");
  const postgres = { host, port: Number(postgresPort) };
  const database = () => {
    const pool = new pg.Pool({ ...postgres, user: "postgres", database: "oneclaw", max: 4 });
    // An idle connection may see the database go down before it has closed itself.
    pool.on("error", () => {});
    return pool;
  };
  return { ...running, port, env, data_dir, postgres, database };
}

/** Ends the product and removes its data. */
export async function dispose(product: Product): Promise<void> {
  await product.stop();
  rmSync(product.data_dir, { recursive: true, force: true });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** One request to the API; anything but `status` ends the benchmark. */
export async function ask<T>(
  port: number,
  method: string,
  target: string,
  options: { token?: string; body?: unknown; status: number },
): Promise<T> {
  const { token, body, status } = options;
  const answer = await fetch(`http://127.0.0.1:${port}${target}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`${method} ${target} answered ${answer.status}: ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

export type Scene = {
  owner_token: string;
  org_id: string;
  vault_id: string;
  agent: { id: string; api_key: string };
  agent_token: string;
  reads: Shot[];
};

const SECRETS = 100;

/** A person, a vault with a hundred secrets, an agent with one policy on them, and its token. */
export async function prepareScene(port: number): Promise<Scene> {
  const credentials = { email: `bench-${Date.now()}@example.com`, password: "Kx7!vQ-mW2#pT9z" };
  await ask(port, "POST", "/v1/auth/signup", {
    body: { ...credentials, display_name: "Bench" },
    status: 200,
  });
  const { access_token: token } = await ask<{ access_token: string }>(port, "POST", "/v1/auth/token", {
    body: credentials,
    status: 200,
  });
  const { org_id } = await ask<{ org_id: string }>(port, "GET", "/v1/auth/me", { token, status: 200 });
  const vault = await ask<{ id: string }>(port, "POST", "/v1/vaults", {
    token,
    body: { name: "bench" },
    status: 201,
  });
  const made = await ask<{ agent: { id: string }; api_key: string }>(port, "POST", "/v1/agents", {
    token,
    body: { name: "bench" },
    status: 201,
  });
  const agent = { id: made.agent.id, api_key: made.api_key };
  const policy = {
    secret_path_pattern: "service/**",
    principal_type: "agent",
    principal_id: agent.id,
    permissions: ["read", "write"],
  };
  await ask(port, "POST", `/v1/vaults/${vault.id}/policies`, { token, body: policy, status: 201 });
  const exchanged = await ask<{ access_token: string }>(port, "POST", "/v1/auth/agent-token", {
    body: { agent_id: agent.id, api_key: agent.api_key },
    status: 200,
  });
  const values: Record<string, string> = {};
  for (let i = 0; i < SECRETS; i++) {
    const secret_path = `service/key-${i}`;
    const value = randomBytes(24).toString("hex");
    const body = { value, type: "api_key" };
    await ask(port, "PUT", `/v1/vaults/${vault.id}/secrets/${secret_path}`, { token, body, status: 201 });
    values[secret_path] = value;
  }
  return {
    owner_token: token,
    org_id,
    vault_id: vault.id,
    agent,
    agent_token: exchanged.access_token,
    reads: readShots(exchanged.access_token, vault.id, values),
  };
}

/** A read of every value, answered with 200 and just that value. */
export function readShots(token: string, vault_id: string, values: Record<string, string>): Shot[] {
  return Object.entries(values).map(([secret_path, value]) => ({
    method: "GET",
    path: `/v1/vaults/${vault_id}/secrets/${secret_path}`,
    headers: { authorization: `Bearer ${token}` },
    status: 200,
    value_sha256: createHash("sha256").update(value).digest("hex"),
  }));
}

/** Resolves when the sealer has nothing left to do; milliseconds it took. */
export async function untilSealed(pool: pg.Pool): Promise<number> {
  const began = performance.now();
  for (;;) {
    const { rows } = await pool.query("select exists (select from audit_queue) as pending");
    if (!rows[0]?.pending) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

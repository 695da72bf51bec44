// One throwaway Postgres for a whole test run, with a migrated template database; nothing stays behind.
// It must never be pointed at a database with real data: it makes and drops databases as superuser.
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#server/embedded/postgres.ts";
import { livePostmaster } from "#server/embedded/postmaster.ts";
import type { TestConnection, TestServer } from "./test-cluster.ts";

const FOLDER = "1claw-test-";
const pause = new Int32Array(new SharedArrayBuffer(4));

type Cleanup = () => Promise<void>;

/** Vitest calls this once before all tests, and what it returns once after them. */
export default async function setup(project: TestProject): Promise<Cleanup> {
  sweep();
  const given = process.env.TEST_DATABASE_URL;
  const { server, cleanup } = given ? await foreignServer(given) : await ownServer();
  try {
    await makeTemplate(server);
  } catch (error) {
    await cleanup();
    throw error;
  }
  project.provide("postgres", server);
  return cleanup;
}

async function ownServer(): Promise<{ server: TestServer; cleanup: Cleanup }> {
  const dataDir = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const remove = () => discard(dataDir);
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, remove);
  const { socketDir: host, port, superuser } = await startEmbeddedPostgres({ dataDir, durable: false });
  const admin = { host, port, user: superuser, database: "postgres" };
  return {
    server: { admin, owner: { user: "oneclaw" }, template: "template_oneclaw", prefix: "test_" },
    cleanup: async () => remove(),
  };
}

// A foreign server is shared: role, template and databases carry a name of this run and go with it.
async function foreignServer(url: string): Promise<{ server: TestServer; cleanup: Cleanup }> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const admin: TestConnection = {
    host: decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1) || "postgres",
  };
  const run = `oneclaw_test_${randomBytes(4).toString("hex")}`;
  const owner = { user: run, password: randomBytes(18).toString("hex") };
  await withClient(admin, (client) => client.query(`CREATE ROLE ${run} LOGIN PASSWORD '${owner.password}'`));
  const server = { admin, owner, template: `${run}_template`, prefix: `${run}_` };
  return { server, cleanup: () => withClient(admin, (client) => dropRun(client, server)) };
}

async function dropRun(client: Client, server: TestServer): Promise<void> {
  const ours = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)";
  for (const { datname } of (await client.query(ours, [server.prefix])).rows) {
    await client.query(`ALTER DATABASE ${datname} IS_TEMPLATE false`);
    await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  }
  await client.query(`DROP ROLE ${server.owner.user}`);
}

async function makeTemplate({ admin, owner, template }: TestServer): Promise<void> {
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${template} OWNER ${owner.user}`));
  const migrations = join(import.meta.dirname, "../../db/migrate.ts");
  if (existsSync(migrations)) {
    const { migrateToLatest } = await import(pathToFileURL(migrations).href);
    await migrateToLatest({ ...admin, password: undefined, ...owner, database: template });
  }
  await withClient(admin, (client) =>
    client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`),
  );
}

async function withClient(
  connection: TestConnection,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

// Runs in exit handlers too, where nothing can be awaited.
function discard(dataDir: string): void {
  const cluster = join(dataDir, "postgres");
  const postmaster = livePostmaster(cluster);
  if (postmaster) {
    process.kill(postmaster.pid, "SIGQUIT");
    const deadline = Date.now() + 6_000;
    while (existsSync(join(cluster, "postmaster.pid")) && Date.now() < deadline)
      Atomics.wait(pause, 0, 0, 10);
  }
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

// What a test run left that was killed outright.
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue;
    const owner = Number(name.slice(FOLDER.length).split("-")[0]);
    try {
      process.kill(owner, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") discard(join(tmpdir(), name));
    }
  }
}

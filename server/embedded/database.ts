// The role and the database "oneclaw" in a running cluster, made when missing.
// It must never give that role more than its own database.
import { Client } from "pg";
import type { Postmaster } from "./postmaster.ts";

type Address = Pick<Postmaster, "socketDir" | "port">;

// Any fixed number: it only keeps two racing first starts from making the same role.
const FIRST_START_LOCK = 0x1c1a0001;

/** A connection as superuser to the maintenance database, not opened yet. */
export function adminClient(address: Address, applicationName: string): Client {
  return new Client({
    host: address.socketDir,
    port: address.port,
    user: "postgres",
    database: "postgres",
    ssl: false,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  });
}

/** Makes role and database `oneclaw`; safe to repeat after a kill at any point and from two processes at once. */
export async function ensureDatabase(address: Address): Promise<void> {
  const client = adminClient(address, "1claw start");
  await client.connect();
  try {
    if (await isComplete(client)) return;
    await client.query("SELECT pg_advisory_lock($1)", [FIRST_START_LOCK]);
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'oneclaw'");
    if (role.rowCount === 0)
      await client.query("CREATE ROLE oneclaw LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE");
    if (!(await isComplete(client))) await client.query("CREATE DATABASE oneclaw OWNER oneclaw");
  } finally {
    await client.end();
  }
}

/** Connections to the database `oneclaw`, whoever holds them. */
export async function countVisitors(address: Address): Promise<number> {
  const client = adminClient(address, "1claw stop");
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = 'oneclaw' AND backend_type = 'client backend'",
    );
    return rows[0].count;
  } finally {
    await client.end();
  }
}

async function isComplete(client: Client): Promise<boolean> {
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'oneclaw'");
  return found.rowCount === 1;
}

const NOT_YET = ["57P01", "57P02", "57P03", "ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE"];

/**
 * Whether Postgres answers queries now; false while it starts, recovers or shuts down.
 * @throws the connection error when waiting would not help.
 */
export async function answersQueries(address: Address): Promise<boolean> {
  const client = adminClient(address, "1claw start");
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isNotYet(error)) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether this connection error passes by itself when Postgres is starting, recovering or shutting down. */
export function isNotYet(error: unknown): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  return NOT_YET.includes(code ?? "") || message.includes("Connection terminated");
}

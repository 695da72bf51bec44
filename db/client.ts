// The connection to Postgres: a bounded pool, named prepared statements, and transactions that carry their tenant.
import { Kysely, PostgresDialect, type PostgresPool, sql } from "kysely";
import pg from "pg";
import type { DB } from "./types.ts";

export type Database = Kysely<DB>;

// int8 (counts, log positions) stays far below 2^53 here.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

// A statement's text is its identity; the texts come from our code alone, so their number is bounded by it.
const MAX_NAMED = 1000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (!name && names.size < MAX_NAMED) {
    name = `s${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** Opens a pool of at most `max` connections; a statement runs 10 s at most, and nobody waits longer than 5 s for a connection. */
export function openPool(connection: pg.PoolConfig, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "1claw",
    keepAlive: true,
  });
  // Without listeners a connection that dies, idle or in use, would end the process; the pool replaces it by itself,
  // and the statement under way fails with the same error.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A Kysely over the pool whose parameterized statements are prepared once per connection. */
export function openDatabase(pool: pg.Pool): Database {
  const prepared = {
    async connect() {
      const client = await pool.connect();
      return {
        query(text: string | object, values?: unknown[]) {
          const name = typeof text === "string" && values?.length ? nameOf(text) : undefined;
          return name && typeof text === "string"
            ? client.query({ name, text, values })
            : client.query(text as string, values);
        },
        release: () => client.release(),
      };
    },
    end: () => pool.end(),
    options: pool.options,
  };
  // Kysely calls `query` in these two ways only; pg's overloads for callbacks and streams are not needed.
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: prepared as unknown as PostgresPool }) });
}

/** Runs one named prepared statement on any connection of the pool; for the hot statements that bypass the query builder. */
export type PreparedQuery = (
  name: string,
  text: string,
  values: unknown[],
) => Promise<Record<string, unknown>[]>;

export function preparedQuery(pool: pg.Pool): PreparedQuery {
  return async (name, text, values) => (await pool.query({ name, text, values })).rows;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Runs `work` in one transaction that sees the rows of `org_id` alone, whatever its queries say;
 * null is for work across tenants. The tenant is set in the same message as BEGIN, so it costs no round trip.
 */
export async function transaction<T>(
  db: Database,
  org_id: string | null,
  work: (trx: Database) => Promise<T>,
): Promise<T> {
  if (org_id !== null && !UUID.test(org_id)) throw new TypeError("org_id must be a lower-case UUID");
  return db.connection().execute(async (trx) => {
    await sql.raw(org_id === null ? "begin" : `begin; set local app.org_id = '${org_id}'`).execute(trx);
    try {
      const result = await work(trx);
      await sql.raw("commit").execute(trx);
      return result;
    } catch (error) {
      // A connection that is gone has rolled back by itself; the first error is the one that matters.
      await sql
        .raw("rollback")
        .execute(trx)
        .catch(() => {});
      throw error;
    }
  });
}

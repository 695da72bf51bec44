// Brings a database to the newest schema. Each migration is one transaction, and one process migrates at a time.
import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import * as foundation from "./migrations/0001_foundation.ts";
import * as peopleAndAgents from "./migrations/0002_people_and_agents.ts";
import * as activity from "./migrations/0003_activity.ts";
import * as secretRequests from "./migrations/0004_secret_requests.ts";

const MIGRATIONS: Record<string, Migration> = {
  "0001_foundation": foundation,
  "0002_people_and_agents": peopleAndAgents,
  "0003_activity": activity,
  "0004_secret_requests": secretRequests,
};

/**
 * Applies every migration that the database lacks; safe to run from several processes at once and to repeat
 * after a kill at any point.
 * @throws the database's error when a migration fails (nothing of it is kept), or a sentence when the schema is newer than this program.
 */
export async function migrateToLatest(connection: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 2 });
  // A connection that dies fails the statement on it; without a listener it would end the process as well.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{
      version: number;
    }>`select current_setting('server_version_num')::int as version`.execute(db);
    if ((rows[0]?.version ?? 0) < 150000) throw new Error("PostgreSQL 15 or newer is needed");
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
    const known = new Set(Object.keys(MIGRATIONS));
    const { error } = await migrator.migrateToLatest();
    if (error) {
      throw String(error).includes("corrupted migrations")
        ? new Error(
            `The database was made by a newer version of 1Claw (this one knows ${[...known].at(-1)})`,
            { cause: error },
          )
        : error;
    }
  } finally {
    await db.destroy();
  }
}

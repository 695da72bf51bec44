// Opens a data directory for one server: its Postgres and the lock on it, together.
// It must never stop a Postgres whose lock it does not hold.
import { isNotYet } from "./database.ts";
import { acquireDataDirLock, type DataDirLock } from "./lock.ts";
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./postgres.ts";

export interface DataDir {
  postgres: EmbeddedPostgres;
  lock: DataDirLock;
}

/**
 * Starts or takes over the embedded Postgres and holds its data directory; waits out another server's last moments.
 * To close: `lock.release(postgres.stop)`. When `postgres.onExit` calls, start Postgres again; the lock comes back by itself.
 * @throws DataDirInUse when another live server holds it.
 */
export async function openDataDir(options: EmbeddedPostgresOptions): Promise<DataDir> {
  for (;;) {
    const postgres = await startEmbeddedPostgres(options);
    try {
      return { postgres, lock: await acquireDataDirLock(postgres, options.dataDir) };
    } catch (error) {
      // The former holder was just shutting this Postgres down.
      if (!isNotYet(error)) throw error;
    }
  }
}

// Opens a data directory: for the one server its Postgres and the lock on it, for commands beside it Postgres alone.
// It must never stop a Postgres whose lock it does not hold.
import { setTimeout as delay } from "node:timers/promises";
import { countVisitors, isNotYet } from "./database.ts";
import { acquireDataDirLock, DataDirInUse, type DataDirLock } from "./lock.ts";
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

/** How long Postgres may take to notice that a connection was closed. */
const FAREWELL_MS = 1_000;

/**
 * Postgres for a command that may run beside the server: the server's, or one started for it. `close` (after the
 * command's own connections) stops Postgres unless a server or another command still uses it.
 */
export async function visitDataDir(
  options: EmbeddedPostgresOptions,
): Promise<{ postgres: EmbeddedPostgres; close(): Promise<void> }> {
  const postgres = await startEmbeddedPostgres(options);
  return { postgres, close: () => leave(postgres, options.dataDir) };
}

async function leave(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  let lock: DataDirLock;
  try {
    lock = await acquireDataDirLock(postgres, dataDir);
  } catch (error) {
    // A server holds it, or has just stopped this Postgres itself.
    if (error instanceof DataDirInUse || isNotYet(error)) return;
    throw error;
  }
  const deadline = Date.now() + FAREWELL_MS;
  let visitors = await countVisitors(postgres);
  for (; visitors > 0 && Date.now() < deadline; visitors = await countVisitors(postgres)) await delay(50);
  await (visitors > 0 ? lock.release() : lock.release(() => postgres.stop()));
}

// Brings up what a process of the product needs, in order: database, schema, deployment, keys, runtime; and takes it down.
// The server and the operator's commands share it.

import { readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { openDatabase, openPool } from "#db/client.ts";
import { migrateToLatest } from "#db/migrate.ts";
import type { Config } from "#server/config.ts";
import { type Deployment, openDeployment, recognizeRoot } from "#server/deployment.ts";
import { openDataDir, visitDataDir } from "#server/embedded/data-dir.ts";
import { startEmbeddedPostgres } from "#server/embedded/postgres.ts";
import { createLog, type Logger } from "#server/log.ts";
import { createMetrics } from "#server/metrics.ts";
import { systemClock } from "#server/ports/clock.ts";
import { withDekCache } from "#server/ports/kms/dek-cache.ts";
import { startKeyd } from "#server/ports/kms/keyd-process.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import { withResilience } from "#server/ports/kms/resilient.ts";
import { createRuntime, type Runtime } from "#server/runtime.ts";

export type Booted = {
  runtime: Runtime;
  /** Sentences for the operator about where data and keys are. */
  notes: string[];
  /** Takes everything down again, in the opposite order. */
  close(): Promise<void>;
};

export type BootOptions = {
  /** False for commands that may run beside the server. */
  exclusive: boolean;
  /** Told once when this process must end: another one took the data directory over. */
  onLost?: (reason: Error) => void;
};

const { version } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "..", "package.json"), "utf8"),
) as { version: string };

/**
 * Starts everything below the HTTP server.
 * @throws Error with one sentence when something cannot be started; what was started before is stopped again
 */
export async function boot(config: Config, options: BootOptions): Promise<Booted> {
  const log = createLog(config.LOG_LEVEL);
  const closers: (() => Promise<unknown>)[] = [];
  const notes: string[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse())
      await closer().catch((error) => log.warn({ err: error }, "closing failed"));
  };
  try {
    const connection = await openStorage(config, options, log, closers, notes);
    await migrateToLatest(connection);
    const pool = openPool(connection, config.DATABASE_POOL_SIZE);
    closers.push(() => pool.end());
    const db = openDatabase(pool);
    const deployment = await openDeployment(db);
    const opened = await openKms(config, deployment, log, notes);
    closers.push(() => opened.close());
    await recognizeRoot(db, deployment, opened.kms, opened.root_material);
    const metrics = createMetrics();
    const resilient = withResilience(opened.kms, {
      onEvent: (event) => event.type !== "call" && metrics.kmsEvent(event.type),
    });
    const ttl_seconds = config.DEK_CACHE_TTL_SECONDS;
    const kms = ttl_seconds > 0 ? withDekCache(resilient, ttl_seconds) : resilient;
    const deployment_id = deployment.id;
    const runtime = await createRuntime({
      config,
      version,
      deployment_id,
      log,
      metrics,
      clock: systemClock,
      pool,
      kms,
    });
    return { runtime, notes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs `work` with the way to the database and nothing else, beside the server or without it. */
export async function withStorage<T>(
  config: Config,
  work: (connection: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  const closers: Closers = [];
  try {
    return await work(
      await openStorage(config, { exclusive: false }, createLog(config.LOG_LEVEL), closers, []),
    );
  } finally {
    for (const closer of closers) await closer();
  }
}

type Closers = (() => Promise<unknown>)[];

async function openStorage(
  config: Config,
  options: BootOptions,
  log: Logger,
  closers: Closers,
  notes: string[],
): Promise<pg.PoolConfig> {
  if (config.DATABASE_URL) {
    notes.push("Data: the PostgreSQL of DATABASE_URL");
    return { connectionString: config.DATABASE_URL };
  }
  const dataDir = path.resolve(config.ONECLAW_DATA_DIR);
  notes.push(`Data: ${dataDir}`);
  const embedded = { dataDir, log: (line: string) => log.debug({ postgres: line }, "postgres") };
  if (!options.exclusive) {
    const { postgres, close } = await visitDataDir(embedded);
    closers.push(close);
    return connectionOf(postgres);
  }
  let { postgres, lock } = await openDataDir(embedded);
  let stopped = false;
  const watch = () =>
    postgres.onExit(async () => {
      log.error("the embedded Postgres ended; starting it again");
      while (!stopped) {
        try {
          postgres = await startEmbeddedPostgres(embedded);
          return watch();
        } catch (error) {
          log.error({ err: error }, "the embedded Postgres could not be started");
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      }
    });
  watch();
  lock.onLost((reason) => options.onLost?.(reason));
  closers.push(() => {
    stopped = true;
    return lock.release(() => postgres.stop());
  });
  return connectionOf(postgres);
}

function connectionOf(postgres: {
  socketDir: string;
  port: number;
  user: string;
  database: string;
}): pg.PoolConfig {
  return { host: postgres.socketDir, port: postgres.port, user: postgres.user, database: postgres.database };
}

type OpenedKms = { kms: Kms; root_material: Uint8Array | null; close(): Promise<unknown> };

async function openKms(
  config: Config,
  deployment: Deployment,
  log: Logger,
  notes: string[],
): Promise<OpenedKms> {
  const root = {
    deployment_id: deployment.id,
    may_create_root: deployment.root_check === null,
    root_material: deployment.root_material,
  };
  if (config.KMS_PROVIDER === "gcp") return openCloudKms(config, root, notes);
  const keyd = await startKeyd({
    ...root,
    provider: config.KMS_PROVIDER,
    keystore_file: path.resolve(config.KEYSTORE_FILE),
    passphrase: config.KEYSTORE_PASSPHRASE ?? null,
    ...(config.KMS_PROVIDER === "pkcs11" && {
      pkcs11: {
        module: config.PKCS11_MODULE,
        token_label: config.PKCS11_TOKEN_LABEL,
        pin: config.PKCS11_PIN,
      },
      env: environmentOf(config.PKCS11_MODULE_ENV),
    }),
    onEvent: (event) => log.error({ keyd: event.kind }, event.message),
  });
  notes.push(
    config.KMS_PROVIDER === "pkcs11"
      ? `Keys: PKCS#11 token ${config.PKCS11_TOKEN_LABEL}`
      : keyd.keystore?.protection === "passphrase"
        ? `Keys: ${path.resolve(config.KEYSTORE_FILE)}, encrypted with your passphrase`
        : `Keys: ${path.resolve(config.KEYSTORE_FILE)}, NOT encrypted (set KEYSTORE_PASSPHRASE to change that); back it up apart from the data`,
  );
  return { kms: keyd.client, root_material: keyd.root_material, close: () => keyd.stop() };
}

/** The variables that the HSM's library reads; keyd inherits no others. */
function environmentOf(names: string | undefined): Record<string, string> {
  const entries = (names?.split(",") ?? []).map((name) => [name, process.env[name] ?? ""] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

type Root = { deployment_id: string; may_create_root: boolean; root_material: Uint8Array | null };

async function openCloudKms(config: Config, root: Root, notes: string[]): Promise<OpenedKms> {
  const { openGcpKms } = await import("#server/ports/kms/gcp.ts");
  const key_ring = config.GCP_KMS_KEY_RING;
  if (!key_ring) throw new TypeError("readConfig lets no gcp without a key ring through");
  const { kms, root_material } = await openGcpKms({
    ...root,
    key_ring,
    protection_level: config.GCP_KMS_PROTECTION,
    mode: config.GCP_KMS_SHARED_KEY ? "shared" : "per_vault",
    shared_key: config.GCP_KMS_SHARED_KEY,
    api_endpoint: config.GCP_KMS_ENDPOINT,
    insecure: config.GCP_KMS_ENDPOINT !== undefined,
  });
  notes.push(`Keys: Cloud KMS, ${key_ring}`);
  return { kms, root_material, close: () => kms.close() };
}

// The operator's commands about the database itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type pg from "pg";
import { migrateToLatest } from "#db/migrate.ts";
import { EXIT, print, tell } from "./terminal.ts";

/** Applies what the schema lacks. */
export async function bringUpToDate(connection: pg.PoolConfig): Promise<number> {
  await migrateToLatest(connection);
  print("The database has the newest schema.");
  return EXIT.done;
}

/** Opens psql; its exit code is the command's. Where there is none, says where the database is. */
export async function openPsql(connection: pg.PoolConfig): Promise<number> {
  const settings = psqlEnvironment(connection);
  // A password in the arguments would be for everyone on the machine to see.
  const child = spawn("psql", [], { stdio: "inherit", env: { ...process.env, ...settings } });
  // Ctrl-C is for psql to answer: it cancels a query.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  try {
    const [code] = await once(child, "close");
    return typeof code === "number" ? code : EXIT.failed;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    tell("psql is not installed. While the server runs, the database is at:");
    const { PGPASSWORD: _, ...shown } = settings;
    for (const [name, value] of Object.entries(shown)) print(`${name}=${value}`);
    return EXIT.failed;
  } finally {
    process.off("SIGINT", ignore);
  }
}

function psqlEnvironment({ connectionString, ...parts }: pg.PoolConfig): Record<string, string> {
  if (connectionString === undefined) {
    return { PGHOST: String(parts.host), PGPORT: String(parts.port), ...who(parts.user, parts.database) };
  }
  const url = new URL(connectionString);
  const sslmode = url.searchParams.get("sslmode");
  return {
    PGHOST: url.hostname || (url.searchParams.get("host") ?? "localhost"),
    PGPORT: url.port || "5432",
    ...who(decodeURIComponent(url.username), decodeURIComponent(url.pathname.slice(1))),
    ...(url.password && { PGPASSWORD: decodeURIComponent(url.password) }),
    ...(sslmode && { PGSSLMODE: sslmode }),
  };
}

function who(user = "", database = ""): Record<string, string> {
  return { ...(user && { PGUSER: user }), ...(database && { PGDATABASE: database }) };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./postgres.ts";
import { livePostmaster } from "./postmaster.ts";
import { anotherServer, ask, killAll, scratchDataDir, until } from "./testdata/scratch.ts";

const OWNER = { user: "oneclaw", database: "oneclaw" };

function exitOf(postgres: EmbeddedPostgres): Promise<void> {
  return new Promise((resolve) => postgres.onExit(resolve));
}

async function numbers(postgres: EmbeddedPostgres): Promise<number[]> {
  return (await ask<{ n: number }>(postgres, "SELECT n FROM kept ORDER BY n")).map((row) => row.n);
}

describe("a new data directory", () => {
  it("gets a durable database with checksums, owned by a role that is no superuser", async () => {
    const postgres = await startEmbeddedPostgres({ dataDir: scratchDataDir() });
    const settings = await ask(
      postgres,
      `SELECT name, setting FROM pg_settings
        WHERE name IN ('data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`,
    );
    expect(settings.map((row) => row.setting)).toEqual(["on", "on", "on", "on"]);
    const [role] = await ask(
      postgres,
      "SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user",
      OWNER,
    );
    expect(role).toEqual({ rolsuper: false, rolcreaterole: false });
    await ask(postgres, "CREATE TABLE mine (id int)", OWNER);
  });

  it("is closed to other users and reachable over no network", async () => {
    const dataDir = scratchDataDir();
    const postgres = await startEmbeddedPostgres({ dataDir });
    for (const folder of [dataDir, join(dataDir, "postgres"), postgres.socketDir]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    const [row] = await ask(postgres, "SELECT current_setting('listen_addresses') AS addresses");
    expect(row).toEqual({ addresses: "" });
  });

  it("does not show this process's environment to Postgres", async () => {
    process.env.ONECLAW_TEST_MARKER = "not for postgres";
    onTestFinished(() => void delete process.env.ONECLAW_TEST_MARKER);
    const { pid } = await startEmbeddedPostgres({ dataDir: scratchDataDir() });
    if (process.platform === "linux")
      expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain("MARKER");
  });

  it("is complete after a start that was killed in the middle of making it", async () => {
    const dataDir = scratchDataDir();
    const killed = anotherServer(dataDir);
    killed.answer.catch(() => {});
    await until(
      () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith("postgres.new-")),
    );
    await killAll(killed.process);
    expect(existsSync(join(dataDir, "postgres"))).toBe(false);
    const postgres = await startEmbeddedPostgres({ dataDir });
    expect(await ask(postgres, "SELECT 1 AS one", OWNER)).toEqual([{ one: 1 }]);
    expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log", "socket"]);
  });

  it("works below a path longer than a socket's name may be", async () => {
    const dataDir = scratchDataDir("a-long-folder-name-".repeat(6), "and, a comma");
    const first = await startEmbeddedPostgres({ dataDir });
    onTestFinished(() => rmSync(first.socketDir, { recursive: true, force: true }));
    await ask(first, "CREATE TABLE kept AS SELECT 1 AS n", OWNER);
    expect(statSync(first.socketDir).mode & 0o777).toBe(0o700);
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.socketDir).toBe(first.socketDir);
    expect(await numbers(second)).toEqual([1]);
  });
});

describe("a start on existing data", () => {
  it("finds everything after an orderly stop, which is no unexpected exit", async () => {
    const dataDir = scratchDataDir();
    const first = await startEmbeddedPostgres({ dataDir });
    let unexpected = 0;
    first.onExit(() => unexpected++);
    await ask(first, "CREATE TABLE kept AS SELECT 1 AS n", OWNER);
    await first.stop();
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
    expect(await numbers(await startEmbeddedPostgres({ dataDir }))).toEqual([1]);
    expect(unexpected).toBe(0);
  });

  it("recovers every commit after Postgres was killed, which onExit tells", async () => {
    const dataDir = scratchDataDir();
    const first = await startEmbeddedPostgres({ dataDir });
    await ask(first, "CREATE TABLE kept AS SELECT generate_series(1, 3) AS n", OWNER);
    const exited = exitOf(first);
    process.kill(first.pid, "SIGKILL");
    await exited;
    expect(await numbers(await startEmbeddedPostgres({ dataDir }))).toEqual([1, 2, 3]);
  });

  it("takes over the Postgres that a killed server left, watches it and can stop it", async () => {
    const dataDir = scratchDataDir();
    const killed = anotherServer(dataDir);
    const { postgres: left } = await killed.answer;
    await killAll(killed.process);
    const taken = await startEmbeddedPostgres({ dataDir });
    expect(taken.pid).toBe(left?.pid);
    const exited = exitOf(taken);
    process.kill(taken.pid, "SIGKILL");
    await exited;
    const fresh = await startEmbeddedPostgres({ dataDir });
    expect(fresh.pid).not.toBe(taken.pid);
    await (await startEmbeddedPostgres({ dataDir })).stop();
    expect(livePostmaster(join(dataDir, "postgres"))).toBeNull();
  });

  it("is not blocked by a stale pid file whose number is now another program's", async () => {
    const dataDir = scratchDataDir();
    const first = await startEmbeddedPostgres({ dataDir });
    await ask(first, "CREATE TABLE kept AS SELECT 7 AS n", OWNER);
    const pidFile = join(dataDir, "postgres", "postmaster.pid");
    const lines = readFileSync(pidFile, "utf8").split("\n");
    const exited = exitOf(first);
    process.kill(first.pid, "SIGKILL");
    await exited;
    const other = spawn("sleep", ["60"]);
    onTestFinished(() => void other.kill("SIGKILL"));
    await once(other, "spawn");
    const stale = [String(other.pid), ...lines.slice(1)].join("\n");
    writeFileSync(pidFile, stale);
    writeFileSync(join(first.socketDir, ".s.PGSQL.5432.lock"), stale);
    expect(await numbers(await startEmbeddedPostgres({ dataDir }))).toEqual([7]);
    expect(other.exitCode).toBeNull();
  });

  it("says what Postgres wrote when the data cannot be opened", async () => {
    const dataDir = scratchDataDir();
    mkdirSync(join(dataDir, "postgres"), { recursive: true, mode: 0o700 });
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "9.6\n");
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /did not start\. It wrote:\n.*could not access/,
    );
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  LONG,
  must,
  newOwner,
  ownPostgres,
  type Product,
  refusedStart,
  sharedPlace,
  startProduct,
  testServer,
  until,
} from "./product.ts";
import { newAgent, proveAudit, proveNothingLost, startLoad, Witness } from "./witness.ts";

const MIGRATE = `
  import { migrateToLatest } from ${JSON.stringify(new URL("../../db/migrate.ts", import.meta.url).href)};
  await migrateToLatest({ connectionString: process.argv[1] });`;

type Health = { status: string; checks: Record<string, string> };

/** Health as it is told within a second, whatever is broken. */
async function health(product: Product): Promise<Health> {
  const began = performance.now();
  const told = await must<Health>(product, 200, "GET", "/v1/health");
  expect(performance.now() - began).toBeLessThan(LONG ? 1_500 : 3_000);
  return told;
}

describe("a PostgreSQL that restarts under load", { timeout: LONG ? 180_000 : 60_000 }, () => {
  it("costs 503 with Retry-After and no acknowledged change, and writes go on within five seconds", async () => {
    const postgres = await ownPostgres();
    const product = await startProduct(postgres.env);
    const owner = await newOwner(product);
    const witness = new Witness();
    const load = startLoad(() => product, owner, await newAgent(product, owner), witness);
    for (const mode of LONG
      ? (["fast", "immediate", "immediate", "fast"] as const)
      : (["fast", "immediate"] as const)) {
      const enough = witness.count + 30;
      await until(() => witness.count >= enough);
      await postgres.restart(mode);
      const back = performance.now();
      const before = witness.count;
      await until(() => witness.count > before + 16);
      expect(performance.now() - back).toBeLessThan(5_000);
    }
    await load.stop();
    expect(witness.in_doubt, "the server itself answers every request").toBe(0);
    expect((await health(product)).status).toBe("healthy");
    await proveNothingLost(product, owner, witness, postgres.sql);
  });
});

describe("a PostgreSQL that takes no writes", { timeout: 60_000 }, () => {
  it("lets no value out and no change in, says so in health, and all is well again without a restart", async () => {
    const postgres = await ownPostgres();
    const product = await startProduct(postgres.env);
    const owner = await newOwner(product);
    const { token } = owner;
    const url = `/v1/vaults/${owner.vault_id}/secrets/api/key`;
    await must(product, 201, "PUT", url, { token, body: { value: "CANARY-readonly", max_access_count: 3 } });
    await postgres.setReadOnly();
    const degraded = await until(async () => {
      const told = await health(product);
      return told.status === "degraded" && told;
    });
    expect(degraded.checks).toMatchObject({ audit: "down" });
    for (const [method, path, body] of [
      ["GET", url],
      ["PUT", url, { value: "other" }],
      ["POST", "/v1/vaults", { name: "another" }],
      ["GET", `/v1/vaults/${owner.vault_id}/secrets`],
    ] as const) {
      const reply = await product.ask(method, path, { token, body });
      expect(reply.status, `${method} ${path} ${reply.text}`).toBe(503);
      expect(reply.headers["retry-after"]).toBeTruthy();
      expect(reply.text).not.toMatch(/CANARY|read-only|transaction/);
    }
    await postgres.setWritable();
    let told = await health(product);
    const isHealthy = async () => {
      told = await health(product);
      return told.status === "healthy";
    };
    await until(isHealthy, { what: () => `health: ${JSON.stringify(told)}` });
    const { value } = await must<{ value: string }>(product, 200, "GET", url, { token });
    expect(value).toBe("CANARY-readonly");
    const [row] = await postgres.sql<{ access_count: number }>(
      "select access_count from secret_versions where max_access_count = 3",
    );
    expect(row?.access_count, "the refused reads were not counted").toBe(1);
    await proveAudit(owner.org_id, postgres.sql);
  });
});

describe("an audit log that takes no events", { timeout: 60_000 }, () => {
  it("fails every read of a value, every change and every sign-in closed, and shows in health", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    const owner = await newOwner(product);
    const { token, vault_id } = owner;
    const agent_id = await newAgent(product, owner);
    const url = `/v1/vaults/${vault_id}/secrets/api/key`;
    await must(product, 201, "PUT", url, { token, body: { value: "CANARY-unaudited" } });
    await must(product, 201, "PUT", `${url}-counted`, {
      token,
      body: { value: "CANARY-counted", max_access_count: 2 },
    });
    const { api_key } = await must<{ api_key: string }>(product, 201, "POST", "/v1/agents", {
      token,
      body: { name: "bot" },
    });
    const count = async () =>
      Number(
        (
          await place.sql<{ n: string }>(
            "select (select count(*) from secret_versions) + (select count(*) from policies) + (select count(*) from sessions) + (select count(*) from vaults) + (select sum(access_count) from secret_versions) as n",
          )
        )[0]?.n,
      );
    const before = await count();
    await place.sql(`revoke insert on audit_events from ${place.connection.user}`);
    const policy = {
      secret_path_pattern: "**",
      principal_type: "agent",
      principal_id: agent_id,
      permissions: ["read"],
    };
    const attempts = [
      ["GET", url],
      ["GET", `${url}-counted`],
      ["PUT", url, { value: "other" }],
      ["DELETE", url],
      ["POST", `/v1/vaults/${vault_id}/secret-rotate/api/key`, {}],
      ["POST", `/v1/vaults/${vault_id}/policies`, policy],
      ["POST", "/v1/vaults", { name: "another" }],
      ["GET", `/v1/vaults/${vault_id}/secrets`],
      ["POST", "/v1/auth/token", { email: owner.email, password: owner.password }],
      ["POST", "/v1/auth/agent-token", { api_key }],
    ] as const;
    for (const [method, path, body] of attempts) {
      const reply = await product.ask(method, path, { token, body });
      expect([reply.status, reply.body.type], `${method} ${path} ${reply.text}`).toEqual([
        503,
        "/docs/errors/audit_unavailable",
      ]);
      expect(reply.text).not.toMatch(/CANARY|permission denied|audit_events/);
    }
    expect(await health(product)).toMatchObject({
      status: "degraded",
      checks: { database: "up", audit: "down" },
    });
    expect(await count(), "nothing was changed, counted or opened").toBe(before);
    await place.sql(`grant insert on audit_events to ${place.connection.user}`);
    await must(product, 200, "GET", url, { token });
    expect((await health(product)).status).toBe("healthy");
    await proveAudit(owner.org_id, place.sql);
  });
});

describe("a schema that is being made", { timeout: 60_000 }, () => {
  it("is left complete by the next start when a migration was killed half way", async () => {
    const place = await sharedPlace({ empty: true });
    const gate = new pg.Client({ ...testServer().admin, database: place.connection.database });
    gate.on("error", () => {});
    await gate.connect();
    onTestFinished(() => gate.end());
    await gate.query("select pg_advisory_lock(4242)");
    // Every table is there but not committed when the migration comes to its first function.
    await place.sql(`create schema gate; create function gate.wait() returns event_trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(4242); end $$;
      create event trigger gate on ddl_command_start when tag in ('CREATE TRIGGER') execute function gate.wait();
      grant usage on schema gate to public`);
    const child = spawn(
      process.execPath,
      ["--input-type=module-typescript", "-e", MIGRATE, place.env.DATABASE_URL ?? ""],
      { stdio: "ignore" },
    );
    onTestFinished(() => void child.kill("SIGKILL"));
    const waiting = "select pid from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'";
    const stuck = await until(
      async () => (await place.sql<{ pid: number }>(waiting, [place.connection.database]))[0],
    );
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    await gate.query("select pg_advisory_unlock(4242)");
    await until(
      async () => (await place.sql("select from pg_stat_activity where pid = $1", [stuck.pid])).length === 0,
    );
    await place.sql("drop event trigger gate; drop schema gate cascade");
    expect(
      await place.sql("select from pg_tables where tablename = 'secrets'"),
      "nothing of the half is kept",
    ).toEqual([]);
    const product = await startProduct(place.env);
    await newOwner(product);
  });

  it("is made once when two servers start together on an empty database, and both work with one root key", async () => {
    const place = await sharedPlace({ empty: true });
    const [one, other] = await Promise.all([startProduct(place.env), startProduct(place.env)]);
    const owner = await newOwner(one);
    const url = `/v1/vaults/${owner.vault_id}/secrets/a`;
    await must(one, 201, "PUT", url, { token: owner.token, body: { value: "shared" } });
    expect(await must(other, 200, "GET", url, { token: owner.token })).toMatchObject({ value: "shared" });
  });

  it("is refused in a sentence, untouched, when a newer version made it", async () => {
    const place = await sharedPlace();
    await place.sql("insert into kysely_migration (name, timestamp) values ('9999_tomorrow', now()::text)");
    const ended = await refusedStart(place.env);
    expect(ended.code).toBe(1);
    expect(ended.output.trim()).toMatch(/^The database was made by a newer version of 1Claw/);
    expect(ended.output.trim().split("\n")).toHaveLength(1);
  });
});

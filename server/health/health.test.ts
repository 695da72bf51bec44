import { describe, expect, it, onTestFinished } from "vitest";
import type { Kms } from "#server/ports/kms/kms.ts";
import { type TestApi, type TestApiOptions, testApi } from "#server/testing/test-api.ts";

const health = (api: TestApi) =>
  api.ask<{ status: string; checks: Record<string, string> }>("GET", "/v1/health");

async function fresh(options?: TestApiOptions): Promise<TestApi> {
  const api = await testApi(options);
  onTestFinished(() => api.close());
  return api;
}

describe("the health probe", () => {
  it("says that everything is up, to anybody, without telling what it runs on", async () => {
    const api = await fresh();
    const answer = await health(api);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: "healthy",
      version: "0.0.0",
      checks: { database: "up", kms: "up", audit: "up" },
    });
    expect((await api.ask("GET", "/v1/health/hsm")).body).toEqual({
      status: "ok",
      provider: "local",
      protection_level: "software",
    });
    expect(answer.text).not.toMatch(/postgres|node|host/i);
  });

  it("names a key service that is down or hangs, within a second, and stays 200 itself", async () => {
    for (const broken of [() => Promise.reject(new Error("down")), () => new Promise<never>(() => {})]) {
      const api = await fresh({ kms: (kms: Kms) => ({ ...kms, health: broken }) });
      const started = performance.now();
      const answer = await health(api);
      expect(performance.now() - started).toBeLessThan(2_000);
      expect(answer).toMatchObject({
        status: 200,
        body: { status: "degraded", checks: { kms: "down", database: "up" } },
      });
      expect((await api.ask("GET", "/v1/health/hsm")).body).toMatchObject({
        status: "unavailable",
        protection_level: "software",
      });
    }
  });

  it("names an audit log that cannot be written", async () => {
    const api = await fresh();
    const { rows } = await api.admin.query(
      "select tableowner from pg_tables where tablename = 'audit_events'",
    );
    const owner = rows[0].tableowner as string;
    await api.admin.query(`revoke insert on audit_events from ${owner}`);
    expect((await health(api)).body).toMatchObject({
      status: "degraded",
      checks: { audit: "down", database: "up" },
    });
    await api.admin.query(`grant insert on audit_events to ${owner}`);
    expect((await health(api)).body).toMatchObject({ status: "healthy" });
  });

  it("names a database that is away", async () => {
    const api = await fresh();
    const { pool } = api.runtime;
    const connect = pool.connect;
    Object.assign(pool, {
      connect: () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
      query: () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
    });
    expect((await health(api)).body).toMatchObject({
      status: "degraded",
      checks: { database: "down", audit: "down" },
    });
    Object.assign(pool, { connect });
  });
});

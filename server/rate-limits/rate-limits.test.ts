import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "#server/errors.ts";
import { person, type TestApi, testApi } from "#server/testing/test-api.ts";
import { createRateLimits } from "./service.ts";
import { takePermits } from "./store.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ env: { RATE_LIMIT_PER_MINUTE: "60" } });
});
afterAll(() => api.close());

const limits = () => createRateLimits(api.runtime.db);
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const count = async (works: Promise<unknown>[]) =>
  (await Promise.all(works.map(outcome))).filter((each) => each === "taken").length;

describe("a limit", () => {
  const slow = { burst: 5, per_second: 0.001 };

  it("gives out its burst and nothing more, however many ask at once, over several instances", async () => {
    const [one, two] = [limits(), limits()];
    expect(
      await count(Array.from({ length: 60 }, (_, i) => (i % 2 ? one : two).take("test", "burst", slow))),
    ).toBe(5);
  });

  it("says how long to wait, in whole seconds, and that is true", async () => {
    const rate = { burst: 1, per_second: 10 };
    const key = Buffer.from("wait-----------w");
    expect(await takePermits(api.runtime.db, key, rate, 1)).toBe(0);
    const wait = await takePermits(api.runtime.db, key, rate, 1);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(0.1);
    await api.admin.query("update rate_limits set full_at = full_at - $2 * interval '1 s' where key = $1", [
      key,
      wait,
    ]);
    expect(await takePermits(api.runtime.db, key, rate, 1)).toBe(0);
    const problem = await limits()
      .take("test", "seconds", slow)
      .then(() => limits().take("test", "seconds", { burst: 1, per_second: 0.1 }))
      .catch((error: Problem) => error);
    expect(Number((problem as Problem).options.headers?.["retry-after"])).toBeGreaterThanOrEqual(1);
  });

  it("is kept for each key and each purpose by itself, and a reset makes a key idle", async () => {
    const one = limits();
    expect(await count(Array.from({ length: 9 }, () => one.take("test", "a", slow)))).toBe(5);
    expect(await outcome(one.take("test", "b", slow))).toBe("taken");
    expect(await outcome(one.take("other", "a", slow))).toBe("taken");
    expect(await outcome(one.take("test", "a", slow))).toBe("rate_limited");
    await one.reset("test", "a");
    expect(await outcome(one.take("test", "a", slow))).toBe("taken");
  });

  it("does not store addresses or e-mails, only their digests", async () => {
    await limits().take("account", "alice@example.com", slow);
    const { rows } = await api.admin.query("select encode(key, 'escape') as key from rate_limits");
    expect(rows.some(({ key }) => key.includes("alice"))).toBe(false);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe("the wide limit", () => {
  it("stops a caller at its number a minute with 429 and Retry-After, and leaves the others alone", async () => {
    const ask = (ip: string) => api.ask("GET", "/v1/health", { ip });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask("198.51.100.1")));
    const passed = answers.filter(({ status }) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(60);
    expect(passed).toBeLessThanOrEqual(63);
    for (const { headers, body } of answers.filter(({ status }) => status !== 200)) {
      expect(body).toMatchObject({ status: 429, type: "/docs/errors/rate_limited" });
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    expect((await ask("198.51.100.2")).status).toBe(200);
  });

  it("holds for a principal wherever it asks from", async () => {
    const { token } = await person(api);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => api.ask("GET", "/v1/auth/me", { token, ip: `203.0.113.${i}` })),
    );
    const passed = answers.filter(({ status }) => status === 200).length;
    expect(passed).toBeGreaterThan(50);
    expect(passed).toBeLessThanOrEqual(63);
  });
});

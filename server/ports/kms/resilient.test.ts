import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KekRef, type Kms, KmsError, type KmsErrorCode } from "./kms.ts";
import { createLocalKms } from "./local.ts";
import { type ResilienceEvent, type ResilienceOptions, withResilience } from "./resilient.ts";

const ID = {
  org_id: "11111111-1111-4111-8111-111111111111",
  vault_id: "22222222-2222-4222-8222-222222222222",
  kek_id: "33333333-3333-4333-8333-333333333333",
  version: 1,
};
const DEK = Buffer.alloc(32, 7);
const AAD = Buffer.from("context");

type Behaviour = { fail?: KmsErrorCode; failures?: number; latency_ms?: number; hang?: boolean };

/** A working KMS in front of which calls can be slowed, failed or never answered. */
async function moodyKms(options: ResilienceOptions = {}, provider: Kms["provider"] = "local") {
  const real = createLocalKms({ root: randomBytes(32), deployment_id: ID.org_id });
  const kek: KekRef = { ...ID, material: await real.createKek(ID) };
  const mood: Behaviour = {};
  const calls: string[] = [];
  let inFlight = 0;
  const seen = { most: 0 };
  const moody = new Proxy(real, {
    get(target, name: keyof Kms) {
      if (name === "provider") return provider;
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        calls.push(name);
        seen.most = Math.max(seen.most, ++inFlight);
        try {
          if (mood.hang) await new Promise(() => {});
          if (mood.latency_ms) await new Promise((resolve) => setTimeout(resolve, mood.latency_ms));
          if (mood.fail && (mood.failures === undefined || mood.failures-- > 0)) {
            throw new KmsError(mood.fail, "asked to fail");
          }
          return await method(...args);
        } finally {
          inFlight--;
        }
      };
    },
  });
  const events: ResilienceEvent[] = [];
  const kms = withResilience(moody, {
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { kms, kek, mood, calls, seen, events };
}

const settled = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: unknown) => (error instanceof KmsError ? error.code : String(error)),
  );

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("withResilience", () => {
  it("changes nothing about a KMS that works", async () => {
    const { kms, kek } = await moodyKms();
    const wrapped = await kms.wrap(kek, DEK, AAD);
    expect(Buffer.from(await kms.unwrap(kek, wrapped, AAD))).toEqual(DEK);
    expect(await kms.health()).toEqual({ status: "ok", protection_level: "software" });
    expect(kms.provider).toBe("local");
  });

  it("hides two failures in a row, not three", async () => {
    const { kms, kek, mood, calls } = await moodyKms();
    Object.assign(mood, { fail: "kms_unavailable", failures: 2 });
    const first = settled(kms.wrap(kek, DEK, AAD));
    await vi.runAllTimersAsync();
    expect(await first).toBe("ok");
    expect(calls).toHaveLength(3);
    Object.assign(mood, { failures: 3 });
    const second = settled(kms.wrap(kek, DEK, AAD));
    await vi.runAllTimersAsync();
    expect(await second).toBe("kms_unavailable");
    expect(calls).toHaveLength(6);
  });

  it("waits a little longer, and never a fixed time, before each retry", async () => {
    const pauses: number[] = [];
    for (const random of [0, 1]) {
      const { kms, kek, mood, events } = await moodyKms({ random: () => random, retry_base_ms: 100 });
      Object.assign(mood, { fail: "kms_unavailable", failures: 2 });
      const started = performance.now();
      const done = settled(kms.wrap(kek, DEK, AAD)).then(() => pauses.push(performance.now() - started));
      await vi.runAllTimersAsync();
      await done;
      expect(events.filter((event) => event.type === "retry")).toHaveLength(2);
    }
    expect(pauses).toEqual([150, 300]);
  });

  it.each(["createKek", "createSigningKey", "destroyKek"] as const)("never repeats %s", async (operation) => {
    const { kms, kek, mood, calls } = await moodyKms();
    mood.fail = "kms_unavailable";
    const run = {
      createKek: () => kms.createKek(ID),
      createSigningKey: () => kms.createSigningKey("k"),
      destroyKek: () => kms.destroyKek(kek),
    };
    const result = settled(run[operation]());
    await vi.runAllTimersAsync();
    expect(await result).toBe("kms_unavailable");
    expect(calls).toEqual([operation]);
  });

  it("ends a read after 10 seconds when the KMS takes 30, and succeeds when it takes 5", async () => {
    const { kms, kek, mood, calls } = await moodyKms();
    mood.latency_ms = 5_000;
    const slow = settled(kms.wrap(kek, DEK, AAD));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await slow).toBe("ok");
    mood.latency_ms = 30_000;
    let result = "waiting";
    void settled(kms.wrap(kek, DEK, AAD)).then((outcome) => {
      result = outcome;
    });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(result).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(result).toBe("kms_unavailable");
    expect(calls).toHaveLength(2);
  });

  it("counts retries into the 10 seconds", async () => {
    const { kms, kek, mood } = await moodyKms();
    Object.assign(mood, { fail: "kms_unavailable", latency_ms: 6_000 });
    let result = "waiting";
    void settled(kms.wrap(kek, DEK, AAD)).then((outcome) => {
      result = outcome;
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(result).toBe("kms_unavailable");
  });

  it("has at most 32 calls under way, calls it has given up on included", async () => {
    const { kms, kek, mood, seen, calls } = await moodyKms({ breaker_failures: 1_000 });
    mood.latency_ms = 15_000;
    const all = Array.from({ length: 100 }, () => settled(kms.wrap(kek, DEK, AAD)));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(await Promise.all(all))).toEqual(new Set(["kms_unavailable"]));
    expect(calls).toHaveLength(32);
    const late = settled(kms.wrap(kek, DEK, AAD));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(calls).toHaveLength(32);
    mood.latency_ms = 1;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await late).toBe("ok");
    expect(seen.most).toBe(32);
  });

  it("refuses at once what does not fit into the queue", async () => {
    const { kms, kek, mood } = await moodyKms({ max_in_flight: 2, max_queued: 3 });
    mood.latency_ms = 100;
    const accepted = Array.from({ length: 5 }, () => settled(kms.wrap(kek, DEK, AAD)));
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    await vi.advanceTimersByTimeAsync(300);
    expect(await Promise.all(accepted)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
  });

  it("gets its slots back from calls that never end", async () => {
    const { kms, kek, mood } = await moodyKms({ max_in_flight: 1, breaker_failures: 1_000, retries: 0 });
    mood.hang = true;
    const hung = settled(kms.wrap(kek, DEK, AAD));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await hung).toBe("kms_unavailable");
    mood.hang = false;
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("ok");
  });
});

describe("the breaker", () => {
  it("stops asking after five failures in a row and answers at once", async () => {
    const { kms, kek, mood, calls } = await moodyKms({ retries: 0 });
    mood.fail = "kms_unavailable";
    for (let i = 0; i < 5; i++) await settled(kms.wrap(kek, DEK, AAD));
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    expect(calls).toHaveLength(5);
  });

  it("lets one call try after five seconds, and closes when it succeeds", async () => {
    const { kms, kek, mood, calls, events } = await moodyKms({ retries: 0 });
    mood.fail = "kms_unavailable";
    for (let i = 0; i < 5; i++) await settled(kms.wrap(kek, DEK, AAD));
    await vi.advanceTimersByTimeAsync(5_000);
    mood.latency_ms = 50;
    const probes = [settled(kms.wrap(kek, DEK, AAD)), settled(kms.wrap(kek, DEK, AAD))];
    await vi.advanceTimersByTimeAsync(50);
    expect(await Promise.all(probes)).toEqual(["kms_unavailable", "kms_unavailable"]);
    expect(calls).toHaveLength(6);

    Object.assign(mood, { fail: undefined, latency_ms: 0 });
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("ok");
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("ok");
    const states = events.flatMap((event) => (event.type === "breaker" ? [event.state] : []));
    expect(states).toEqual(["open", "half_open", "open", "half_open", "closed"]);
  });

  it.each(["kms_key_unavailable", "kms_integrity"] as const)("is never opened by %s", async (code) => {
    const { kms, kek, mood, calls } = await moodyKms();
    mood.fail = code;
    for (let i = 0; i < 50; i++) expect(await settled(kms.wrap(kek, DEK, AAD))).toBe(code);
    expect(calls).toHaveLength(50);
    mood.fail = undefined;
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("ok");
  });

  it("counts only failures in a row", async () => {
    const { kms, kek, mood } = await moodyKms({ retries: 0 });
    for (let i = 0; i < 4; i++) {
      Object.assign(mood, { fail: "kms_unavailable", failures: 4 });
      for (let j = 0; j < 4; j++) expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
      expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("ok");
    }
  });

  it("keeps MACs working while Cloud KMS is down, since their keys are here", async () => {
    const { kms, kek, mood } = await moodyKms({ retries: 0 }, "gcp");
    mood.fail = "kms_unavailable";
    for (let i = 0; i < 5; i++) await settled(kms.wrap(kek, DEK, AAD));
    mood.fail = undefined;
    expect(await settled(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    expect(await settled(kms.mac("apikey", AAD))).toBe("ok");
  });

  it("reports health as unavailable instead of throwing", async () => {
    const { kms, mood } = await moodyKms();
    mood.fail = "kms_unavailable";
    const health = kms.health();
    await vi.runAllTimersAsync();
    expect(await health).toEqual({ status: "unavailable", protection_level: "software" });
  });
});

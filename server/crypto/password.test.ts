import { describe, expect, it } from "vitest";
import { createLocalKms } from "#server/ports/kms/local.ts";
import { createPasswordHasher, PasswordPoolBusy } from "./password.ts";
import keys from "./testdata/local-kms.json" with { type: "json" };
import vector from "./testdata/password.json" with { type: "json" };

const kms = createLocalKms({ root: Buffer.from(keys.root, "hex"), deployment_id: keys.deployment_id });
const hasher = createPasswordHasher(kms);
const password = "Kx7!vQbdfhkmpr#Z4q";
const no = { ok: false, needs_rehash: false };

describe("password hashes", () => {
  it("are PHC strings of Argon2id with 64 MiB, 3 passes, 4 lanes and a fresh salt", async () => {
    const [a, b] = [await hasher.hashPassword(password), await hasher.hashPassword(password)];
    expect(a).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(a).not.toBe(b);
    expect(await hasher.verifyPassword(a, password)).toEqual({ ok: true, needs_rehash: false });
    expect(await hasher.verifyPassword(a, `${password}x`)).toEqual(no);
  });

  it("match those of another implementation, pepper included", async () => {
    expect(await hasher.verifyPassword(vector.current, vector.password)).toEqual({
      ok: true,
      needs_rehash: false,
    });
  });

  it("of an older cost still match and ask for a rehash, a wrong password does not", async () => {
    expect(await hasher.verifyPassword(vector.older, vector.password)).toEqual({
      ok: true,
      needs_rehash: true,
    });
    expect(await hasher.verifyPassword(vector.older, password)).toEqual(no);
  });

  it("are useless under another root", async () => {
    const other = createLocalKms({ root: Buffer.alloc(32, 1), deployment_id: keys.deployment_id });
    expect(await createPasswordHasher(other).verifyPassword(vector.older, vector.password)).toEqual(no);
  });

  it("are the same for the composed and the decomposed spelling", async () => {
    expect((await hasher.verifyPassword(vector.older, vector.password.normalize("NFD"))).ok).toBe(true);
  });

  it("do not cut a password at NUL", async () => {
    expect(await hasher.verifyPassword(vector.older, `${vector.password}\0tail`)).toEqual(no);
    await expect(hasher.hashPassword(`${password}\0`)).rejects.toThrow(RangeError);
  });

  it.each([
    "",
    "x",
    vector.older.replace("m=8192", "m=999999"),
    vector.older.replace("t=2", "t=0"),
    vector.older.replace("argon2id", "argon2i"),
    `${vector.older}\n`,
  ])("that cannot be read (%j) match nothing", async (stored) => {
    expect(await hasher.verifyPassword(stored, vector.password)).toEqual(no);
  });

  it("refuse a password of 5 million characters without hashing", async () => {
    const started = performance.now();
    expect(await hasher.verifyPassword(vector.current, "x".repeat(5_000_000))).toEqual(no);
    expect(await hasher.verifyNothing("x".repeat(129))).toEqual(no);
    expect(performance.now() - started).toBeLessThan(50);
  });

  it("cost the same for an unknown user", async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 5; i++) {
      known.push(await milliseconds(() => hasher.verifyPassword(vector.current, password)));
      unknown.push(await milliseconds(() => hasher.verifyNothing(password)));
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.6);
    expect(Math.min(...unknown)).toBeLessThan(Math.min(...known) * 1.7);
  });
});

describe("the password pool", () => {
  it("runs 2, lets 20 wait and refuses the others at once, then serves again", async () => {
    const flooded = createPasswordHasher(kms);
    const started = performance.now();
    const refusals: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, () =>
        flooded.verifyPassword(vector.older, vector.password).catch((error: unknown) => {
          refusals.push(performance.now() - started);
          throw error;
        }),
      ),
    );
    const rejected = results.filter((result) => result.status === "rejected");
    expect(rejected).toHaveLength(78);
    expect(rejected.every((result) => result.reason instanceof PasswordPoolBusy)).toBe(true);
    expect(Math.max(...refusals)).toBeLessThan(200);
    expect((await flooded.verifyPassword(vector.older, vector.password)).ok).toBe(true);
  });

  it("never runs more than 2 at once, and frees the slot of a failed one", async () => {
    let running = 0;
    let most = 0;
    const failing = createPasswordHasher({
      ...kms,
      async mac(purpose, data) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        if (data.length % 2 === 0) throw new RangeError("no MAC");
        return kms.mac(purpose, data);
      },
    });
    const tries = Array.from({ length: 22 }, (_, i) =>
      failing.verifyPassword(vector.older, "x".repeat(12 + i)),
    );
    await Promise.allSettled(tries);
    expect(most).toBe(2);
    await expect(failing.verifyPassword(vector.older, "x".repeat(14))).resolves.toBeDefined();
  });
});

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

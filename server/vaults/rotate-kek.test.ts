import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KmsError } from "#server/ports/kms/kms.ts";
import { events, person, put, scene, type TestApi, testApi, vault } from "#server/testing/test-api.ts";
import { destroyDeletedVaults } from "./jobs.ts";
import { rotateKek } from "./rotate-kek.ts";

let api: TestApi;
const destroyed: string[] = [];
/** Rewraps that the key service still does before it is gone. */
let rewrapsLeft = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  api = await testApi({
    kms: (kms) => ({
      ...kms,
      rewrap(...words) {
        if (rewrapsLeft-- <= 0) throw new KmsError("kms_unavailable", "the key service is gone");
        return kms.rewrap(...words);
      },
      async destroyKek(kek) {
        destroyed.push(`${kek.vault_id}/${kek.version}`);
        await kms.destroyKek(kek);
      },
    }),
  });
});
afterAll(() => api.close());

/** A person with a vault of `count` secrets. */
async function filledVault(count: number) {
  const owner = await person(api);
  const vault_id = await vault(api, owner.token);
  const url = (n: number) => `/v1/vaults/${vault_id}/secrets/keys/k${n}`;
  for (let n = 0; n < count; n++) await put(api, owner.token, vault_id, `keys/k${n}`, `value ${n}`);
  const read = async (n: number) =>
    (await api.ask<{ value: string }>("GET", url(n), { token: owner.token })).body.value;
  return { owner, vault_id, url, read };
}

async function versionsByKek(vault_id: string): Promise<Record<number, number>> {
  const { rows } = await api.admin.query<{ kek_version: number; count: string }>(
    "select kek_version, count(*) from secret_versions where vault_id = $1 group by 1",
    [vault_id],
  );
  return Object.fromEntries(rows.map((row) => [row.kek_version, Number(row.count)]));
}

describe("rotating a vault's key", () => {
  it("puts every version under the new one, and each still opens with its own value", async () => {
    const { owner, vault_id, url } = await filledVault(3);
    const large = "ä".repeat(100_000);
    await put(api, owner.token, vault_id, "keys/k1", large, { max_access_count: 2, type: "file" });
    await put(api, owner.token, vault_id, "keys/k2", "with an end", { expires_at: "2199-01-01T00:00:00Z" });
    await api.ask("DELETE", url(0), { token: owner.token });

    expect(await rotateKek(api.runtime, vault_id)).toEqual({
      from_version: 1,
      to_version: 2,
      rewrapped: 5,
      damaged: 0,
      resumed: false,
    });
    expect(await versionsByKek(vault_id)).toEqual({ 2: 5 });
    const value = async (n: number) =>
      (await api.ask<{ value: string }>("GET", url(n), { token: owner.token })).body.value;
    expect(await value(1)).toBe(large);
    expect(await value(2)).toBe("with an end");
    expect((await rotateKek(api.runtime, vault_id)).to_version).toBe(3);
    expect(await value(1)).toBe(large);
    expect(await value(1)).toBeUndefined();
  });

  it("is on the record at its start and at its end", async () => {
    const { owner, vault_id } = await filledVault(2);
    await rotateKek(api.runtime, vault_id);
    const rotations = await events(api, owner.token, "&action=kek.rotate");
    expect(rotations.map((event) => [event.resource_id, event.details])).toEqual([
      [vault_id, { state: "finished", from_version: 1, to_version: 2, rewrapped: 2, damaged: 0 }],
      [vault_id, { state: "started", from_version: 1, to_version: 2 }],
    ]);
  });

  it("never stops reads or writes, and writes are under the new version from the first moment", async () => {
    const { owner, vault_id, read } = await filledVault(220);
    const wrong: string[] = [];
    let running = true;
    const reader = (async () => {
      for (let n = 0; running; n = (n + 7) % 220) {
        const value = await read(n);
        if (value !== `value ${n}`) wrong.push(`${n}: ${value}`);
      }
    })();
    const written: Promise<unknown>[] = [];
    const progress: number[] = [];
    await rotateKek(api.runtime, vault_id, {
      onProgress({ rewrapped }) {
        progress.push(rewrapped);
        written.push(put(api, owner.token, vault_id, `new/n${rewrapped}`, "new"));
      },
    });
    running = false;
    await Promise.all([reader, ...written]);
    expect(wrong).toEqual([]);
    expect(progress).toEqual([100, 200, 220]);
    expect(await versionsByKek(vault_id)).toEqual({ 2: 223 });
  });

  it("goes on where it was interrupted and makes no further key version for that", async () => {
    const { vault_id, read } = await filledVault(150);
    rewrapsLeft = 120;
    await expect(rotateKek(api.runtime, vault_id)).rejects.toThrow(KmsError);
    rewrapsLeft = Number.POSITIVE_INFINITY;
    expect(await versionsByKek(vault_id)).toEqual({ 1: 50, 2: 100 });
    expect([await read(0), await read(149)]).toEqual(["value 0", "value 149"]);

    const again = await rotateKek(api.runtime, vault_id);
    expect(again).toMatchObject({ from_version: 1, to_version: 2, rewrapped: 50, resumed: true });
    expect(await versionsByKek(vault_id)).toEqual({ 2: 150 });
  });

  it("can be done by several workers at once: one key version, each secret rewrapped once", async () => {
    const { vault_id, read } = await filledVault(150);
    const other = await api.second();
    const results = await Promise.all([
      rotateKek(api.runtime, vault_id),
      rotateKek(other.runtime, vault_id),
      rotateKek(api.runtime, vault_id),
    ]);
    expect(results.map((result) => result.to_version)).toEqual([2, 2, 2]);
    expect(results.reduce((sum, result) => sum + result.rewrapped, 0)).toBe(150);
    expect(await versionsByKek(vault_id)).toEqual({ 2: 150 });
    expect([await read(0), await read(149)]).toEqual(["value 0", "value 149"]);
  });

  it("passes over a damaged version, records it, and is not held up by it the next time", async () => {
    const { owner, vault_id, read } = await filledVault(120);
    await api.admin.query(
      `update secret_versions v set blob = set_byte(blob, 30, get_byte(blob, 30) # 1)
        from secrets s where s.id = v.secret_id and s.vault_id = $1 and s.path = 'keys/k5'`,
      [vault_id],
    );
    expect(await rotateKek(api.runtime, vault_id)).toMatchObject({ rewrapped: 119, damaged: 1 });
    expect(await rotateKek(api.runtime, vault_id)).toMatchObject({ to_version: 3, rewrapped: 119 });
    expect(await versionsByKek(vault_id)).toEqual({ 1: 1, 3: 119 });
    expect(await read(6)).toBe("value 6");
    const damage = await events(api, owner.token, "&action=crypto.integrity_failure");
    expect(damage[0]).toMatchObject({ outcome: "failure", details: { vault_id, path: "keys/k5" } });
  });

  it("counts no access and changes nothing else of the row", async () => {
    const s = await scene(api, { path: "limited" });
    const all = "select *, null as blob, null as kek_version from secret_versions where vault_id = $1";
    const before = (await api.admin.query(all, [s.vault_id])).rows;
    await rotateKek(api.runtime, s.vault_id);
    expect((await api.admin.query(all, [s.vault_id])).rows).toEqual(before);
  });

  it("destroys no key version, and the end of the vault destroys every one of them", async () => {
    const { owner, vault_id } = await filledVault(1);
    await rotateKek(api.runtime, vault_id);
    await rotateKek(api.runtime, vault_id);
    expect(destroyed).toEqual([]);
    expect((await api.ask("DELETE", `/v1/vaults/${vault_id}`, { token: owner.token })).status).toBe(204);
    api.clock.advance(31 * 86_400_000);
    await destroyDeletedVaults(api.runtime);
    expect(destroyed).toEqual([1, 2, 3].map((version) => `${vault_id}/${version}`));
    expect(await versionsByKek(vault_id)).toEqual({});
  });

  it("refuses a vault that is not there", async () => {
    await expect(rotateKek(api.runtime, "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
      code: "vault_not_found",
    });
  });
});

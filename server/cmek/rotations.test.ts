import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cmek, createClient, unwrap } from "#sdk";
import { type ClientKey, clientKey, cmekVault } from "#server/testing/examples/cmek.ts";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  events,
  expectStatus,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { rotateKek } from "#server/vaults/rotate-kek.ts";

let api: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
});
afterAll(() => api.close());

type Job = { id: string; status: string; total_secrets: number; processed: number };

const client = (instance = api, token = owner.token) =>
  createClient({ baseUrl: "http://127.0.0.1:3000", fetch: instance.fetch, token });
const codeOf = (answer: { body: Record<string, unknown> }) =>
  String(answer.body.type).replace("/docs/errors/", "");
const ask = (method: string, path: string, body?: unknown, token = owner.token) =>
  api.ask(method, path, { token, ...(body !== undefined && { body }) });

/** A vault under a fresh key with `count` secrets, and the keys to rotate between. */
async function filled(count: number) {
  const [from, to] = await Promise.all([clientKey(), clientKey()]);
  const vault_id = await cmekVault(api, owner.token, from);
  const values = new Map<string, string>();
  for (let n = 0; n < count; n++) {
    const value = `value ${randomUUID()}`;
    values.set(`keys/k${n}`, value);
    await put(api, owner.token, vault_id, `keys/k${n}`, await cmek.seal(from.bytes, value));
  }
  return { vault_id, from, to, values };
}

/** Reads a secret as a client does: with the key that the answer's label names. */
async function readAs(vault_id: string, path: string, keys: ClientKey[], version?: number): Promise<string> {
  const address = version ? `secret-version/${path}/${version}` : `secrets/${path}`;
  const answer = await api.ask<{ value: string }>("GET", `/v1/vaults/${vault_id}/${address}`, {
    token: owner.token,
  });
  const { value } = expectStatus(answer, 200);
  const label = answer.headers.get("x-cmek-fingerprint");
  const key = keys.find(({ fingerprint }) => fingerprint === label);
  return cmek.open(key?.bytes ?? expect.fail(`no key is named ${label}`), value);
}

async function labels(vault_id: string): Promise<Record<string, number>> {
  const { rows } = await api.admin.query<{ cmek_fingerprint: string; count: string }>(
    "select cmek_fingerprint, count(*) from secret_versions where vault_id = $1 group by 1",
    [vault_id],
  );
  return Object.fromEntries(rows.map((row) => [row.cmek_fingerprint, Number(row.count)]));
}

const start = async (vault_id: string, from: ClientKey, to: ClientKey): Promise<Job> =>
  expectStatus(
    await api.ask<Job>("POST", `/v1/vaults/${vault_id}/cmek-rotations`, {
      token: owner.token,
      body: { old_fingerprint: from.fingerprint, new_fingerprint: to.fingerprint },
    }),
    201,
  );

describe("a client's key that is rotated in the client", () => {
  it("puts every readable version under the new key, without either key in any request", async () => {
    const { vault_id, from, to, values } = await filled(3);
    await put(api, owner.token, vault_id, "keys/k0", await cmek.seal(from.bytes, "second"));
    const large = "ä".repeat(40_000);
    await put(api, owner.token, vault_id, "keys/large", await cmek.seal(from.bytes, large));
    const sent: string[] = [];
    const sdk = createClient({
      baseUrl: "http://127.0.0.1:3000",
      token: owner.token,
      fetch: (input, init) => {
        sent.push(`${input} ${init?.body ?? ""} ${JSON.stringify(init?.headers)}`);
        return api.fetch(input, init);
      },
    });
    const progress: number[] = [];
    const job = unwrap(
      await sdk.cmek.rotate({
        vault_id,
        oldKey: from.bytes,
        newKey: to.bytes,
        onProgress: ({ processed }) => progress.push(processed),
      }),
    );
    expect(job).toMatchObject({ status: "completed", total_secrets: 5, processed: 5 });
    expect(progress.at(-1)).toBe(5);
    expect(await labels(vault_id)).toEqual({ [to.fingerprint]: 5 });
    expect(await readAs(vault_id, "keys/k0", [to])).toBe("second");
    expect(await readAs(vault_id, "keys/k0", [to], 1)).toBe(values.get("keys/k0"));
    expect(await readAs(vault_id, "keys/large", [to])).toBe(large);
    for (const { bytes } of [from, to])
      for (const form of ["base64", "hex"] as const)
        expect(sent.join("\n")).not.toContain(Buffer.from(bytes).toString(form));
    for (const value of values.values()) expect(sent.join("\n")).not.toContain(value);
  });

  it("keeps versions, paths, limits and times as they are, and counts no access", async () => {
    const { vault_id, from, to } = await filled(1);
    await put(api, owner.token, vault_id, "limited", await cmek.seal(from.bytes, "x"), {
      max_access_count: 1,
      expires_at: "2199-01-01T00:00:00Z",
      type: "password",
    });
    const all =
      "select *, null as blob, null as cmek_fingerprint from secret_versions where vault_id = $1 order by secret_id";
    const before = (await api.admin.query(all, [vault_id])).rows;
    unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    expect((await api.admin.query(all, [vault_id])).rows).toEqual(before);
    expect(await readAs(vault_id, "limited", [to])).toBe("x");
    expect((await ask("GET", `/v1/vaults/${vault_id}/secrets/limited`)).status).toBe(410);
  });

  it("leaves what can be read no more under the old key", async () => {
    const { vault_id, from, to } = await filled(3);
    const once = await put(api, owner.token, vault_id, "once", await cmek.seal(from.bytes, "x"), {
      max_access_count: 1,
    });
    await readAs(vault_id, "once", [from]);
    await ask("DELETE", `/v1/vaults/${vault_id}/secrets/keys/k0`);
    await ask("POST", `/v1/vaults/${vault_id}/secret-version-disable/keys/k1/1`);
    const job = unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    expect(job).toMatchObject({ status: "completed", total_secrets: 1, processed: 1 });
    expect(await labels(vault_id)).toEqual({ [from.fingerprint]: 3, [to.fingerprint]: 1 });
    expect(once.version).toBe(1);
  });

  it("takes new values under the new key from its first moment, and refuses those that say the old one", async () => {
    const { vault_id, from, to } = await filled(1);
    await start(vault_id, from, to);
    const shown = await ask("GET", `/v1/vaults/${vault_id}`);
    expect(shown.body.cmek_fingerprint).toBe(to.fingerprint);
    const stale = await client().secrets.set(
      vault_id,
      "new",
      await cmek.seal(from.bytes, "x"),
      {},
      { cmekFingerprint: from.fingerprint },
    );
    expect(stale.error?.code).toBe("cmek_fingerprint_mismatch");
    await put(api, owner.token, vault_id, "new", await cmek.seal(to.bytes, "x"));
    expect(await readAs(vault_id, "new", [from, to])).toBe("x");
    expect(await readAs(vault_id, "keys/k0", [from, to])).toMatch(/^value/);
  });

  it("goes on where it was interrupted, and every secret is readable at every moment as labelled", async () => {
    const { vault_id, from, to, values } = await filled(24);
    let running = true;
    const wrong: string[] = [];
    const reader = (async () => {
      const paths = [...values.keys()];
      for (let n = 0; running; n = (n + 7) % paths.length) {
        const path = paths[n] ?? "";
        const value = await readAs(vault_id, path, [from, to]).catch(String);
        if (value !== values.get(path)) wrong.push(`${path}: ${value}`);
      }
    })();
    const ids = new Set<string>();
    for (let kill = 0; kill < 6; kill++) {
      const job = await start(vault_id, from, to);
      ids.add(job.id);
      const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}/secrets`;
      const page = await api.ask<{ secrets: { path: string; version: number; value: string }[] }>(
        "GET",
        `${url}?limit=4`,
        { token: owner.token },
      );
      const entries = await Promise.all(
        page.body.secrets.map(async (secret) => ({
          ...secret,
          value: await cmek.seal(to.bytes, await cmek.open(from.bytes, secret.value)),
        })),
      );
      // Every other time the client dies after it fetched, and before it sent.
      if (kill % 2) expectStatus(await ask("POST", url, { entries }), 200);
    }
    expect(ids.size).toBe(1);
    const job = unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    running = false;
    await reader;
    expect(wrong).toEqual([]);
    expect(job).toMatchObject({ id: [...ids][0], status: "completed", total_secrets: 24, processed: 24 });
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
  });

  it("may be done by two clients on two instances at once: each version counts once, and none is lost", async () => {
    const { vault_id, from, to, values } = await filled(40);
    const second = await api.second();
    const keys = { vault_id, oldKey: from.bytes, newKey: to.bytes };
    const ended = await Promise.all([
      client().cmek.rotate(keys),
      client(second).cmek.rotate(keys),
      client().cmek.rotate(keys),
    ]);
    for (const answer of ended)
      expect(answer.data ?? answer.error).toMatchObject({ status: "completed", processed: 40 });
    expect(new Set(ended.map((answer) => answer.data?.id)).size).toBe(1);
    expect(await labels(vault_id)).toEqual({ [to.fingerprint]: 40 });
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
  });

  it("is not harmed by the vault's own key being rotated meanwhile", async () => {
    const { vault_id, from, to, values } = await filled(30);
    const [job] = await Promise.all([
      client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }),
      rotateKek(api.runtime, vault_id),
    ]);
    expect(unwrap(job)).toMatchObject({ status: "completed", processed: 30 });
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
  });
});

describe("a rotation of a client's key", () => {
  it("can be abandoned, changes nothing back, and the next one picks up what is left", async () => {
    const { vault_id, from, to } = await filled(5);
    const job = await start(vault_id, from, to);
    const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}`;
    const value = await cmek.seal(to.bytes, "value 0");
    const entries = [{ path: "keys/k0", version: 1, value }];
    expect((await ask("POST", `${url}/secrets`, { entries })).body).toMatchObject({ replaced: 1 });
    expect((await ask("DELETE", url)).status).toBe(204);
    expect(codeOf(await ask("DELETE", url))).toBe("cmek_rotation_over");
    expect(codeOf(await ask("POST", `${url}/secrets`, { entries }))).toBe("cmek_rotation_over");
    expect(codeOf(await ask("GET", `${url}/secrets`))).toBe("cmek_rotation_over");
    expect(codeOf(await ask("POST", `${url}/complete`))).toBe("cmek_rotation_over");
    const shown = await ask("GET", `/v1/vaults/${vault_id}/cmek-rotate/${job.id}`);
    expect(shown.body).toMatchObject({
      status: "failed",
      processed: 1,
      error: "The rotation was abandoned.",
    });
    expect(await labels(vault_id)).toEqual({ [from.fingerprint]: 4, [to.fingerprint]: 1 });
    const again = unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    expect(again).toMatchObject({ status: "completed", total_secrets: 4, processed: 4 });
    expect(again.id).not.toBe(job.id);
  });

  it("takes the same batch again without changing or counting anything", async () => {
    const { vault_id, from, to } = await filled(2);
    const job = await start(vault_id, from, to);
    const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}/secrets`;
    const send = async (text: string) =>
      expectStatus(
        await ask("POST", url, {
          entries: [{ path: "keys/k0", version: 1, value: await cmek.seal(to.bytes, text) }],
        }),
        200,
      );
    expect(await send("first")).toMatchObject({ replaced: 1, job: { processed: 1 } });
    expect(await send("second")).toMatchObject({ replaced: 0, job: { processed: 1 } });
    expect(await readAs(vault_id, "keys/k0", [to])).toBe("first");
  });

  it("is complete only when nothing is left, and stays complete", async () => {
    const { vault_id, from, to } = await filled(1);
    const job = await start(vault_id, from, to);
    const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}/complete`;
    const early = await ask("POST", url);
    expect([early.status, codeOf(early)]).toEqual([409, "cmek_rotation_unfinished"]);
    expect(early.body.detail).toContain("1 version is left");
    unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    expect((await ask("POST", url)).body).toMatchObject({ status: "completed" });
  });

  it("is the only one of its vault, and keeps encryption from being disabled", async () => {
    const { vault_id, from, to } = await filled(1);
    await start(vault_id, from, to);
    const third = await clientKey();
    const body = { new_fingerprint: third.fingerprint };
    const another = await ask("POST", `/v1/vaults/${vault_id}/cmek-rotations`, body);
    expect([another.status, codeOf(another)]).toEqual([409, "cmek_rotation_open"]);
    expect(codeOf(await ask("DELETE", `/v1/vaults/${vault_id}/cmek`))).toBe("cmek_rotation_open");
  });

  it("wants an enabled vault, keys that are the vault's, and two of them", async () => {
    const { vault_id, from, to } = await filled(0);
    const url = `/v1/vaults/${vault_id}/cmek-rotations`;
    const third = await clientKey();
    const same = await ask("POST", url, { new_fingerprint: from.fingerprint });
    expect([same.status, codeOf(same)]).toEqual([400, "validation_failed"]);
    const foreign = { old_fingerprint: third.fingerprint, new_fingerprint: to.fingerprint };
    expect(codeOf(await ask("POST", url, foreign))).toBe("cmek_fingerprint_mismatch");
    expectStatus(await ask("DELETE", `/v1/vaults/${vault_id}/cmek`), 200);
    expect(codeOf(await ask("POST", url, { new_fingerprint: to.fingerprint }))).toBe("cmek_not_enabled");
  });

  it("is found in its own vault alone", async () => {
    const [a, b] = await Promise.all([filled(1), filled(1)]);
    const job = await start(a.vault_id, a.from, a.to);
    for (const [method, path] of [
      ["GET", `cmek-rotate/${job.id}`],
      ["GET", `cmek-rotations/${job.id}/secrets`],
      ["POST", `cmek-rotations/${job.id}/complete`],
      ["DELETE", `cmek-rotations/${job.id}`],
    ] as const) {
      const answer = await ask(method, `/v1/vaults/${b.vault_id}/${path}`);
      expect([answer.status, codeOf(answer)]).toEqual([404, "cmek_rotation_not_found"]);
    }
  });

  it("hands values out, and takes them, only where its caller has a policy, and records each before", async () => {
    const admin = await colleague(api, owner, "admin");
    const { vault_id, from, to } = await filled(2);
    const job = await start(vault_id, from, to);
    const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}/secrets`;
    expect((await ask("GET", url, undefined, admin.token)).body).toEqual({ secrets: [] });
    const entries = [{ path: "keys/k0", version: 1, value: await cmek.seal(to.bytes, "forged") }];
    const forged = await ask("POST", url, { entries }, admin.token);
    expect([forged.status, codeOf(forged)]).toEqual([403, "path_not_granted"]);
    expect(await labels(vault_id)).toEqual({ [from.fingerprint]: 2 });
    const page = await api.ask("GET", url, { token: owner.token });
    expect((page.body.secrets as unknown[]).length).toBe(2);
    const reads = await events(api, owner.token, "&action=secret.read");
    expect(reads.filter((event) => event.request_id === page.headers.get("x-request-id"))).toHaveLength(2);
  });

  it("refuses what is not encrypted, naming the entry", async () => {
    const { vault_id, from, to } = await filled(1);
    const job = await start(vault_id, from, to);
    const url = `/v1/vaults/${vault_id}/cmek-rotations/${job.id}/secrets`;
    const entry = { path: "keys/k0", version: 1, value: "CANARY-plain" };
    const answer = await ask("POST", url, { entries: [entry] });
    expect(answer.status).toBe(400);
    expect(answer.body.fields).toHaveProperty(["entries.0.value"]);
    expect(answer.text).not.toContain("CANARY");
    for (const entries of [[], {}, Array.from({ length: 101 }, () => entry), [{ ...entry, version: 0 }]])
      expect((await ask("POST", url, { entries })).status).toBe(400);
  });

  it("is on the record at its start, with each batch, and at its end, and never with a value or a key", async () => {
    const { vault_id, from, to } = await filled(2);
    unwrap(await client().cmek.rotate({ vault_id, oldKey: from.bytes, newKey: to.bytes }));
    const all = (await events(api, owner.token)).filter((event) => event.resource_id === vault_id);
    const steps = all.map((event) => [event.action, (event.details as { state?: string }).state]);
    expect(steps.slice(0, 3)).toEqual([
      ["cmek.rotate_done", undefined],
      ["cmek.rotate", "running"],
      ["cmek.rotate", "started"],
    ]);
    for (const { bytes } of [from, to])
      expect(JSON.stringify(all)).not.toContain(cmek.toBase64(bytes).slice(0, 20));
  });
});

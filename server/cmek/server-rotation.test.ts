import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cmek } from "#sdk";
import { readConfig } from "#server/config.ts";
import { KmsError } from "#server/ports/kms/kms.ts";
import { type ClientKey, clientKey, cmekVault } from "#server/testing/examples/cmek.ts";
import {
  type Answer,
  events,
  expectStatus,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { failInterruptedRotations } from "./jobs.ts";
import { STALE_MS } from "./server-rotation.ts";

let api: TestApi;
let owner: Person;
/** Called before each wrap of the key service: lets a rotation be stopped at any of its versions. */
let beforeWrap: () => Promise<void> | void = () => {};
beforeAll(async () => {
  api = await testApi({
    env: { CMEK_SERVER_ROTATION: "on" },
    kms: (kms) => ({
      ...kms,
      async wrap(...words) {
        await beforeWrap();
        return kms.wrap(...words);
      },
    }),
  });
  owner = await person(api);
});
afterAll(() => api.close());
beforeEach(() => {
  beforeWrap = () => {};
});

type Job = {
  id: string;
  status: string;
  total_secrets: number;
  processed: number;
  error?: string;
};

const codeOf = (answer: { body: object }) =>
  String((answer.body as { type?: string }).type).replace("/docs/errors/", "");

async function filled(count: number) {
  const [from, to] = await Promise.all([clientKey(), clientKey()]);
  const vault_id = await cmekVault(api, owner.token, from);
  const values = new Map<string, string>();
  for (let n = 0; n < count; n++) {
    const value = `CANARY-${randomUUID()}`;
    values.set(`keys/k${n}`, value);
    await put(api, owner.token, vault_id, `keys/k${n}`, await cmek.seal(from.bytes, value));
  }
  return { vault_id, from, to, values };
}

function rotate(
  vault_id: string,
  from: ClientKey,
  to: ClientKey,
  fields: { headers?: Record<string, string>; fingerprint?: string; instance?: TestApi } = {},
): Promise<Answer<Job>> {
  return (fields.instance ?? api).ask<Job>("POST", `/v1/vaults/${vault_id}/cmek-rotate`, {
    token: owner.token,
    body: { new_fingerprint: fields.fingerprint ?? to.fingerprint },
    headers: {
      "x-cmek-old-key": cmek.toBase64(from.bytes),
      "x-cmek-new-key": cmek.toBase64(to.bytes),
      ...fields.headers,
    },
  });
}

/** The job once it is over. */
async function ended(vault_id: string, id: string): Promise<Job> {
  for (;;) {
    const job = expectStatus(
      await api.ask<Job>("GET", `/v1/vaults/${vault_id}/cmek-rotate/${id}`, { token: owner.token }),
      200,
    );
    if (job.status !== "running") return job;
  }
}

async function readAs(vault_id: string, path: string, keys: ClientKey[]): Promise<string> {
  const answer = await api.ask<{ value: string }>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, {
    token: owner.token,
  });
  const { value } = expectStatus(answer, 200);
  const label = answer.headers.get("x-cmek-fingerprint");
  const key = keys.find(({ fingerprint }) => fingerprint === label);
  return cmek.open(key?.bytes ?? expect.fail(`no key is named ${label}`), value);
}

async function under(vault_id: string, key: ClientKey): Promise<number> {
  const { rows } = await api.admin.query(
    "select count(*)::int as n from secret_versions where vault_id = $1 and cmek_fingerprint = $2",
    [vault_id, key.fingerprint],
  );
  return rows[0].n;
}

/** Everything the database holds, as text. */
async function dump(): Promise<string> {
  const { rows } = await api.admin.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) =>
      JSON.stringify((await api.admin.query(`select t::text from ${name} t`)).rows),
    ),
  );
  return texts.join("\n");
}

describe("a client's key that is rotated on the server", () => {
  it("is off unless the operator says so, and nothing changes then", async () => {
    expect(readConfig({}).CMEK_SERVER_ROTATION).toBe("off");
    const off = await testApi({ env: { CMEK_SERVER_ROTATION: "off" } });
    const someone = await person(off);
    const [from, to] = await Promise.all([clientKey(), clientKey()]);
    const vault_id = await cmekVault(off, someone.token, from);
    const answer = await off.ask("POST", `/v1/vaults/${vault_id}/cmek-rotate`, {
      token: someone.token,
      body: { new_fingerprint: to.fingerprint },
      headers: {
        "x-cmek-old-key": cmek.toBase64(from.bytes),
        "x-cmek-new-key": cmek.toBase64(to.bytes),
      },
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, "server_rotation_disabled"]);
    expect((await off.admin.query("select from cmek_rotations")).rowCount).toBe(0);
    expect((await off.ask("GET", `/v1/vaults/${vault_id}`, { token: someone.token })).body).toMatchObject({
      cmek_fingerprint: from.fingerprint,
    });
    await off.close();
  });

  it("puts everything under the new key in the background and answers with the job at once", async () => {
    const { vault_id, from, to, values } = await filled(120);
    const answer = await rotate(vault_id, from, to);
    expect(answer.status).toBe(202);
    expect(Object.keys(answer.body).sort()).toEqual(
      [
        "created_at",
        "id",
        "new_fingerprint",
        "old_fingerprint",
        "processed",
        "started_at",
        "status",
        "total_secrets",
        "vault_id",
      ].sort(),
    );
    const job = await ended(vault_id, answer.body.id);
    expect(job).toMatchObject({ status: "completed", total_secrets: 120, processed: 120 });
    expect(job).toHaveProperty("completed_at");
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
  });

  it("leaves neither key nor value in the database, its answers or the record", async () => {
    const { vault_id, from, to, values } = await filled(3);
    const answer = await rotate(vault_id, from, to);
    const job = await ended(vault_id, answer.body.id);
    const everything = `${await dump()}${answer.text}${JSON.stringify(job)}`;
    for (const { bytes } of [from, to])
      for (const form of ["hex", "base64", "base64url"] as const)
        expect(everything).not.toContain(Buffer.from(bytes).toString(form).slice(0, 30));
    for (const value of values.values()) expect(everything).not.toContain(value);
    const done = await events(api, owner.token, "&action=cmek.rotate_done");
    expect(done[0]).toMatchObject({ actor_type: "system", details: { status: "completed", processed: 3 } });
  });

  it("takes keys only that fit the fingerprints, and says which one does not", async () => {
    const { vault_id, from, to } = await filled(1);
    const third = await clientKey();
    const wrong = async (answering: Promise<Answer<Job>>, field: string, code: string) => {
      const answer = await answering;
      expect([answer.status, codeOf(answer)]).toEqual([400, code]);
      expect((answer.body as unknown as { fields: object }).fields).toHaveProperty([field]);
      expect(answer.text).not.toContain(cmek.toBase64(to.bytes).slice(0, 20));
    };
    await wrong(rotate(vault_id, third, to), "x-cmek-old-key", "cmek_key_wrong");
    await wrong(
      rotate(vault_id, from, to, { fingerprint: third.fingerprint }),
      "x-cmek-new-key",
      "cmek_key_wrong",
    );
    await wrong(rotate(vault_id, from, from), "x-cmek-new-key", "cmek_key_wrong");
    for (const text of [
      "",
      "short",
      randomBytes(31).toString("base64"),
      randomBytes(33).toString("base64"),
    ]) {
      const headers = { "x-cmek-old-key": text };
      await wrong(rotate(vault_id, from, to, { headers }), "x-cmek-old-key", "validation_failed");
    }
    expect(await under(vault_id, from)).toBe(1);
    expect(
      (await api.admin.query("select from cmek_rotations where vault_id = $1", [vault_id])).rowCount,
    ).toBe(0);
  });

  it("is one at a time, and stops when it is abandoned", async () => {
    const { vault_id, from, to } = await filled(120);
    let wraps = 0;
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    beforeWrap = async () => {
      if (++wraps !== 110) return;
      reached.resolve();
      await release.promise;
    };
    const { id } = expectStatus(await rotate(vault_id, from, to), 202);
    await reached.promise;
    expect(codeOf(await rotate(vault_id, from, to))).toBe("cmek_rotation_open");
    const gone = await api.ask("DELETE", `/v1/vaults/${vault_id}/cmek-rotations/${id}`, {
      token: owner.token,
    });
    expect(gone.status).toBe(204);
    release.resolve();
    expect(await ended(vault_id, id)).toMatchObject({ status: "failed", processed: 100 });
    beforeWrap = () => {};
    const again = expectStatus(await rotate(vault_id, from, to), 202);
    expect(await ended(vault_id, again.id)).toMatchObject({ status: "completed", processed: 20 });
    expect(await under(vault_id, to)).toBe(120);
  });

  it("fails when the key service is away, keeps what is done, and goes on when it is started again", async () => {
    const { vault_id, from, to, values } = await filled(130);
    let processed = 0;
    for (const after of [30, 115, 7]) {
      let wraps = 0;
      beforeWrap = () => {
        if (++wraps > after) throw new KmsError("kms_unavailable", "the key service is gone");
      };
      const { id } = expectStatus(await rotate(vault_id, from, to), 202);
      const job = await ended(vault_id, id);
      expect(job.status).toBe("failed");
      expect(job.error).toContain("goes on from here");
      processed += job.processed;
      expect(await under(vault_id, to)).toBe(processed);
      for (const path of ["keys/k0", "keys/k77", "keys/k129"])
        expect(await readAs(vault_id, path, [from, to])).toBe(values.get(path));
    }
    beforeWrap = () => {};
    const { id } = expectStatus(await rotate(vault_id, from, to), 202);
    expect(await ended(vault_id, id)).toMatchObject({ status: "completed", processed: 130 - processed });
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
  });

  it("survives a process that freezes and loses its connection: another takes over, and it does no harm when it wakes", async () => {
    const { vault_id, from, to, values } = await filled(30);
    const other = await api.second();
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let wraps = 0;
    beforeWrap = async () => {
      if (++wraps !== 13) return;
      reached.resolve();
      await release.promise;
    };
    const frozen = expectStatus(await rotate(vault_id, from, to, { instance: other }), 202);
    await reached.promise;
    await api.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
    );
    expect(codeOf(await rotate(vault_id, from, to))).toBe("cmek_rotation_open");
    await failInterruptedRotations(api.runtime);
    expect(
      (await api.admin.query("select status from cmek_rotations where id = $1", [frozen.id])).rows[0],
    ).toEqual({
      status: "running",
    });
    api.clock.advance(STALE_MS + 1000);
    await Promise.all([failInterruptedRotations(api.runtime), failInterruptedRotations(other.runtime)]);
    const dead = await ended(vault_id, frozen.id);
    expect(dead).toMatchObject({ status: "failed", processed: 0 });
    expect(dead.error).toContain("Start the rotation again");
    owner.token = expectStatus(
      await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
        body: { email: owner.email, password: owner.password },
      }),
      200,
    ).access_token;
    const { id } = expectStatus(await rotate(vault_id, from, to), 202);
    release.resolve();
    expect(await ended(vault_id, id)).toMatchObject({ status: "completed", processed: 30 });
    expect(await ended(vault_id, frozen.id)).toEqual(dead);
    for (const [path, value] of values) expect(await readAs(vault_id, path, [to])).toBe(value);
    const failures = (await events(api, owner.token, "&action=cmek.rotate_done")).filter(
      (event) => (event.details as { job_id?: string }).job_id === frozen.id,
    );
    expect(failures).toHaveLength(1);
  });

  it("passes over a value that does not open with the old key, says so, and does all others", async () => {
    const { vault_id, from, to } = await filled(4);
    const foreign = await clientKey();
    await put(api, owner.token, vault_id, "mislabelled", await cmek.seal(foreign.bytes, "x"));
    const { id } = expectStatus(await rotate(vault_id, from, to), 202);
    expect(await ended(vault_id, id)).toMatchObject({
      status: "failed",
      processed: 4,
      error: "1 version does not open with the old key; nothing of that was changed.",
    });
    expect(await readAs(vault_id, "mislabelled", [{ ...foreign, fingerprint: from.fingerprint }])).toBe("x");
  });

  it("ends with its vault", async () => {
    const { vault_id, from, to } = await filled(5);
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    beforeWrap = async () => {
      reached.resolve();
      await release.promise;
    };
    const { id } = expectStatus(await rotate(vault_id, from, to), 202);
    await reached.promise;
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}`, { token: owner.token }), 204);
    release.resolve();
    const job = await api.ask("GET", `/v1/vaults/${vault_id}/cmek-rotate/${id}`, { token: owner.token });
    expect([job.status, codeOf(job)]).toEqual([404, "vault_not_found"]);
    for (;;) {
      const { rows } = await api.admin.query("select status, processed from cmek_rotations where id = $1", [
        id,
      ]);
      if (rows[0].status === "running") continue;
      expect(rows[0]).toEqual({ status: "failed", processed: 0 });
      break;
    }
    expect(await under(vault_id, from)).toBe(5);
  });
});

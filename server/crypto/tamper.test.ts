import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  person,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";

let api: TestApi;
let it_was: Awaited<ReturnType<typeof scene>>;

beforeEach(async () => {
  api = await testApi();
  it_was = await scene(api);
});
afterEach(() => api.close());

type Row = { secret_id: string; version: number; blob: Buffer };

async function rowOf(path: string, version?: number): Promise<Row> {
  const { rows } = await api.admin.query<Row>(
    `select sv.secret_id, sv.version, sv.blob from secret_versions sv join secrets s on s.id = sv.secret_id
      where s.path = $1 and ($2::int is null or sv.version = $2) order by sv.version desc limit 1`,
    [path, version ?? null],
  );
  return rows[0] ?? expect.fail(`no row of ${path}`);
}

async function setBlob({ secret_id, version }: Row, blob: Buffer): Promise<void> {
  await api.admin.query("update secret_versions set blob = $3 where secret_id = $1 and version = $2", [
    secret_id,
    version,
    blob,
  ]);
}

/** The answer to a read of changed data: refused without a word about what is wrong, and on the record. */
async function expectIntegrityFailure(answer: Answer, canaries: string[]): Promise<void> {
  expect(answer.status, answer.text).toBe(500);
  expect(answer.body).toMatchObject({
    type: "/docs/errors/integrity_failure",
    detail: "The stored data failed its integrity check. The operator has to look at it.",
  });
  for (const canary of canaries) expect(answer.text).not.toContain(canary);
}

async function failures(): Promise<number> {
  const list = await events(api, it_was.owner.token, "&action=crypto.integrity_failure");
  return list.filter((event) => event.outcome === "failure").length;
}

const read = (url = it_was.url) => api.ask("GET", url, { token: it_was.owner.token });

describe("rows that were exchanged behind the product's back", () => {
  it("between two paths of a vault open neither", async () => {
    const { owner, vault_id, path, value } = it_was;
    const other = `CANARY-${randomUUID()}`;
    await put(api, owner.token, vault_id, "prod/db", other);
    const [a, b] = [await rowOf(path), await rowOf("prod/db")];
    await setBlob(a, b.blob);
    await setBlob(b, a.blob);
    await expectIntegrityFailure(await read(), [value, other]);
    await expectIntegrityFailure(await read(`/v1/vaults/${vault_id}/secrets/prod/db`), [value, other]);
    expect(await failures()).toBe(2);
  });

  it("between two versions of one secret open neither", async () => {
    const { owner, vault_id, path, value } = it_was;
    await put(api, owner.token, vault_id, path, "CANARY-second");
    const [first, second] = [await rowOf(path, 1), await rowOf(path, 2)];
    await setBlob(first, second.blob);
    await setBlob(second, first.blob);
    await expectIntegrityFailure(await read(), [value, "CANARY-second"]);
    await expectIntegrityFailure(await read(`/v1/vaults/${vault_id}/secret-version/${path}/1`), [
      value,
      "CANARY-second",
    ]);
  });

  it("between two vaults of one organization, with or without the other vault's key, open neither", async () => {
    const { owner, path, value } = it_was;
    const elsewhere = await vault(api, owner.token, "Elsewhere");
    await put(api, owner.token, elsewhere, "same/place", "CANARY-elsewhere");
    const [a, b] = [await rowOf(path), await rowOf("same/place")];
    await setBlob(a, b.blob);
    await expectIntegrityFailure(await read(), [value, "CANARY-elsewhere"]);
    await api.admin.query(
      "update vault_keks k set kek_id = o.kek_id, material = o.material from vault_keks o where k.vault_id = $1 and o.vault_id = $2",
      [it_was.vault_id, elsewhere],
    );
    api.runtime.keks.clear();
    await expectIntegrityFailure(await read(), [value, "CANARY-elsewhere"]);
  });

  it("between two organizations open neither", async () => {
    const other = await scene(api, { path: "theirs/secret" });
    const [a, b] = [await rowOf(it_was.path), await rowOf("theirs/secret")];
    await setBlob(a, b.blob);
    await expectIntegrityFailure(await read(), [it_was.value, other.value]);
    await api.admin.query("update secret_versions set vault_id = $1, org_id = $2 where secret_id = $3", [
      it_was.vault_id,
      it_was.owner.org_id,
      b.secret_id,
    ]);
    await api.admin.query("update secrets set vault_id = $1, org_id = $2 where id = $3", [
      it_was.vault_id,
      it_was.owner.org_id,
      b.secret_id,
    ]);
    await expectIntegrityFailure(await read(`/v1/vaults/${it_was.vault_id}/secrets/theirs/secret`), [
      other.value,
    ]);
  });
});

describe("a row that was set back or relabelled", () => {
  it("to an older version's ciphertext does not open as the newer one", async () => {
    const { owner, vault_id, path, value } = it_was;
    await put(api, owner.token, vault_id, path, "CANARY-new");
    await setBlob(await rowOf(path, 2), (await rowOf(path, 1)).blob);
    await expectIntegrityFailure(await read(), [value, "CANARY-new"]);
  });

  it.each([
    ["path", "update secrets set path = 'api-keys/renamed' where path = $1", "api-keys/renamed"],
    [
      "type",
      "update secret_versions set type = 'note' where secret_id = (select id from secrets where path = $1)",
      null,
    ],
    [
      "expiry",
      "update secret_versions set expires_at = now() + interval '9 years' where secret_id = (select id from secrets where path = $1)",
      null,
    ],
    [
      "read limit",
      "update secret_versions set max_access_count = 1000 where secret_id = (select id from secrets where path = $1)",
      null,
    ],
    [
      "version",
      "with s as (update secrets set current_version = 7, latest_version = 7 where path = $1 returning id) update secret_versions set version = 7 where secret_id in (select id from s)",
      null,
    ],
    [
      "encryption mark",
      "update secret_versions set cmek = true where secret_id = (select id from secrets where path = $1)",
      null,
    ],
  ])("in its %s does not open", async (_what, statement, renamed) => {
    await api.admin.query(statement, [it_was.path]);
    await expectIntegrityFailure(
      await read(`/v1/vaults/${it_was.vault_id}/secrets/${renamed ?? it_was.path}`),
      [it_was.value],
    );
    expect(await failures()).toBe(1);
  });

  it("gives an agent no more than a person: the same answer, and the value to nobody", async () => {
    const row = await rowOf(it_was.path);
    const changed = Buffer.from(row.blob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await setBlob(row, changed);
    await expectIntegrityFailure(await api.ask("GET", it_was.url, { token: it_was.token }), [it_was.value]);
    expect(await failures()).toBe(1);
  });
});

describe("a stored value of which one byte was changed", () => {
  it("does not open, whichever byte it is", async () => {
    const row = await rowOf(it_was.path);
    const wrong: number[] = [];
    for (let at = 0; at < row.blob.length; at++) {
      const changed = Buffer.from(row.blob);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await setBlob(row, changed);
      const answer = await read();
      if (answer.status !== 500 || answer.text.includes(it_was.value)) wrong.push(at);
    }
    expect(wrong).toEqual([]);
    await setBlob(row, row.blob);
    expect(expectStatus(await read(), 200).value).toBe(it_was.value);
  });

  it("does not open when its end was cut off or something was added, down to nothing", async () => {
    const row = await rowOf(it_was.path);
    const cuts = [1, 4, 8, 12, 13, 16, 28, row.blob.length - 24, row.blob.length].map((bytes) =>
      row.blob.subarray(0, row.blob.length - bytes),
    );
    for (const blob of [...cuts, Buffer.concat([row.blob, Buffer.alloc(1)]), randomBytes(row.blob.length)]) {
      await setBlob(row, Buffer.from(blob));
      await expectIntegrityFailure(await read(), [it_was.value]);
    }
  });

  it("does not open when its vault's key was changed, and other vaults are not touched", async () => {
    const elsewhere = await vault(api, it_was.owner.token, "Elsewhere");
    await put(api, it_was.owner.token, elsewhere, "a", "fine");
    await api.admin.query(
      "update vault_keks set material = set_byte(material, 20, get_byte(material, 20) # 1) where vault_id = $1",
      [it_was.vault_id],
    );
    api.runtime.keks.clear();
    await expectIntegrityFailure(await read(), [it_was.value]);
    expect(expectStatus(await read(`/v1/vaults/${elsewhere}/secrets/a`), 200).value).toBe("fine");
  });

  it("leaves no count and no read on the record: a limited value is not used up by damage", async () => {
    const { owner, vault_id } = it_was;
    await put(api, owner.token, vault_id, "limited", "CANARY-limited", { max_access_count: 1 });
    const row = await rowOf("limited");
    const head = Buffer.from(row.blob);
    head[30] = (head[30] ?? 0) ^ 1;
    await setBlob(row, head);
    const url = `/v1/vaults/${vault_id}/secrets/limited`;
    await expectIntegrityFailure(await read(url), ["CANARY-limited"]);
    await setBlob(row, row.blob);
    expect(expectStatus(await read(url), 200).value).toBe("CANARY-limited");
  });
});

describe("a dump of the whole database", () => {
  it("has no value, password, key or token in it, in no usual spelling", async () => {
    const owner = await person(api);
    const { token } = owner;
    const vault_id = await vault(api, token);
    const canaries = new Map<string, string>([
      ["password", owner.password],
      ["access token", owner.token],
      ["refresh token", owner.refresh_token],
    ]);
    for (const type of ["generic", "password", "private_key", "env_bundle", "note"]) {
      const value = `CANARY-${type}-${randomBytes(12).toString("hex")}`;
      await put(api, token, vault_id, `dump/${type}`, value, { type });
      canaries.set(`${type} value`, value);
    }
    const key = expectStatus(
      await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", { token, body: { name: "k" } }),
      201,
    );
    canaries.set("personal API key", key.api_key);
    const bot = await agent(api, token);
    await grant(api, token, vault_id, bot.id);
    canaries.set("agent API key", bot.api_key);
    const botToken = await agentToken(api, bot);
    canaries.set("agent token", botToken);
    expectStatus(await api.ask("GET", `/v1/vaults/${vault_id}/secrets/dump/note`, { token: botToken }), 200);
    const rotated = expectStatus(
      await api.ask<{ api_key: string }>("POST", `/v1/agents/${bot.id}/rotate-key`, { token }),
      200,
    );
    canaries.set("rotated agent API key", rotated.api_key);
    const wrong = `Wrong-${randomBytes(8).toString("hex")}!Aa9`;
    await api.ask("POST", "/v1/auth/token", { body: { email: owner.email, password: wrong } });
    await api.ask("POST", "/v1/auth/agent-token", { body: { api_key: `ocv_${wrong}` } });
    canaries.set("mistyped password", wrong);
    await api.seal();
    const dump = await dumped();
    expect(dump.length).toBeGreaterThan(50_000);
    expect(dump, "the dump shows what is in the database").toContain("dump/generic");
    const found = [...canaries].flatMap(([name, text]) =>
      spellings(text)
        .filter((spelling) => dump.includes(spelling))
        .map(() => name),
    );
    expect(found).toEqual([]);
  });
});

/** Every table as text: bytes as hex, as a dump has them, and as the text they may be. */
async function dumped(): Promise<string> {
  const { rows: tables } = await api.admin.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await api.admin.query(`select * from ${name}`);
    for (const row of rows) {
      parts.push(JSON.stringify(row, (_key, value) => value));
      for (const value of Object.values(row).flat()) {
        if (value instanceof Buffer)
          parts.push(value.toString("hex"), value.toString("latin1"), value.toString("base64"));
      }
    }
  }
  return parts.join("\n");
}

/** The forms in which a text may lie in a database: as it is, hex, and base64 at each of the three alignments. */
function spellings(text: string): string[] {
  const aligned = [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    // The first and last characters depend on what stands around the text.
    return bytes.toString("base64").replace(/=+$/, "").slice(4, -4);
  });
  const url = aligned.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [
    text,
    Buffer.from(text).toString("hex"),
    Buffer.from(text).toString("hex").toUpperCase(),
    ...aligned,
    ...url,
  ];
}

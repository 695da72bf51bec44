import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cmek } from "#sdk";
import { openFor } from "#server/crypto/sealed-box.ts";
import { KmsError } from "#server/ports/kms/kms.ts";
import { clientKey, cmekVault } from "#server/testing/examples/cmek.ts";
import {
  type Answer,
  type Ask,
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
let other: TestApi;
let isKmsAway = false;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi({
    kms: (kms) => ({
      ...kms,
      unwrap(...args) {
        if (isKmsAway) throw new KmsError("kms_unavailable", "away");
        return kms.unwrap(...args);
      },
    }),
  });
  [s, other] = await Promise.all([scene(api), api.second()]);
});
beforeEach(() => api.runtime.rateLimits.reset("shares", s.owner.org_id));
afterAll(() => api.close());

type Scene = typeof s;
type Body = Record<string, unknown>;

async function share(of: Scene, fields: Body = {}, token = of.owner.token, secret_id = of.secret.id) {
  const body = { recipient_type: "anyone_with_link", max_access_count: 100, ...fields };
  const answer = await api.ask<{ id: string }>("POST", `/v1/secrets/${secret_id}/share`, { token, body });
  return expectStatus(answer, 201).id;
}

const open = (id: string, ask: Ask = {}): Promise<Answer> => api.ask("GET", `/v1/share/${id}`, ask);
const codeOf = ({ status, body }: Answer) => [status, String(body.type).replace("/docs/errors/", "")];
const blank = ({ status, text, headers }: Answer) => [
  status,
  text.replaceAll(headers.get("x-request-id") ?? "", "REQUEST"),
];

async function used(id: string): Promise<number> {
  return (await api.admin.query("select access_count from shares where id = $1", [id])).rows[0].access_count;
}

describe("opening a share", () => {
  it("gives the value, counts it, and is on the record of the lender's organization with who, through what", async () => {
    const s = await scene(api);
    const id = await share(s, { max_access_count: 2 });
    expect((await open(id)).body).toEqual({
      id,
      path: s.path,
      type: "api_key",
      value: s.value,
      access_count: 1,
      max_access_count: 2,
    });
    expect((await open(id, { token: s.token })).body.access_count).toBe(2);
    expect(codeOf(await open(id))).toEqual([410, "share_ended"]);
    const accesses = await events(api, s.owner.token, "&action=share.access&outcome=success");
    expect(accesses).toMatchObject([
      { actor_type: "agent", actor_id: s.bot.id, resource_id: id, ip_address: "192.0.2.1" },
      { actor_type: "anonymous", resource_id: id },
    ]);
    const reads = await events(api, s.owner.token, "&action=secret.read");
    expect(reads).toHaveLength(2);
    for (const read of reads) expect(read).toMatchObject({ resource_id: s.secret.id, details: { by: id } });
  });

  it("answers a share that was taken back like one that never was", async () => {
    const id = await share(s);
    expectStatus(await api.ask("DELETE", `/v1/share/${id}`, { token: s.owner.token }), 204);
    const [revoked, random] = [await open(id), await open(randomUUID())];
    expect(codeOf(revoked)).toEqual([404, "share_not_found"]);
    expect(blank(revoked)).toEqual(blank(random));
  });

  it("gives the version that is current, and follows it", async () => {
    const s = await scene(api);
    const id = await share(s);
    await put(api, s.owner.token, s.vault_id, s.path, "second");
    expect((await open(id)).body.value).toBe("second");
    await api.ask("POST", `/v1/vaults/${s.vault_id}/secret-version-disable/${s.path}/2`, {
      token: s.owner.token,
    });
    expect((await open(id)).body.value).toBe(s.value);
  });

  it("uses nothing up by HEAD and OPTIONS, and shows nothing", async () => {
    const id = await share(s, { max_access_count: 1 });
    for (const url of [`/v1/share/${id}`, `/v1/shares/${id}`])
      for (const method of ["HEAD", "OPTIONS"]) {
        const answer = await api.app.fetch(new Request(`http://127.0.0.1:3000${url}`, { method }), {
          ip: "192.0.2.1",
          client_certificate: null,
        });
        expect(answer.status).toBe(405);
        expect(await answer.text()).not.toContain(s.value);
      }
    expect(await used(id)).toBe(0);
    expect((await open(id)).status).toBe(200);
  });

  it.each([1, 7])(
    "gives %i values to a hundred who ask two instances at once, and not one more",
    async (views) => {
      const id = await share(s, { max_access_count: views });
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => (i % 2 ? api : other).ask("GET", `/v1/share/${id}`)),
      );
      const given = answers.filter(({ status }) => status === 200);
      expect(given).toHaveLength(views);
      expect(given.map(({ body }) => body.access_count).sort()).toEqual(
        Array.from({ length: views }, (_, i) => i + 1),
      );
      expect(answers.filter(({ status }) => status === 410)).toHaveLength(100 - views);
      const { rows } = await api.admin.query(
        "select count(*)::int as n from audit_events where resource_id = $1 and action = 'share.access' and outcome = 'success'",
        [id],
      );
      expect(rows[0].n).toBe(views);
    },
  );

  it("uses nothing up while the keys are away", async () => {
    const id = await share(s, { max_access_count: 1 });
    isKmsAway = true;
    expect((await open(id)).status).toBe(503);
    isKmsAway = false;
    expect(await used(id)).toBe(0);
    expect((await open(id)).status).toBe(200);
  });

  it("gives no value and uses nothing up where it cannot be put on the record", async () => {
    const id = await share(s, { max_access_count: 1 });
    await api.admin.query("alter table audit_queue rename to audit_queue_away");
    const answer = await open(id);
    await api.admin.query("alter table audit_queue_away rename to audit_queue");
    expect(codeOf(answer)).toEqual([503, "audit_unavailable"]);
    expect(answer.text).not.toContain(s.value);
    expect(await used(id)).toBe(0);
  });

  it("needs a right credential where one is shown, and the same answer comes by every form of it", async () => {
    const id = await share(s);
    expect(codeOf(await open(id, { token: "1ck_0000" }))).toEqual([401, "token_invalid"]);
    const forms = [
      ["GET", `/v1/shares/${id}`],
      ["POST", `/v1/share/${id}/open`],
      ["POST", `/v1/shares/${id}/access`],
    ] as const;
    for (const [method, url] of forms) expect((await api.ask(method, url)).body.value).toBe(s.value);
  });
});

describe("a share for somebody", () => {
  it("is opened by them alone, and only between accepting and declining", async () => {
    const [to, stranger] = await Promise.all([person(api), person(api)]);
    const id = await share(s, { recipient_type: "user", recipient_id: to.id });
    expect(codeOf(await open(id))).toEqual([401, "authentication_required"]);
    for (const token of [stranger.token, s.owner.token, s.token]) {
      const answer = await open(id, { token });
      expect(blank(answer)).toEqual(blank(await open(randomUUID(), { token })));
    }
    expect(codeOf(await open(id, { token: to.token }))).toEqual([403, "share_not_accepted"]);
    expectStatus(await api.ask("POST", `/v1/shares/${id}/accept`, { token: to.token }), 204);
    expect((await open(id, { token: to.token })).body.value).toBe(s.value);
    expect((await open(id, { token: stranger.token })).status).toBe(404);
    expect((await open(id)).status).toBe(401);
    expectStatus(await api.ask("POST", `/v1/shares/${id}/decline`, { token: to.token }), 204);
    expect(codeOf(await open(id, { token: to.token }))).toEqual([410, "share_ended"]);
    expect(await used(id)).toBe(1);
    const refused = await events(api, s.owner.token, "&action=share.access&outcome=failure");
    const ofStranger = refused.filter(({ details }) => (details as Body).user_id === stranger.id);
    expect(ofStranger).toMatchObject([{ details: { share_id: id } }, { details: { share_id: id } }]);
  });

  it("does not lift what their credential is limited to", async () => {
    const s = await scene(api);
    const elsewhere = await vault(api, s.owner.token);
    const open_as = async (fields: Body, type = "api_key") => {
      const bot = await agent(api, s.owner.token, fields);
      const path = `lent/${randomUUID()}`;
      const secret = await put(api, s.owner.token, s.vault_id, path, "lent", { type });
      const id = await share(s, { recipient_type: "agent", recipient_id: bot.id }, s.owner.token, secret.id);
      const token = await agentToken(api, bot);
      expectStatus(await api.ask("POST", `/v1/shares/${id}/accept`, { token }), 204);
      return codeOf(await open(id, { token }));
    };
    expect((await open_as({}))[0]).toBe(200);
    expect(await open_as({ vault_ids: [elsewhere] })).toEqual([403, "vault_not_bound"]);
    expect(await open_as({ scopes: ["other/**"] })).toEqual([403, "scope_insufficient"]);
    expect(await open_as({ intents_api_enabled: true }, "ssh_key")).toEqual([403, "key_material_protected"]);
  });
});

describe("a passphrase", () => {
  const passphrase = "correct horse";
  const headers = (text: string) => ({ "x-share-passphrase": text });

  it("is asked for in the same words whether it is missing or wrong, and a wrong one uses no view up", async () => {
    const id = await share(s, { passphrase, max_access_count: 2 });
    const missing = await open(id);
    expect(codeOf(missing)).toEqual([403, "share_passphrase_needed"]);
    const wrong = [
      await open(id, { headers: headers("battery staple") }),
      await open(`${id}?passphrase=${encodeURIComponent(passphrase)}`),
      await api.ask("POST", `/v1/share/${id}/open`, { body: { passphrase: "" } }),
      await api.ask("POST", `/v1/share/${id}/open`, { body: { passphrase: "x".repeat(1000) } }),
    ];
    for (const answer of wrong) expect(blank(answer)).toEqual(blank(missing));
    expect(await used(id)).toBe(0);
    expect((await open(id, { headers: headers(passphrase) })).body.value).toBe(s.value);
    const answer = await api.ask("POST", `/v1/shares/${id}/access`, { body: { passphrase } });
    expect(answer.body.access_count).toBe(2);
  });

  it("can be wrong ten times, also when many are tried at once on two instances; then the share is locked", async () => {
    const id = await share(s, { passphrase });
    const tries = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        (i % 2 ? api : other).ask("POST", `/v1/share/${id}/open`, { body: { passphrase: `wrong ${i}` } }),
      ),
    );
    expect(tries.filter((answer) => codeOf(answer)[1] === "share_passphrase_needed")).toHaveLength(10);
    expect(codeOf(await open(id, { headers: headers(passphrase) }))).toEqual([403, "share_locked"]);
    expect(await used(id)).toBe(0);
  });

  it("that is right is not held against the share", async () => {
    const id = await share(s, { passphrase });
    for (let i = 0; i < 12; i++) expect((await open(id, { headers: headers(passphrase) })).status).toBe(200);
  });

  it("is stored as a hash alone and is on no record", async () => {
    const id = await share(s, { passphrase: "Tr0ub4dor and three" });
    await open(id, { headers: headers("Tr0ub4dor and four") });
    const { rows } = await api.admin.query(
      "select (select passphrase_hash from shares where id = $1) as hash, count(*)::int as n from audit_events where details::text like '%Tr0ub4dor%'",
      [id],
    );
    expect(rows[0].hash).toMatch(/^\$argon2id\$/);
    expect(rows[0].n).toBe(0);
  });
});

describe("an address list", () => {
  it("is held to by the address of the connection, whatever a header says", async () => {
    const id = await share(s, { ip_allowlist: ["198.51.100.0/24", "2001:db8::/32"] });
    for (const [ip, status] of [
      ["198.51.100.7", 200],
      ["2001:db8::1", 200],
      ["203.0.113.7", 403],
    ] as const)
      expect((await open(id, { ip, headers: { "x-forwarded-for": "198.51.100.7" } })).status).toBe(status);
    expect(await used(id)).toBe(2);
  });
});

describe("a share ends with the right of whoever made it", () => {
  type Case = [string, (s: Scene) => Promise<unknown>];
  const patch = (of: Scene, body: Body) =>
    api.ask("PATCH", `/v1/agents/${of.bot.id}`, { token: of.owner.token, body });
  const ends: Case[] = [
    [
      "its policy is deleted",
      (s) => api.ask("DELETE", `/v1/vaults/${s.vault_id}/policies/${s.policy_id}`, { token: s.owner.token }),
    ],
    ["it is deactivated", (s) => patch(s, { is_active: false })],
    ["it is deleted", (s) => api.ask("DELETE", `/v1/agents/${s.bot.id}`, { token: s.owner.token })],
    ["its scopes no longer cover the path", (s) => patch(s, { scopes: ["other/**"] })],
    ["it is bound to another vault", async (s) => patch(s, { vault_ids: [await vault(api, s.owner.token)] })],
    [
      "its policy is held to an address, even that of whoever opens the share",
      (s) =>
        api.ask("PUT", `/v1/vaults/${s.vault_id}/policies/${s.policy_id}`, {
          token: s.owner.token,
          body: { conditions: { ip_allowlist: ["192.0.2.1"] } },
        }),
    ],
  ];
  it.each(ends)("when %s", async (_, end) => {
    const s = await scene(api);
    const id = await share(s, {}, s.token);
    expect((await open(id)).status).toBe(200);
    expect([200, 204]).toContain(((await end(s)) as Answer).status);
    const answer = await open(id);
    expect(codeOf(answer)).toEqual([410, "share_ended"]);
    expect(answer.text).not.toContain(s.value);
    expect(await used(id)).toBe(1);
  });

  it("when a person has left the organization", async () => {
    const [s, them] = await Promise.all([scene(api), person(api)]);
    const move = (org_id: string) =>
      api.admin.query("update users set org_id = $1 where id = $2", [org_id, them.id]);
    await move(s.owner.org_id);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [s.owner.org_id, them.id]);
    const body = {
      secret_path_pattern: "**",
      principal_type: "user",
      principal_id: them.id,
      permissions: ["read"],
    };
    expectStatus(
      await api.ask("POST", `/v1/vaults/${s.vault_id}/policies`, { token: s.owner.token, body }),
      201,
    );
    const id = await share(s, {}, them.token);
    expect((await open(id)).status).toBe(200);
    await move(them.org_id);
    expect(codeOf(await open(id))).toEqual([410, "share_ended"]);
  });

  it("at the time its policy ends, and outside its hours until they come round again", async () => {
    const s = await scene(api, { pattern: "other/**" });
    const at = api.clock.now();
    const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
    const wall = (when: Date) => when.toISOString().slice(11, 16);
    await grant(api, s.owner.token, s.vault_id, s.bot.id, "**", ["read"], {
      conditions: { time_window: { after: wall(hour(-1)), before: wall(hour(1)), timezone: "UTC" } },
      expires_at: hour(40).toISOString(),
    });
    const expires_at = hour(100).toISOString();
    const id = await share(s, { expires_at }, s.token);
    const statusAt = async (hours: number) => {
      api.clock.set(hour(hours));
      return (await open(id)).status;
    };
    const seen = [
      await statusAt(0.5),
      await statusAt(2),
      await statusAt(24),
      await statusAt(48),
      await statusAt(101),
    ];
    api.clock.set(at);
    expect(seen).toEqual([200, 410, 200, 410, 410]);
  });
});

describe("a share ends with what was shared", () => {
  const ends: [string, Body, (s: Scene) => Promise<Answer>][] = [
    ["is deleted", {}, (s) => api.ask("DELETE", s.url, { token: s.owner.token })],
    [
      "is disabled",
      {},
      (s) =>
        api
          .ask("POST", `/v1/vaults/${s.vault_id}/secret-version-disable/${s.path}/2`, {
            token: s.owner.token,
          })
          .then(() =>
            api.ask("POST", `/v1/vaults/${s.vault_id}/secret-version-disable/${s.path}/1`, {
              token: s.owner.token,
            }),
          ),
    ],
    [
      "is in a vault that is deleted",
      {},
      (s) => api.ask("DELETE", `/v1/vaults/${s.vault_id}`, { token: s.owner.token }),
    ],
    [
      "is read as often as it may be",
      { max_access_count: 2 },
      (s) => api.ask("GET", s.url, { token: s.token }),
    ],
  ];
  it.each(ends)("when it %s", async (_, fields, end) => {
    const s = await scene(api);
    await put(api, s.owner.token, s.vault_id, s.path, s.value, fields);
    const id = await share(s);
    expect((await open(id)).status).toBe(200);
    await end(s);
    expect(codeOf(await open(id))).toEqual([410, "share_ended"]);
    expect(await used(id)).toBe(1);
  });

  it("when its time or its secret's time has come", async () => {
    const s = await scene(api);
    const at = api.clock.now();
    const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
    const early = await share(s, { expires_at: hour(1).toISOString() });
    await put(api, s.owner.token, s.vault_id, "short", "short", { expires_at: hour(2).toISOString() });
    const { rows } = await api.admin.query("select id from secrets where vault_id = $1 and path = 'short'", [
      s.vault_id,
    ]);
    const late = await share(s, { expires_at: hour(9).toISOString() }, s.owner.token, rows[0].id);
    const both = async (hours: number) => {
      api.clock.set(hour(hours));
      return [(await open(early)).status, (await open(late)).status];
    };
    const seen = [await both(0.99), await both(1), await both(2)];
    api.clock.set(at);
    expect(seen).toEqual([
      [200, 200],
      [410, 200],
      [410, 410],
    ]);
  });

  it("counts among the accesses of its secret, exactly, together with reads that go past the share", async () => {
    const s = await scene(api);
    await put(api, s.owner.token, s.vault_id, s.path, s.value, { max_access_count: 5 });
    const id = await share(s, { max_access_count: 100 });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 2 ? open(id) : other.ask("GET", s.url, { token: s.owner.token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(await used(id)).toBe(answers.filter(({ status }, i) => i % 2 && status === 200).length);
  });
});

describe("a value that the client", () => {
  it("encrypted leaves as it lies, marked as such", async () => {
    const s = await scene(api);
    const key = await clientKey();
    const vault_id = await cmekVault(api, s.owner.token, key);
    const sealed = await cmek.seal(key.bytes, "plain text");
    const secret = await put(api, s.owner.token, vault_id, "a", sealed);
    const id = await share(s, {}, s.owner.token, secret.id);
    expect((await open(id)).body).toMatchObject({ value: sealed, cmek_encrypted: true });
  });

  it("holds half the key of is not shared, nor given through a share that was made before", async () => {
    const s = await scene(api);
    const vault_id = await vault(api, s.owner.token);
    const secret = await put(api, s.owner.token, vault_id, "a", "before");
    const id = await share(s, {}, s.owner.token, secret.id);
    const body = { mpc_custody: "2-of-2" };
    expectStatus(await api.ask("POST", `/v1/vaults/${vault_id}/mpc`, { token: s.owner.token, body }), 200);
    expect((await open(id)).status).toBe(200);
    await put(api, s.owner.token, vault_id, "a", "split");
    expect(codeOf(await open(id))).toEqual([409, "value_not_shareable"]);
    const again = await api.ask("POST", `/v1/secrets/${secret.id}/share`, {
      token: s.owner.token,
      body: { recipient_type: "anyone_with_link" },
    });
    expect(codeOf(again)).toEqual([409, "value_not_shareable"]);
    expect(await used(id)).toBe(1);
  });
});

describe("whoever made a share", () => {
  async function mails(to: string): Promise<string[]> {
    const { rows } = await api.admin.query(
      "select id, body from outbox where to_address = $1 and template = 'share_accessed' order by id",
      [to],
    );
    return Promise.all(rows.map(({ id, body }) => openFor(api.runtime.kms, "outbox", id, body)));
  }

  it("is told by mail of each access by others, without the value; an agent's maker is told in its place", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    const passphrase = "correct horse";
    const id = await share(s, { max_access_count: 2, passphrase });
    await Promise.all(
      Array.from({ length: 4 }, () => api.ask("POST", `/v1/share/${id}/open`, { body: { passphrase } })),
    );
    expect(await mails(s.owner.email)).toHaveLength(2);
    const byAgent = await share(s, { recipient_type: "user", recipient_id: to.id }, s.token);
    expectStatus(await api.ask("POST", `/v1/shares/${byAgent}/accept`, { token: to.token }), 204);
    await open(byAgent, { token: to.token });
    const all = await mails(s.owner.email);
    expect(all).toHaveLength(3);
    for (const mail of all) {
      expect(mail).not.toContain(s.value);
      expect(mail).not.toContain(passphrase);
      // Somebody of another organization is known by the id the lender wrote, not by an address.
      expect(mail).not.toContain(to.email);
    }
  });

  it("is not told of their own", async () => {
    const s = await scene(api);
    await open(await share(s), { token: s.owner.token });
    await open(await share(s, {}, s.token), { token: s.token });
    expect(await mails(s.owner.email)).toEqual([]);
  });
});

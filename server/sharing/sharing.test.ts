import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFor } from "#server/crypto/sealed-box.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  put,
  scene,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { claimShares } from "./service.ts";

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await testApi();
  other = await api.second();
});
afterAll(() => api.close());

const LINK = { recipient_type: "anyone_with_link" };
type Shared = { id: string; share_url: string; max_access_count: number; expires_at: string };

function ask(token: string, secret_id: string, body: Record<string, unknown>): Promise<Answer<Shared>> {
  return api.ask<Shared>("POST", `/v1/secrets/${secret_id}/share`, { token, body });
}

async function share(
  token: string,
  secret_id: string,
  body: Record<string, unknown> = LINK,
): Promise<Shared> {
  return expectStatus(await ask(token, secret_id, body), 201);
}

function list(token: string, which: "inbound" | "outbound", query = "") {
  return api.ask<{ shares: Record<string, unknown>[] }>("GET", `/v1/shares/${which}${query}`, { token });
}

async function shareIds(token: string, which: "inbound" | "outbound"): Promise<unknown[]> {
  return expectStatus(await list(token, which), 200).shares.map(({ id }) => id);
}

async function unlimited(org_id: string): Promise<void> {
  await api.runtime.rateLimits.reset("shares", org_id);
}

/** Another person of the same organization, with a token. */
async function colleague(owner: Person, role: "admin" | "member"): Promise<Person> {
  const them = await person(api);
  await api.admin.query("update users set org_id = $1, role = $2 where id = $3", [
    owner.org_id,
    role,
    them.id,
  ]);
  await api.admin.query("update sessions set org_id = $1 where user_id = $2", [owner.org_id, them.id]);
  return { ...them, org_id: owner.org_id };
}

/** The newest mail to an address, as it would leave. */
async function mailTo(to: string): Promise<{ template: string; text: string } | null> {
  const { rows } = await api.admin.query(
    "select id, template, body from outbox where to_address = $1 and template like 'share%' order by id desc limit 1",
    [to],
  );
  if (!rows[0]) return null;
  return {
    template: rows[0].template,
    text: await openFor(api.runtime.kms, "outbox", rows[0].id, rows[0].body),
  };
}

const rows = async () => (await api.admin.query("select count(*)::int as n from shares")).rows[0].n as number;

describe("sharing a secret", () => {
  it("gives a link that cannot be guessed, once and for a day unless told otherwise, and is on the record", async () => {
    const s = await scene(api);
    const made = await share(s.owner.token, s.secret.id);
    expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made.share_url).toBe(`http://127.0.0.1:3000/share/${made.id}`);
    expect(made.max_access_count).toBe(1);
    expect(Date.parse(made.expires_at) - api.clock.now().getTime()).toBe(86_400_000);
    const [event] = await events(api, s.owner.token, "&action=share.create");
    expect(event).toMatchObject({ actor_id: s.owner.id, resource_id: made.id, outcome: "success" });
    const named = await share(s.token, s.secret.id, { recipient_type: "user", recipient_id: randomUUID() });
    expect(named.max_access_count).toBe(100);
  });

  it.each([
    ["recipient_type", {}],
    ["recipient_type", { recipient_type: "everyone" }],
    ["recipient_id", { recipient_type: "user" }],
    ["recipient_id", { recipient_type: "agent", recipient_id: "me" }],
    ["recipient_id", { ...LINK, recipient_id: randomUUID() }],
    ["email", { recipient_type: "external_email" }],
    ["email", { recipient_type: "external_email", email: "nobody" }],
    ["email", { recipient_type: "user", recipient_id: randomUUID(), email: "a@example.com" }],
    ["permissions.0", { ...LINK, permissions: ["write"] }],
    ["max_access_count", { ...LINK, max_access_count: 0 }],
    ["max_access_count", { ...LINK, max_access_count: 1001 }],
    ["max_access_count", { ...LINK, max_access_count: 1.5 }],
    ["max_access_count", { ...LINK, max_access_count: "2" }],
    ["expires_at", { ...LINK, expires_at: "2020-01-01T00:00:00Z" }],
    ["expires_at", { ...LINK, expires_at: "tomorrow" }],
    ["expires_at", { ...LINK, expires_at: new Date(Date.now() + 366 * 86_400_000).toISOString() }],
    ["passphrase", { ...LINK, passphrase: "short" }],
    ["passphrase", { ...LINK, passphrase: "x".repeat(129) }],
    ["passphrase", { ...LINK, passphrase: "null\0null\0" }],
    ["ip_allowlist", { ...LINK, ip_allowlist: [] }],
    ["ip_allowlist.1", { ...LINK, ip_allowlist: ["10.0.0.0/8", "10.0.0.0/33"] }],
  ])("refuses a wrong %s with 400 and keeps nothing: %j", async (field, body) => {
    const s = await wrong();
    const before = await rows();
    const answer = await ask(s.owner.token, s.secret.id, body);
    expect([answer.status, Object.keys(answer.body as object).includes("fields")]).toEqual([400, true]);
    expect(answer.body).toHaveProperty(["fields", field]);
    expect(await rows()).toBe(before);
  });
  let wrongScene: ReturnType<typeof scene> | null = null;
  const wrong = () => {
    wrongScene ??= scene(api);
    return wrongScene;
  };

  it("needs the right to read: 403 in the own organization, and 404 for a foreign secret as for none", async () => {
    const [s, stranger] = await Promise.all([scene(api, { pattern: "other/**" }), scene(api)]);
    const denied = await ask(s.token, s.secret.id, LINK);
    expect([denied.status, (denied.body as unknown as { type: string }).type]).toEqual([
      403,
      "/docs/errors/path_not_granted",
    ]);
    const [foreign, random] = [
      await ask(stranger.owner.token, s.secret.id, LINK),
      await ask(stranger.owner.token, randomUUID(), LINK),
    ];
    const blank = ({ text, headers }: Answer<unknown>) => text.replace(headers.get("x-request-id") ?? "", "");
    expect(foreign.status).toBe(404);
    expect(blank(foreign)).toBe(blank(random));
    expect(await shareIds(s.token, "outbound")).toEqual([]);
  });

  it("is refused to an agent that never reads private keys, and for mail addresses to every agent", async () => {
    const s = await scene(api, { agent: { intents_api_enabled: true } });
    const key = await put(api, s.owner.token, s.vault_id, "wallet/key", "0xKEY", { type: "private_key" });
    const protectedKey = await ask(s.token, key.id, LINK);
    expect(protectedKey.text).toContain("key_material_protected");
    const mail = await ask(s.token, s.secret.id, {
      recipient_type: "external_email",
      email: "x@example.com",
    });
    expect([mail.status, mail.text.includes("principal_not_allowed")]).toEqual([403, true]);
    const person = await ask(s.owner.token, s.secret.id, { recipient_type: "creator" });
    expect(person.status).toBe(403);
  });

  it("is refused where the right to read hangs on an address, because that cannot be looked at later", async () => {
    const s = await scene(api, { pattern: "other/**" });
    await grant(api, s.owner.token, s.vault_id, s.bot.id, "**", ["read"], {
      conditions: { ip_allowlist: ["192.0.2.0/24"] },
    });
    expect((await api.ask("GET", s.url, { token: s.token })).status).toBe(200);
    const answer = await ask(s.token, s.secret.id, LINK);
    expect([answer.status, answer.text.includes("ip_allowlist")]).toEqual([403, true]);
  });

  it("is refused for what is gone", async () => {
    const s = await scene(api);
    await api.ask("DELETE", s.url, { token: s.owner.token });
    expect((await ask(s.owner.token, s.secret.id, LINK)).status).toBe(410);
  });

  it("happens ten times a minute in an organization at most, over all instances and principals", async () => {
    const s = await scene(api);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        (i % 2 ? api : other).ask("POST", `/v1/secrets/${s.secret.id}/share`, {
          token: i % 3 ? s.owner.token : s.token,
          body: LINK,
        }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(24 - made);
    // The bucket fills by one in six seconds.
    expect([10, 11]).toContain(made);
  });

  it("tells nothing of who exists: an unknown recipient is answered like a known one", async () => {
    const [s, known] = await Promise.all([scene(api), person(api)]);
    const to = async (recipient_id: string) => {
      const answer = await ask(s.owner.token, s.secret.id, { recipient_type: "user", recipient_id });
      return { status: answer.status, keys: Object.keys(answer.body) };
    };
    expect(await to(randomUUID())).toEqual(await to(known.id));
    const mails = [];
    for (const email of [known.email, "nobody.at.all@example.com"]) {
      await api.admin.query("update users set email_verified = true where id = $1", [known.id]);
      mails.push(
        Object.keys(await share(s.owner.token, s.secret.id, { recipient_type: "external_email", email })),
      );
    }
    expect(mails[0]).toEqual(mails[1]);
    const listed = expectStatus(await list(s.owner.token, "outbound"), 200).shares;
    const external = listed.filter((item) => item.recipient_type === "external_email");
    expect(external).toHaveLength(2);
    for (const item of external) expect(item).not.toHaveProperty("recipient_id");
  });

  it("mails a person or an address, without value and passphrase; a click is still to come", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    const passphrase = "Tr0ub4dor&3xyz";
    const made = await share(s.owner.token, s.secret.id, {
      recipient_type: "user",
      recipient_id: to.id,
      passphrase,
    });
    const mail = await mailTo(to.email);
    expect(mail?.template).toBe("share_invite");
    expect(mail?.text).toContain(made.share_url);
    expect(mail?.text).not.toContain(s.value);
    expect(mail?.text).not.toContain(passphrase);
    await share(s.owner.token, s.secret.id, {
      recipient_type: "external_email",
      recipient_email: "new@example.com",
    });
    expect((await mailTo("new@example.com"))?.template).toBe("share_invite");
  });
});

describe("a share for a mail address", () => {
  it("becomes that of the person who has verified the address, and of nobody else", async () => {
    const s = await scene(api);
    const email = `Late.${randomUUID()}@Example.com`;
    const { id } = await share(s.owner.token, s.secret.id, { recipient_type: "external_email", email });
    const them = await person(api, email.toLowerCase());
    const key = { id: them.id, org_id: them.org_id, email_key: email.toLowerCase() };
    await claimShares(api.runtime.db, key);
    expect(await shareIds(them.token, "inbound")).toEqual([]);
    expect((await api.ask("POST", `/v1/shares/${id}/accept`, { token: them.token })).status).toBe(404);
    await api.admin.query("update users set email_verified = true where id = $1", [them.id]);
    const liar = await person(api);
    await api.admin.query("update users set email_verified = true where id = $1", [liar.id]);
    await claimShares(api.runtime.db, { ...key, id: liar.id, org_id: liar.org_id });
    await claimShares(api.runtime.db, key);
    await claimShares(api.runtime.db, key);
    expect(await shareIds(liar.token, "inbound")).toEqual([]);
    expect(await shareIds(them.token, "inbound")).toEqual([id]);
    expect((await api.ask("GET", `/v1/share/${id}`, { token: them.token })).status).toBe(403);
    expectStatus(await api.ask("POST", `/v1/shares/${id}/accept`, { token: them.token }), 204);
    expect((await api.ask("GET", `/v1/share/${id}`, { token: them.token })).body.value).toBe(s.value);
  });

  it("is at once with a person whose address was verified before", async () => {
    const [s, them] = await Promise.all([scene(api), person(api)]);
    await api.admin.query("update users set email_verified = true where id = $1", [them.id]);
    const body = { recipient_type: "external_email", email: them.email.toUpperCase() };
    const { id } = await share(s.owner.token, s.secret.id, body);
    expect(await shareIds(them.token, "inbound")).toEqual([id]);
  });
});

describe("a share with the creator of an agent", () => {
  it("is for the person who registered it, accepted from the start; accepting it again is no error", async () => {
    const s = await scene(api);
    const { id } = await share(s.token, s.secret.id, { recipient_type: "creator" });
    expect(expectStatus(await list(s.owner.token, "inbound"), 200).shares).toMatchObject([
      { id, is_accepted: true, status: "active", secret_path: s.path },
    ]);
    expectStatus(await api.ask("POST", `/v1/shares/${id}/accept`, { token: s.owner.token }), 204);
    expect((await api.ask("GET", `/v1/share/${id}`, { token: s.owner.token })).body.value).toBe(s.value);
    const stranger = await person(api);
    expect((await api.ask("GET", `/v1/share/${id}`, { token: stranger.token })).status).toBe(404);
  });
});

describe("accepting and declining", () => {
  it("are for the recipient alone, and declining is for good", async () => {
    const [s, to, stranger] = await Promise.all([scene(api), person(api), person(api)]);
    const { id } = await share(s.owner.token, s.secret.id, { recipient_type: "user", recipient_id: to.id });
    const act = (what: string, token: string) => api.ask("POST", `/v1/shares/${id}/${what}`, { token });
    for (const token of [stranger.token, s.owner.token, s.token]) {
      expect((await act("accept", token)).status).toBe(404);
      expect((await act("decline", token)).status).toBe(404);
    }
    expectStatus(await act("accept", to.token), 204);
    expectStatus(await act("decline", to.token), 204);
    expect((await act("decline", to.token)).status).toBe(410);
    expect((await act("accept", to.token)).status).toBe(410);
    expect(await shareIds(to.token, "inbound")).toEqual([]);
    expect(expectStatus(await list(s.owner.token, "outbound"), 200).shares[0]).toMatchObject({
      status: "declined",
      is_accepted: false,
    });
    const accepted = await events(api, s.owner.token, "&action=share.accept&outcome=success");
    expect(accepted).toMatchObject([{ actor_id: to.id, resource_id: id }]);
  });

  it("end with the share", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    const { id } = await share(s.owner.token, s.secret.id, { recipient_type: "user", recipient_id: to.id });
    expectStatus(await api.ask("DELETE", `/v1/share/${id}`, { token: s.owner.token }), 204);
    expect((await api.ask("POST", `/v1/shares/${id}/accept`, { token: to.token })).status).toBe(404);
    expect(await shareIds(to.token, "inbound")).toEqual([]);
  });
});

describe("revoking", () => {
  it("is for whoever shared and for those who administer the organization; 404 for all others and ever after", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    const [member, admin] = await Promise.all([colleague(s.owner, "member"), colleague(s.owner, "admin")]);
    const make = () => share(s.token, s.secret.id, { recipient_type: "user", recipient_id: to.id });
    const revoke = (id: string, token: string, form = "share") =>
      api.ask("DELETE", `/v1/${form}/${id}`, { token });
    for (const [token, form] of [
      [s.token, "share"],
      [admin.token, "shares"],
    ] as const) {
      const { id } = await make();
      for (const wrong of [member.token, to.token]) expect((await revoke(id, wrong)).status).toBe(404);
      expectStatus(await revoke(id, token, form), 204);
      expect((await revoke(id, token, form)).status).toBe(404);
    }
    const listed = expectStatus(await list(s.token, "outbound"), 200).shares;
    expect(listed.map(({ status }) => status)).toEqual(["revoked", "revoked"]);
  });
});

describe("the lists of shares", () => {
  it("come in pages that lose and repeat nothing, also where many were made at the same instant", async () => {
    const s = await scene(api);
    await api.admin.query(
      `insert into shares (id, org_id, vault_id, secret_id, recipient_type, recipient_id, max_access_count, created_by,
         created_by_type, created_at, expires_at)
       select gen_random_uuid(), $1, $2, $3, 'agent', $4, 1, $5, 'user', date_trunc('ms', now()) - (i / 4) * interval '1 s',
         now() + interval '1 day' from generate_series(1, 23) i`,
      [s.owner.org_id, s.vault_id, s.secret.id, s.bot.id, s.owner.id],
    );
    for (const [token, which] of [
      [s.owner.token, "outbound"],
      [s.token, "inbound"],
    ] as const) {
      const seen: unknown[] = [];
      let query: string | undefined = "?limit=5";
      while (query) {
        const page: Answer<{ shares: Record<string, unknown>[] }> = await list(token, which, query);
        seen.push(...expectStatus(page, 200).shares.map(({ id }) => id));
        query = /<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1];
      }
      expect(seen).toHaveLength(23);
      expect(new Set(seen).size).toBe(23);
      expect(seen).toEqual(await shareIds(token, which));
    }
    expect((await list(s.owner.token, "outbound", "?cursor=bm9uc2Vuc2U")).status).toBe(400);
  });

  it("show each side its own and never a value or a passphrase", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    await unlimited(s.owner.org_id);
    const bot = await agent(api, s.owner.token);
    const passphrase = "correct horse";
    const ids = [
      (await share(s.owner.token, s.secret.id, { recipient_type: "agent", recipient_id: bot.id, passphrase }))
        .id,
      (await share(s.owner.token, s.secret.id, { recipient_type: "user", recipient_id: to.id })).id,
    ];
    const outbound = await list(s.owner.token, "outbound");
    expect(outbound.body.shares.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(outbound.text).not.toContain(s.value);
    expect(outbound.text).not.toMatch(/argon2|passphrase/);
    expect(await shareIds(await agentToken(api, bot), "inbound")).toHaveLength(1);
    expect(expectStatus(await list(to.token, "inbound"), 200).shares).toMatchObject([
      { status: "pending", recipient_id: to.id, is_accepted: false, is_expired: false },
    ]);
    expect(await shareIds(s.token, "inbound")).toEqual([]);
  });

  it("tell the recipient who shares, and whoever shared when the value was handed out last", async () => {
    const [s, to] = await Promise.all([scene(api), person(api)]);
    await unlimited(s.owner.org_id);
    const { id } = await share(s.owner.token, s.secret.id, { recipient_type: "user", recipient_id: to.id });
    const [outbound, inbound] = [
      () => list(s.owner.token, "outbound").then((answer) => answer.body.shares[0]),
      () => list(to.token, "inbound").then((answer) => answer.body.shares[0]),
    ];
    expect((await inbound())?.shared_by).toContain(s.owner.email);
    expect(await outbound()).not.toHaveProperty("last_access_at");
    expect((await api.ask("GET", `/v1/share/${id}`, { token: to.token })).status).toBe(403);
    expectStatus(await api.ask("POST", `/v1/shares/${id}/accept`, { token: to.token }), 204);
    expect(await outbound()).not.toHaveProperty("last_access_at");
    api.clock.advance(1_000);
    expectStatus(await api.ask("GET", `/v1/share/${id}`, { token: to.token }), 200);
    const at = api.clock.now().toISOString();
    api.clock.advance(1_000);
    expect(await outbound()).toMatchObject({ access_count: 1, last_access_at: at });
    expect(await outbound()).not.toHaveProperty("shared_by");
    expect(await inbound()).not.toHaveProperty("last_access_at");
  });
});

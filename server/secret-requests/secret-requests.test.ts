import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  mails,
  type Person,
  person,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { dropSecretRequests } from "./jobs.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATH = "api-keys/openai";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

type Request = Record<string, unknown> & { id: string; status: string };
type Scene = Awaited<ReturnType<typeof scene>>;

const asked = (fields: Record<string, unknown> = {}) => ({
  path: PATH,
  type: "api_key",
  reason: "To summarise the tickets of this week",
  ...fields,
});
const askFor = (token: string, vault_id: string, fields?: Record<string, unknown>) =>
  api.ask<Request>("POST", `/v1/vaults/${vault_id}/secret-requests`, { token, body: asked(fields) });
const get = (token: string, id: string) => api.ask<Request>("GET", `/v1/secret-requests/${id}`, { token });
const list = async (token: string, query = "") =>
  expectStatus(
    await api.ask<{ secret_requests: Request[] }>("GET", `/v1/secret-requests${query}`, { token }),
    200,
  ).secret_requests;
const fulfil = (token: string, id: string, body: Record<string, unknown> = {}) =>
  api.ask<{ request: Request; secret: { version: number; client_share?: string } }>(
    "POST",
    `/v1/secret-requests/${id}/fulfil`,
    { token, body: { value: "sk-from-a-person", ...body } },
  );
const decline = (token: string, id: string, body: Record<string, unknown> = {}) =>
  api.ask<Request>("POST", `/v1/secret-requests/${id}/decline`, { token, body });
const withdraw = (token: string, id: string) => api.ask("DELETE", `/v1/secret-requests/${id}`, { token });
const codeOf = ({ status, body }: Answer<unknown>) =>
  `${status} ${String((body as { type?: string } | undefined)?.type).replace("/docs/errors/", "")}`;
const requested = async (s: Scene, fields?: Record<string, unknown>) =>
  expectStatus(await askFor(s.token, s.vault_id, fields), 201);
const read = (token: string, vault_id: string, path = PATH) =>
  api.ask<{ value: string }>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, { token });
const actionsOf = async (owner: Person, id: string) =>
  (await events(api, owner.token))
    .filter((event) => event.resource_id === id && String(event.action).startsWith("secret_request."))
    .map(({ action, outcome, actor_type }) => `${action} ${outcome} ${actor_type}`);

/** A person of the organization, with rules of the owner's in the vault. */
async function member(s: Scene, permissions: string[] | null, pattern = "**"): Promise<Person> {
  const who = await colleague(api, s.owner);
  if (permissions)
    expectStatus(
      await api.ask("POST", `/v1/vaults/${s.vault_id}/policies`, {
        token: s.owner.token,
        body: { secret_path_pattern: pattern, principal_type: "user", principal_id: who.id, permissions },
      }),
      201,
    );
  return who;
}

/** What an answer says, without the ids and names of the place. */
const blank = (answer: Answer<unknown>) => ({
  status: answer.status,
  text: answer.text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID"),
});

describe("an agent that asks for a value", () => {
  it("gets a link for its people, who fulfil it, and then reads the value as any other", async () => {
    const s = await scene(api);
    const made = await requested(s);
    expect(made).toMatchObject({
      vault_id: s.vault_id,
      path: PATH,
      type: "api_key",
      reason: "To summarise the tickets of this week",
      status: "pending",
      url: `http://127.0.0.1:3000/requests/${made.id}`,
    });
    const { request, secret } = expectStatus(await fulfil(s.owner.token, made.id), 200);
    expect(secret).toMatchObject({ path: PATH, version: 1, type: "api_key" });
    expect(request).toMatchObject({ status: "fulfilled", decided_by_name: "Test Person" });
    expect(expectStatus(await read(s.token, s.vault_id), 200).value).toBe("sk-from-a-person");
    expect(await actionsOf(s.owner, made.id)).toEqual([
      "secret_request.fulfil success user",
      "secret_request.create success agent",
    ]);
    const writes = (await events(api, s.owner.token)).filter(({ action }) => action === "secret.write");
    expect(writes[0]).toMatchObject({ actor_id: s.owner.id, details: { path: PATH, version: 1 } });
  });

  it("is told the state of its request, and nothing of the value or of what was there before", async () => {
    const s = await scene(api);
    await put(api, s.owner.token, s.vault_id, PATH, "an older one");
    const made = await requested(s);
    const told = ["created_at", "expires_at", "id", "path", "reason", "status", "type", "url", "vault_id"];
    expect(Object.keys(made).sort()).toEqual(told);
    expectStatus(await fulfil(s.owner.token, made.id), 200);
    const answer = await get(s.token, made.id);
    expect(Object.keys(expectStatus(answer, 200)).sort()).toEqual([...told, "decided_at"].sort());
    expect(answer.text).not.toMatch(/sk-from-a-person|Test Person|version/);
    expect((await list(s.token, "?status=fulfilled")).map((each) => Object.keys(each).sort())).toEqual([
      [...told, "decided_at"].sort(),
    ]);
  });

  it("gets the open request again when it asks again, and nobody is told twice", async () => {
    const s = await scene(api);
    const first = await requested(s);
    const again = await requested(s, { reason: "Another reason", expires_in_seconds: 600 });
    expect(again).toEqual(first);
    const many = await Promise.all(Array.from({ length: 8 }, () => requested(s, { path: "api-keys/race" })));
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
    const sent = (await mails(api, s.owner.email)).filter(({ template }) => template === "secret_request");
    expect(sent).toHaveLength(2);
    expect(await actionsOf(s.owner, first.id)).toEqual(["secret_request.create success agent"]);
    expectStatus(await decline(s.owner.token, first.id), 200);
    expect((await requested(s)).id).not.toBe(first.id);
  });

  it("gets the answer of a read where no policy gives it the path, whether or not there is a secret", async () => {
    const s = await scene(api, { pattern: "mine/**" });
    const there = await askFor(s.token, s.vault_id, { path: s.path });
    const nowhere = await askFor(s.token, s.vault_id, { path: "api-keys/absent" });
    expect(codeOf(there)).toBe("403 path_not_granted");
    expect(blank(there)).toEqual(blank(nowhere));
    expect(blank(there)).toEqual(blank(await read(s.token, s.vault_id, s.path)));
    expect(expectStatus(await askFor(s.token, s.vault_id, { path: "mine/absent" }), 201).status).toBe(
      "pending",
    );
    await put(api, s.owner.token, s.vault_id, "mine/there", "x");
    const [a, b] = [
      await askFor(s.token, s.vault_id, { path: "mine/there" }),
      await askFor(s.token, s.vault_id, { path: "mine/thera" }),
    ];
    expect(blank(a).text.replaceAll("there", "thera")).toBe(blank(b).text);
  });

  it("may ask with a policy for writing alone, but not past its scopes, its vaults or its deactivation", async () => {
    const s = await scene(api, { pattern: "other/**" });
    const bot = async (fields: Record<string, unknown>, permissions = ["read"]) => {
      const made = await agent(api, s.owner.token, fields);
      await grant(api, s.owner.token, s.vault_id, made.id, "**", permissions);
      return { ...made, token: await agentToken(api, made) };
    };
    const elsewhere = await vault(api, s.owner.token);
    const asks = async (fields: Record<string, unknown>, permissions?: string[]) =>
      codeOf(await askFor((await bot(fields, permissions)).token, s.vault_id)).replace(" api_key", "");
    expect(await asks({}, ["write"])).toBe("201");
    expect(await asks({}, ["delete", "rotate"])).toBe("403 path_not_granted");
    expect(await asks({ scopes: ["db/**"] })).toBe("403 scope_insufficient");
    expect(await asks({ vault_ids: [elsewhere] })).toBe("403 vault_not_bound");
    const off = await bot({});
    const open = expectStatus(await askFor(off.token, s.vault_id), 201);
    expectStatus(
      await api.ask("PATCH", `/v1/agents/${off.id}`, { token: s.owner.token, body: { is_active: false } }),
      200,
    );
    expect((await askFor(off.token, s.vault_id, { path: "api-keys/two" })).status).toBe(401);
    expect((await get(off.token, open.id)).status).toBe(401);
    expect(expectStatus(await get(s.owner.token, open.id), 200).agent).toMatchObject({ is_active: false });
  });

  it("sees no request but its own", async () => {
    const s = await scene(api);
    const made = await requested(s);
    const other = await agent(api, s.owner.token, { name: "other-bot" });
    await grant(api, s.owner.token, s.vault_id, other.id, "**", ["read", "write"]);
    const token = await agentToken(api, other);
    for (const answer of [await get(token, made.id), await withdraw(token, made.id)])
      expect(codeOf(answer)).toBe("404 secret_request_not_found");
    expect(blank(await get(token, made.id))).toEqual(blank(await get(token, randomUUID())));
    expect(await list(token)).toEqual([]);
    expect((await list(s.token)).map(({ id }) => id)).toEqual([made.id]);
  });

  it("takes its request back, once", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    expectStatus(await withdraw(s.token, id), 204);
    expect(expectStatus(await get(s.token, id), 200).status).toBe("withdrawn");
    for (const answer of [
      await withdraw(s.token, id),
      await fulfil(s.owner.token, id),
      await decline(s.owner.token, id),
    ])
      expect(codeOf(answer)).toBe("409 secret_request_answered");
    expect((await read(s.token, s.vault_id)).status).toBe(404);
    expect(await actionsOf(s.owner, id)).toContain("secret_request.withdraw success agent");
  });

  it("gives plain words for a reason: one line, no hidden characters, 500 at most", async () => {
    const s = await scene(api);
    const { reason } = await requested(s, { reason: "  To send mail.\n\nApprove\tit " });
    expect(reason).toBe("To send mail. Approve it");
    for (const wrong of ["", "   ", "x".repeat(501), "a\u202eb", "a\0b", "\ud800"])
      expect(codeOf(await askFor(s.token, s.vault_id, { path: "api-keys/z", reason: wrong }))).toBe(
        "400 validation_failed",
      );
    for (const expires_in_seconds of [299, 604_801, 1.5, "600"])
      expect(codeOf(await askFor(s.token, s.vault_id, { path: "api-keys/z", expires_in_seconds }))).toBe(
        "400 validation_failed",
      );
  });

  it("has at most 20 open requests, also when it asks for all at once", async () => {
    const s = await scene(api);
    const answers = await Promise.all(
      Array.from({ length: 26 }, (_, i) => askFor(s.token, s.vault_id, { path: `api-keys/n${i}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(codeOf)).toEqual(Array(6).fill("429 rate_limited"));
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    const open = await list(s.token);
    expect(open).toHaveLength(20);
    // One that is open already costs nothing.
    expect((await askFor(s.token, s.vault_id, { path: String(open[0]?.path) })).status).toBe(201);
  });

  it("asks at most 30 times an hour, whatever became of its requests", async () => {
    const own = await testApi();
    onTestFinished(() => own.close());
    const s = await scene(own);
    const ask = (i: number) =>
      own.ask<Request>("POST", `/v1/vaults/${s.vault_id}/secret-requests`, {
        token: s.token,
        body: asked({ path: `api-keys/n${i}` }),
      });
    for (let i = 0; i < 30; i++) {
      const { id } = expectStatus(await ask(i), 201);
      expectStatus(await own.ask("DELETE", `/v1/secret-requests/${id}`, { token: s.token }), 204);
    }
    expect((await ask(30)).status).toBe(429);
    own.clock.advance(HOUR + 1000);
    const token = await agentToken(own, s.bot);
    const later = await own.ask("POST", `/v1/vaults/${s.vault_id}/secret-requests`, {
      token,
      body: asked(),
    });
    expect(later.status).toBe(201);
  });
});

describe("the people of an agent", () => {
  it("are mailed: who registered it and who made the vault, each once, with words that are defused", async () => {
    const s = await scene(api);
    const other = await colleague(api, s.owner, "admin");
    const bot = await agent(api, other.token, { name: "evil.example.com bot" });
    await grant(api, s.owner.token, s.vault_id, bot.id, "**");
    const token = await agentToken(api, bot);
    const { url } = expectStatus(
      await askFor(token, s.vault_id, { reason: "See https://evil.example.com <b>now</b>" }),
      201,
    );
    for (const { email } of [s.owner, other]) {
      const sent = (await mails(api, email)).filter(({ template }) => template === "secret_request");
      expect(sent).toHaveLength(1);
      const { subject, text, html } = sent[0] ?? { subject: "", text: "", html: "" };
      expect(subject).toBe("An agent asks for a secret");
      expect(text).toContain(String(url));
      expect(text).toContain("“evil[.]example[.]com bot”");
      expect(html).not.toMatch(/<b>now|https:\/\/evil/);
    }
  });

  it("are those who may write the path, and who registered the agent; everybody else finds nothing", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    const maker = await colleague(api, s.owner, "admin");
    const bot = await agent(api, maker.token);
    await grant(api, s.owner.token, s.vault_id, bot.id, "**");
    const theirs = expectStatus(await askFor(await agentToken(api, bot), s.vault_id), 201);
    const stranger = await person(api);
    const matrix: [string, Person, string, string][] = [
      ["owner", s.owner, "200", "200"],
      ["writer", await member(s, ["write"]), "200", "200"],
      ["writer elsewhere", await member(s, ["write"], "db/**"), "404", "404"],
      ["reader", await member(s, ["read"]), "404", "404"],
      ["deleter", await member(s, ["delete", "rotate"]), "404", "404"],
      ["nobody", await member(s, null), "404", "404"],
      ["maker of the other agent", maker, "404", "200"],
      ["stranger", stranger, "404", "404"],
    ];
    for (const [name, who, first, second] of matrix) {
      expect(`${name} ${(await get(who.token, id)).status}`).toBe(`${name} ${first}`);
      expect(`${name} ${(await get(who.token, theirs.id)).status}`).toBe(`${name} ${second}`);
      const listed = (await list(who.token)).map((each) => each.id);
      expect([name, listed.includes(id), listed.includes(theirs.id)]).toEqual([
        name,
        first === "200",
        second === "200",
      ]);
      if (first === "200") continue;
      const { token } = who;
      for (const act of [fulfil, decline, get])
        expect(blank(await act(token, id))).toEqual(blank(await act(token, randomUUID())));
      expect(codeOf(await fulfil(token, id))).toBe("404 secret_request_not_found");
      expect(codeOf(await decline(token, id))).toBe("404 secret_request_not_found");
    }
    expect((await read(s.token, s.vault_id)).status).toBe(404);
  });

  it("who registered the agent but may not write the path see and decline the request, and cannot fulfil it", async () => {
    const s = await scene(api);
    const maker = await colleague(api, s.owner, "admin");
    const bot = await agent(api, maker.token);
    await grant(api, s.owner.token, s.vault_id, bot.id, "**");
    const token = await agentToken(api, bot);
    const { id } = expectStatus(await askFor(token, s.vault_id), 201);
    expect(expectStatus(await get(maker.token, id), 200)).toMatchObject({ can_fulfil: false });
    expect(codeOf(await fulfil(maker.token, id))).toBe("403 path_not_granted");
    expect((await read(token, s.vault_id)).status).toBe(404);
    expect(await actionsOf(s.owner, id)).toEqual(["secret_request.create success agent"]);
    const denied = (await events(api, s.owner.token)).find(
      ({ action, outcome }) => action === "secret_request.fulfil" && outcome === "denied",
    );
    expect(denied).toMatchObject({ actor_id: maker.id, details: { secret_request_id: id, path: PATH } });
    const declined = expectStatus(await decline(maker.token, id, { reason: "Use the shared key" }), 200);
    expect(declined).toMatchObject({ status: "declined", decline_reason: "Use the shared key" });
    expect(expectStatus(await get(token, id), 200)).toMatchObject({ decline_reason: "Use the shared key" });
  });

  it("answer with a personal key within its scopes alone, and an agent never answers", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    const key = async (scopes: string[]) =>
      expectStatus(
        await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
          token: s.owner.token,
          body: { name: "k", scopes },
        }),
        201,
      ).api_key;
    for (const scopes of [["read"], ["write", "db/**"]]) {
      const token = await key(scopes);
      expect(codeOf(await fulfil(token, id))).toBe("404 secret_request_not_found");
      expect(await list(token)).toEqual([]);
    }
    for (const answer of [await fulfil(s.token, id), await decline(s.token, id)])
      expect(codeOf(answer)).toBe("403 principal_not_allowed");
    expect((await list(await key(["write", "api-keys/*"]))).map((each) => each.id)).toEqual([id]);
    expectStatus(await fulfil(await key(["write", "api-keys/*"]), id), 200);
  });

  it("see who asks, whether it could read the value, and what is there already if they may read it", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    const writer = await member(s, ["write"]);
    expect(expectStatus(await get(s.owner.token, id), 200)).toMatchObject({
      vault_name: "Production",
      can_fulfil: true,
      agent: { id: s.bot.id, name: "deploy-bot", created_by_name: "Test Person", can_read: true },
    });
    expect((await get(s.owner.token, id)).text).not.toContain("existing_version");
    await put(api, s.owner.token, s.vault_id, PATH, "older");
    expect(expectStatus(await get(s.owner.token, id), 200)).toMatchObject({ existing_version: 1 });
    expect((await get(writer.token, id)).text).not.toContain("existing_version");
    expectStatus(
      await api.ask("DELETE", `/v1/vaults/${s.vault_id}/policies/${s.policy_id}`, { token: s.owner.token }),
      204,
    );
    expect(expectStatus(await get(s.owner.token, id), 200)).toMatchObject({ agent: { can_read: false } });
  });

  it("page through what waits, oldest first, and what is over, newest first", async () => {
    const s = await scene(api);
    const ids = [];
    for (const n of [1, 2, 3]) ids.push((await requested(s, { path: `api-keys/p${n}` })).id);
    const first = await api.ask<{ secret_requests: Request[] }>("GET", "/v1/secret-requests?limit=2", {
      token: s.owner.token,
    });
    expect(first.body.secret_requests.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const next = /<([^>]+)>/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect((await list(s.owner.token, next)).map(({ id }) => id)).toEqual(ids.slice(2));
    expectStatus(await decline(s.owner.token, ids[0] ?? ""), 200);
    expectStatus(await fulfil(s.owner.token, ids[1] ?? ""), 200);
    expect((await list(s.owner.token, "?status=decided")).map(({ status }) => status)).toEqual([
      "fulfilled",
      "declined",
    ]);
    expect((await list(s.owner.token)).map(({ id }) => id)).toEqual(ids.slice(2));
    expect(await list(s.owner.token, "?status=expired")).toEqual([]);
  });
});

describe("an answer", () => {
  it("is given once: of many at the same moment one stores its value", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, (_, i) => fulfil(s.owner.token, id, { value: `value ${i}` })),
      decline(s.owner.token, id),
      withdraw(s.token, id),
    ]);
    const won = answers.filter(({ status }) => status < 300);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 300).map(codeOf)).toEqual(
      Array(9).fill("409 secret_request_answered"),
    );
    const { rows } = await api.admin.query<{ n: number }>(
      "select count(*)::int as n from secret_versions v join secrets s on s.id = v.secret_id where s.vault_id = $1 and s.path = $2",
      [s.vault_id, PATH],
    );
    const index = answers.findIndex(({ status }) => status < 300);
    expect(rows[0]?.n).toBe(index < 8 ? 1 : 0);
    if (index < 8) expect(expectStatus(await read(s.token, s.vault_id), 200).value).toBe(`value ${index}`);
    const done = (await actionsOf(s.owner, id)).filter((each) => !each.includes("create"));
    expect(done.filter((each) => each.includes(" success "))).toHaveLength(1);
  });

  it.each([
    ["its version", "secret_versions", "true", 500],
    ["its event", "audit_events", "new.action = 'secret_request.fulfil'", 503],
  ])(
    "closes the request only together with the stored value: without %s there is neither",
    async (_, table, when, status) => {
      const s = await scene(api);
      const { id } = await requested(s);
      await api.admin.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'on purpose'; end $$;
      create trigger refuse before insert on ${table} for each row when (${when}) execute function refuse()`);
      expect((await fulfil(s.owner.token, id)).status).toBe(status);
      await api.admin.query("drop function refuse cascade");
      expect(expectStatus(await get(s.token, id), 200).status).toBe("pending");
      expect((await read(s.token, s.vault_id)).status).toBe(404);
      expectStatus(await fulfil(s.owner.token, id), 200);
    },
  );

  it("is a write as any other: type, metadata, limits, a new version of what is there", async () => {
    const s = await scene(api);
    await put(api, s.owner.token, s.vault_id, PATH, "older", { type: "password" });
    const { id } = await requested(s);
    const body = { type: "note", metadata: { team: "ops" }, max_access_count: 1 };
    const { secret } = expectStatus(await fulfil(s.owner.token, id, body), 200);
    expect(secret).toMatchObject({ ...body, version: 2 });
    expectStatus(await read(s.token, s.vault_id), 200);
    expect(codeOf(await read(s.token, s.vault_id))).toBe("410 secret_gone");
  });

  it("in a vault whose people encrypt must come under their key, and without it the request stays open", async () => {
    const s = await scene(api);
    const encrypted = await vault(api, s.owner.token, "Encrypted");
    const fingerprint = "a".repeat(64);
    expectStatus(
      await api.ask("POST", `/v1/vaults/${encrypted}/cmek`, { token: s.owner.token, body: { fingerprint } }),
      200,
    );
    await grant(api, s.owner.token, encrypted, s.bot.id);
    const { id } = expectStatus(await askFor(s.token, encrypted), 201);
    expect(codeOf(await fulfil(s.owner.token, id))).toBe("400 cmek_format");
    const value = Buffer.concat([Buffer.of(1), Buffer.alloc(12 + 16 + 8, 7)]).toString("base64");
    const wrong = await api.ask("POST", `/v1/secret-requests/${id}/fulfil`, {
      token: s.owner.token,
      body: { value },
      headers: { "x-cmek-fingerprint": "b".repeat(64) },
    });
    expect(codeOf(wrong)).toBe("409 cmek_fingerprint_mismatch");
    expect(expectStatus(await get(s.token, id), 200).status).toBe("pending");
  });

  it("in a vault of split custody gives the person the half that the server does not keep", async () => {
    const s = await scene(api);
    const split = await vault(api, s.owner.token, "Split");
    expectStatus(
      await api.ask("POST", `/v1/vaults/${split}/mpc`, {
        token: s.owner.token,
        body: { mpc_custody: "2-of-2" },
      }),
      200,
    );
    await grant(api, s.owner.token, split, s.bot.id);
    const { id } = expectStatus(await askFor(s.token, split), 201);
    const { secret, request } = expectStatus(await fulfil(s.owner.token, id), 200);
    expect(secret.client_share).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(request)).not.toContain(secret.client_share);
  });
});

describe("a request whose time is over", () => {
  it("has expired for everybody, cannot be answered, and can be asked anew", async () => {
    const own = await testApi();
    onTestFinished(() => own.close());
    const s = await scene(own);
    const url = `/v1/vaults/${s.vault_id}/secret-requests`;
    const ask = async (token: string) =>
      expectStatus(
        await own.ask<Request>("POST", url, { token, body: asked({ expires_in_seconds: 300 }) }),
        201,
      );
    const { id } = await ask(s.token);
    own.clock.advance(301_000);
    const at = `/v1/secret-requests/${id}`;
    const token = s.owner.token;
    for (const answer of [
      await own.ask("POST", `${at}/fulfil`, { token, body: { value: "x" } }),
      await own.ask("POST", `${at}/decline`, { token, body: {} }),
      await own.ask("DELETE", at, { token: s.token }),
    ])
      expect(codeOf(answer)).toBe("410 secret_request_expired");
    expect((await own.ask("GET", at, { token: s.token })).body.status).toBe("expired");
    const listed = async (query: string) =>
      (await own.ask<{ secret_requests: Request[] }>("GET", `/v1/secret-requests?status=${query}`, { token }))
        .body.secret_requests.length;
    expect([await listed("pending"), await listed("expired"), await listed("decided")]).toEqual([0, 1, 1]);
    const again = await ask(s.token);
    expect(again.id).not.toBe(id);
    expect((await own.ask("GET", at, { token })).body.status).toBe("expired");
    expect([await listed("pending"), await listed("expired")]).toEqual([1, 1]);
    await dropSecretRequests(own.runtime);
    expect(await listed("expired")).toBe(1);
    own.clock.advance(31 * DAY);
    await dropSecretRequests(own.runtime);
    const { rows } = await own.admin.query("select id from secret_requests");
    expect(rows).toEqual([]);
  });

  it("ends with its vault or its agent", async () => {
    const s = await scene(api);
    const { id } = await requested(s);
    const other = await vault(api, s.owner.token);
    await grant(api, s.owner.token, other, s.bot.id);
    const second = expectStatus(await askFor(s.token, other), 201);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${other}`, { token: s.owner.token }), 204);
    for (const token of [s.token, s.owner.token])
      expect(codeOf(await get(token, second.id))).toBe("404 secret_request_not_found");
    expectStatus(await api.ask("DELETE", `/v1/agents/${s.bot.id}`, { token: s.owner.token }), 204);
    expect(codeOf(await fulfil(s.owner.token, id))).toBe("404 secret_request_not_found");
    expect(await list(s.owner.token)).toEqual([]);
  });
});

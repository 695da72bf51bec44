import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";

let api: TestApi;
let owner: Person;
let vault_id: string;
beforeAll(async () => {
  api = await testApi();
});
beforeEach(async () => {
  owner = await person(api);
  vault_id = await vault(api, owner.token);
});
afterAll(() => api.close());

type Found = { id: string; path: string; vault_id: string; metadata: object; expires_at?: string };
type Page = { secrets: Found[] };
const ask = (query: string, token = owner.token) =>
  api.ask<Page>("GET", `/v1/secrets/search?${query}`, { token });
const found = async (query: string, token = owner.token) =>
  expectStatus(await ask(query, token), 200).secrets.map(({ path }) => path);
const store = (path: string, fields = {}, value = "value", at = vault_id) =>
  put(api, owner.token, at, path, value, fields);

/** Every page, by the links. */
async function walk(url: string, token = owner.token): Promise<{ paths: string[]; pages: number }> {
  const paths: string[] = [];
  let next = url;
  for (let pages = 1; ; pages++) {
    const answer = await api.ask<Page>("GET", next, { token });
    paths.push(...expectStatus(answer, 200).secrets.map(({ path }) => path));
    const link = /^<\?([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
    if (!link) return { paths, pages };
    next = `${url}&${link}`;
  }
}

describe("a search", () => {
  it("finds text in paths and in metadata, in any case, and never in values", async () => {
    await store("db/Payments-main", {}, "needle");
    await store("api/stripe", { metadata: { Team: "Payments", nested: { on_call: ["Ada"] }, limit: 4711 } });
    await store("other");
    for (const q of ["PAYMENTS", "payments", "ayment"])
      expect(await found(`q=${q}`)).toEqual(["api/stripe", "db/Payments-main"]);
    for (const q of ["team", "ada", "on_call", "4711"]) expect(await found(`q=${q}`)).toEqual(["api/stripe"]);
    expect(await found("q=needle")).toEqual([]);
    expect(await found("q=%25")).toEqual([]);
    expect(await found("q=_")).toEqual(["api/stripe"]);
    expect(await found("")).toHaveLength(3);
    expect((await ask("q=stripe")).text).not.toMatch(/"value"/);
  });

  it("looks at the newest version alone, and at nothing deleted", async () => {
    await store("one", { metadata: { note: "older" } });
    await store("one", { metadata: { note: "newer" } });
    await store("two", { metadata: { note: "newer" }, type: "note" });
    expect(await found("q=older")).toEqual([]);
    expect(await found("q=newer")).toEqual(["one", "two"]);
    expect(await found("q=newer&type=note")).toEqual(["two"]);
    await api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/two`, { token: owner.token });
    expect(await found("q=newer")).toEqual(["one"]);
  });

  it("shows what the caller may read in each vault, and no more", async () => {
    const other = await vault(api, owner.token, "Other");
    const closed = await vault(api, owner.token, "Closed");
    for (const at of [vault_id, other, closed])
      for (const path of ["app/key", "app/deep/key", "db/key"]) await store(path, {}, "v", at);
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, vault_id, bot.id, "app/*");
    await grant(api, owner.token, vault_id, bot.id, "nothing/**", ["read"]);
    await grant(api, owner.token, other, bot.id, "db/**");
    await grant(api, owner.token, other, bot.id, "app/**", ["write"]);
    await grant(api, owner.token, closed, bot.id, "**", ["read"], {
      conditions: { ip_allowlist: ["10.0.0.0/8"] },
    });
    const token = await agentToken(api, bot);
    const seen = async (query: string) =>
      expectStatus(await ask(query, token), 200).secrets.map((secret) => `${secret.vault_id}/${secret.path}`);
    expect((await seen("q=key")).sort()).toEqual([`${vault_id}/app/key`, `${other}/db/key`].sort());
    expect(await seen(`q=key&vault_id=${other}`)).toEqual([`${other}/db/key`]);
    expect(await seen(`q=key&vault_id=${closed}`)).toEqual([]);
    expect(await found("q=/key")).toHaveLength(9);
    const stranger = await person(api);
    expect(await found("q=key", stranger.token)).toEqual([]);
    const scoped = await agent(api, owner.token, { scopes: ["app/deep/**"] });
    await grant(api, owner.token, vault_id, scoped.id);
    expect(await found("q=key", await agentToken(api, scoped))).toEqual(["app/deep/key"]);
  });

  it("answers the same 404 for a vault of another organization and for none", async () => {
    const stranger = await person(api);
    const blank = async (id: string) => {
      const { status, body } = await ask(`q=x&vault_id=${id}`, stranger.token);
      return { status, body: { ...body, request_id: "" } };
    };
    expect(await blank(vault_id)).toEqual(await blank(randomUUID()));
    expect((await blank(vault_id)).status).toBe(404);
  });

  it("comes in pages over all vaults, each secret once", async () => {
    const other = await vault(api, owner.token, "Other");
    const paths = Array.from({ length: 13 }, (_, i) => `page/${String(i).padStart(2, "0")}`);
    for (const path of paths) await store(path, {}, "v", Number(path.at(-1)) % 2 ? vault_id : other);
    const { paths: walked, pages } = await walk("/v1/secrets/search?q=page&limit=4");
    expect(pages).toBe(4);
    expect(walked.sort()).toEqual(paths);
    const wrong = Buffer.from("x/../y").toString("base64url");
    expect((await ask(`q=page&cursor=${wrong}`)).body).toMatchObject({
      status: 400,
      fields: { cursor: expect.any(String) },
    });
  });

  it("is on the record without its words, which may have been a secret", async () => {
    await ask("q=CANARY-words");
    const [event] = await events(api, owner.token, "&action=secret.search");
    expect(event).toMatchObject({ outcome: "success", details: { found: 0 } });
    expect(JSON.stringify(event)).not.toContain("CANARY");
  });

  it("names the parameter that is wrong", async () => {
    for (const [query, field] of [
      ["limit=0", "limit"],
      ["limit=1001", "limit"],
      [`q=${"x".repeat(129)}`, "q"],
      ["q=%00", "q"],
      ["vault_id=1", "vault_id"],
      ["type=what", "type"],
    ] as const)
      expect((await ask(query)).body).toMatchObject({ status: 400, fields: { [field]: expect.any(String) } });
  });

  it("looks at a bounded number of secrets for a page, and gets through a large vault nevertheless", async () => {
    const large = await vault(api, owner.token, "Large");
    await fill(large, 10_000);
    await store("zz/needle", {}, "v", large);
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, large, bot.id, "bulk/*");
    await grant(api, owner.token, large, bot.id, "zz/**");
    await api.admin.query("analyze secrets, secret_versions");
    for (const token of [owner.token, await agentToken(api, bot)]) {
      expect(await walk("/v1/secrets/search?q=needle", token)).toEqual({ paths: ["zz/needle"], pages: 3 });
      const { paths } = await walk("/v1/secrets/search?q=bulk/999&limit=7", token);
      expect(paths).toEqual(
        ["999", ...Array.from({ length: 10 }, (_, i) => `999${i}`)].map((n) => `bulk/${n}`).sort(),
      );
    }
  });
});

/** Secrets as the product would have stored them, but for their values, behind its back. */
async function fill(at: string, count: number): Promise<void> {
  await api.admin.query(
    `with s as (
       insert into secrets (id, org_id, vault_id, path, latest_version, current_version)
       select gen_random_uuid(), $1, $2, 'bulk/' || i, 1, 1 from generate_series(1, $3::int) i returning id)
     insert into secret_versions (secret_id, version, org_id, vault_id, type, metadata, kek_version, blob, created_by, created_by_type)
     select id, 1, $1, $2, 'generic', '{"team": "payments", "service": "checkout"}', 1, 'x', $4, 'user' from s`,
    [owner.org_id, at, count, owner.id],
  );
}

describe("what expires soon", () => {
  const DAY = 86_400_000;
  const inDays = (days: number) => ({
    expires_at: new Date(api.clock.now().getTime() + days * DAY).toISOString(),
  });
  const expiring = async (query = "", token = owner.token) =>
    expectStatus(await api.ask<Page>("GET", `/v1/secrets/expiring?${query}`, { token }), 200).secrets.map(
      ({ path }) => path,
    );

  it("is listed soonest first, over all vaults, of current versions alone", async () => {
    const other = await vault(api, owner.token, "Other");
    await store("in/20", inDays(20));
    await store("in/2", inDays(2), "v", other);
    await store("in/40", inDays(40));
    await store("replaced", inDays(1));
    await store("replaced");
    await store("deleted", inDays(1));
    await store("never");
    await api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/deleted`, { token: owner.token });
    expect(await expiring()).toEqual(["in/2", "in/20"]);
    expect(await expiring("days=1")).toEqual([]);
    expect(await expiring("days=365")).toEqual(["in/2", "in/20", "in/40"]);
    api.clock.advance(3 * DAY);
    const { email, password } = owner;
    const login = await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    });
    expect(await expiring("", login.body.access_token)).toEqual(["in/20"]);
  });

  it("comes in pages and shows only what the caller may read", async () => {
    const paths = Array.from({ length: 9 }, (_, i) => `app/${i}`);
    for (const path of paths) await store(path, inDays(5));
    await store("db/key", inDays(4));
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, vault_id, bot.id, "app/*");
    const walked = await walk("/v1/secrets/expiring?days=9&limit=2", await agentToken(api, bot));
    expect(walked.pages).toBe(5);
    expect(walked.paths.sort()).toEqual(paths);
    expect(await expiring("", (await person(api)).token)).toEqual([]);
  });

  it("refuses days and cursors that cannot be", async () => {
    for (const query of ["days=0", "days=366", "days=x", "cursor=x"]) {
      const answer = await api.ask("GET", `/v1/secrets/expiring?${query}`, { token: owner.token });
      expect(answer.status).toBe(400);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
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
import { personalKey } from "#server/testing/world.ts";

let api: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  s = await scene(api, { pattern: "api-keys/**" });
});
afterAll(() => api.close());

type Page = { secrets: { path: string; version: number }[] };

async function page(vault_id: string, token: string, query = "") {
  const answer = await api.ask<Page>("GET", `/v1/vaults/${vault_id}/secrets${query}`, { token });
  const { secrets } = expectStatus(answer, 200);
  return { paths: secrets.map(({ path }) => path), link: answer.headers.get("link"), text: answer.text };
}

/** Every page's paths, walked by the Link header alone. */
async function walk(
  vault_id: string,
  token: string,
  query: string,
): Promise<{ paths: string[]; pages: number; links: string }> {
  const paths: string[] = [];
  let [next, pages, links]: [string | null, number, string] = [query, 0, ""];
  while (next !== null) {
    const got = await page(vault_id, token, next);
    paths.push(...got.paths);
    pages++;
    links += got.link ?? "";
    const cursor: string | undefined = /cursor=([^&>]+)&limit=\d+>; rel="next"/.exec(got.link ?? "")?.[1];
    next = cursor ? `${query}&cursor=${cursor}` : null;
  }
  return { paths, pages, links };
}

/** Secrets by the thousand, stored behind the API's back; each has one version whose value is never opened here. */
async function bulk(vault_id: string, paths: string[]): Promise<void> {
  await api.admin.query(
    `with made as (
       insert into secrets (id, org_id, vault_id, path, latest_version, current_version)
       select gen_random_uuid(), v.org_id, v.id, p, 1, 1 from vaults v, unnest($2::text[]) p where v.id = $1 returning *)
     insert into secret_versions (secret_id, version, org_id, vault_id, type, kek_version, blob, created_by, created_by_type)
     select id, 1, org_id, vault_id, 'generic', 1, 'x', vault_id, 'user' from made`,
    [vault_id, paths],
  );
}

describe("the list of a vault with 2,500 secrets", () => {
  const all = Array.from(
    { length: 2500 },
    (_, i) => `${["api-keys", "prod", "Zed", "a_b", "a-b"][i % 5]}/k${String(i).padStart(4, "0")}`,
  );
  const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  let vault_id: string;
  let bot: string;
  beforeAll(async () => {
    vault_id = await vault(api, s.owner.token);
    await bulk(vault_id, all);
    const made = await agent(api, s.owner.token);
    await grant(api, s.owner.token, vault_id, made.id, "api-keys/*");
    await grant(api, s.owner.token, vault_id, made.id, "a_b/**");
    bot = await agentToken(api, made);
  });

  it("is walked page by page without a gap or a repetition, in one order", async () => {
    for (const limit of [1000, 333]) {
      const { paths, pages } = await walk(vault_id, s.owner.token, `?limit=${limit}`);
      expect(pages).toBe(Math.ceil(2500 / limit));
      expect(paths).toEqual([...all].sort(byBytes));
    }
  });

  it("shows an agent only what it may read, in pages as full as if there were nothing else", async () => {
    const visible = all.filter((path) => /^(api-keys|a_b)\//.test(path)).sort(byBytes);
    const { paths, pages, links } = await walk(vault_id, bot, "?limit=400");
    expect(paths).toEqual(visible);
    expect(pages).toBe(Math.ceil(visible.length / 400));
    for (const [, cursor = ""] of links.matchAll(/cursor=([^&>]+)/g))
      expect(visible).toContain(Buffer.from(cursor, "base64url").toString());
    const { text } = await page(vault_id, bot);
    expect(text).not.toMatch(/prod|Zed|total|count/);
  });

  it("is narrowed by a prefix taken literally", async () => {
    const starting = async (prefix: string, token = s.owner.token) =>
      (await walk(vault_id, token, `?limit=1000&prefix=${prefix}`)).paths;
    for (const prefix of ["a_b", "a-b/k00", "prod/k1", "Z", "nothing", "api-keys/k0000", "a"])
      expect(await starting(prefix)).toEqual(all.filter((path) => path.startsWith(prefix)).sort(byBytes));
    expect(await starting("prod", bot)).toEqual([]);
    expect(await starting("a", bot)).toEqual(
      all.filter((path) => /^(api-keys|a_b)\//.test(path)).sort(byBytes),
    );
  });

  it("goes on from a cursor of another caller without showing what that one saw", async () => {
    const cursor = Buffer.from("prod/k0001").toString("base64url");
    expect((await page(vault_id, bot, `?cursor=${cursor}`)).paths).toEqual([]);
  });
});

describe("listing", () => {
  it("shows no value, and is on the record", async () => {
    await put(api, s.owner.token, s.vault_id, "prod/db", "CANARY-listed");
    const { text, paths } = await page(s.vault_id, s.owner.token);
    expect(paths).toEqual(["api-keys/stripe", "prod/db"]);
    expect(text).not.toMatch(/CANARY|"value"/);
    const [event] = await events(api, s.owner.token, `&action=secret.list&resource_id=${s.vault_id}`);
    expect(event).toMatchObject({ actor_id: s.owner.id, outcome: "success" });
  });

  it("is empty for an agent without any policy, whose token names no scopes and to which every path is refused", async () => {
    const bot = await agent(api, s.owner.token);
    const token = await agentToken(api, bot);
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ scopes: [], vault_ids: [] });
    expect((await api.ask("GET", `/v1/vaults/${s.vault_id}/secrets`, { token })).body).toEqual({
      secrets: [],
    });
    for (const url of [
      "secrets/api-keys/stripe",
      "secret-versions/api-keys/stripe",
      "secret-version/api-keys/stripe/1",
    ])
      expect((await api.ask("GET", `/v1/vaults/${s.vault_id}/${url}`, { token })).status, url).toBe(403);
    expect((await api.ask("GET", "/v1/vaults", { token })).body).toEqual({ vaults: [] });
  });

  it("shows exactly the paths that can be read, whatever limits the token", async () => {
    const paths = ["a", "a/b", "a/b/c", "api/v1/key", "apix/key", "b", "b/a"];
    const vault_id = await vault(api, s.owner.token);
    for (const path of paths) await put(api, s.owner.token, vault_id, path, path);
    const cases: [string[], Record<string, unknown>][] = [
      [["a/**"], {}],
      [["*"], {}],
      [["*/b"], {}],
      [["**/key"], {}],
      [["a", "b/*"], {}],
      [["**"], { scopes: ["a/**", "label"] }],
      [["a/**", "b"], { scopes: ["*"] }],
      [["**"], { scopes: ["b/**", "api/*/key"] }],
      [["**"], { vault_ids: [] }],
      [["**"], { vault_ids: [vault_id] }],
    ];
    for (const [patterns, fields] of cases) {
      const bot = await agent(api, s.owner.token, fields);
      for (const pattern of patterns) await grant(api, s.owner.token, vault_id, bot.id, pattern);
      const token = await agentToken(api, bot);
      const readable: string[] = [];
      for (const path of paths)
        if ((await api.ask("GET", `/v1/vaults/${vault_id}/secrets/${path}`, { token })).status === 200)
          readable.push(path);
      const answer = await api.ask<Page>("GET", `/v1/vaults/${vault_id}/secrets`, { token });
      const listed = answer.status === 200 ? answer.body.secrets.map(({ path }) => path) : [];
      expect(listed, JSON.stringify([patterns, fields])).toEqual(readable);
    }
    for (const scopes of [["read"], ["write"], ["a/**"], ["read", "b/*"], ["write", "a/**"]]) {
      const { api_key: token } = await personalKey(api, s.owner.token, { scopes });
      const readable: string[] = [];
      for (const path of paths)
        if ((await api.ask("GET", `/v1/vaults/${vault_id}/secrets/${path}`, { token })).status === 200)
          readable.push(path);
      const { body } = await api.ask<Page>("GET", `/v1/vaults/${vault_id}/secrets`, { token });
      expect(
        (body.secrets ?? []).map(({ path }) => path),
        scopes.join(),
      ).toEqual(readable);
    }
  });

  it("of a vault of strangers is the same 404 as of none", async () => {
    const stranger = await person(api);
    for (const id of [s.vault_id, crypto.randomUUID()])
      expect((await api.ask("GET", `/v1/vaults/${id}/secrets`, { token: stranger.token })).status).toBe(404);
  });
});

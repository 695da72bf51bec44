import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeActivity } from "#server/jobs/activity.ts";
import { expectStatus, goodPassword, put, type TestApi, testApi } from "#server/testing/test-api.ts";
import { personalKey, type World, world } from "#server/testing/world.ts";

let api: TestApi;
let other: TestApi;
let w: World;
beforeAll(async () => {
  api = await testApi();
  [w, other] = await Promise.all([world(api), api.second()]);
});
afterAll(() => api.close());

const key = async (scopes?: string[], fields = {}) =>
  (await personalKey(api, w.owner.token, { ...(scopes && { scopes }), ...fields })).api_key;
const exchange = async (api_key: string, on = api) =>
  on.ask<{ access_token: string }>("POST", "/v1/auth/api-key-token", { body: { api_key } });
const secret = (path: string, route = "secrets") => `/v1/vaults/${w.vault_id}/${route}/${path}`;
const statusOf = async (method: string, url: string, token: string, body?: unknown) =>
  (await api.ask(method, url, { token, body })).status;

describe("a personal API key", () => {
  it("works as Bearer and exchanged, and both end at once with it on every instance", async () => {
    const { api_key, key_id } = await personalKey(api, w.owner.token);
    const { access_token } = expectStatus(await exchange(api_key), 200);
    for (const on of [api, other])
      for (const token of [api_key, access_token])
        expect((await on.ask("GET", "/v1/auth/me", { token })).status).toBe(200);
    expectStatus(await api.ask("DELETE", `/v1/auth/api-keys/${key_id}`, { token: w.owner.token }), 204);
    for (const on of [api, other]) {
      for (const token of [api_key, access_token])
        expect((await on.ask("GET", "/v1/auth/me", { token })).status).toBe(401);
      expect((await exchange(api_key, on)).status).toBe(401);
    }
    expect((await api.ask("DELETE", `/v1/auth/api-keys/${key_id}`, { token: w.owner.token })).status).toBe(
      404,
    );
  });

  it("ends with its expiry, and the tokens made from it too", async () => {
    const own = await testApi();
    const mine = await world(own);
    const expires_at = new Date(own.clock.now().getTime() + 600_000).toISOString();
    const { api_key } = await personalKey(own, mine.owner.token, { expires_at });
    const { access_token } = expectStatus(await exchange(api_key, own), 200);
    own.clock.advance(599_999);
    for (const token of [api_key, access_token])
      expect((await own.ask("GET", "/v1/auth/me", { token })).status).toBe(200);
    own.clock.advance(1);
    for (const token of [api_key, access_token])
      expect((await own.ask("GET", "/v1/auth/me", { token })).status).toBe(401);
    expect((await exchange(api_key, own)).status).toBe(401);
    const { body } = await own.ask<{ keys: { is_active: boolean; expires_at?: string }[] }>(
      "GET",
      "/v1/auth/api-keys",
      { token: mine.owner.token },
    );
    expect(body.keys.find((each) => each.expires_at === expires_at)?.is_active).toBe(false);
    await own.close();
  });

  it("with scopes does what they say and nothing more, as Bearer and exchanged", async () => {
    const table: [string[], Record<string, number>][] = [
      [["read"], { read: 200, write: 403, rotate: 403, delete: 403, outside: 200 }],
      [["write"], { read: 403, write: 201, rotate: 201, delete: 204, outside: 403 }],
      [["api-keys/**"], { read: 200, write: 201, rotate: 201, delete: 204, outside: 403 }],
      [["read", "api-keys/**"], { read: 200, write: 403, rotate: 403, delete: 403, outside: 403 }],
      [["rotate", "other/*"], { read: 403, write: 403, rotate: 403, delete: 403, outside: 403 }],
    ];
    await put(api, w.owner.token, w.vault_id, "prod/db", "x");
    for (const [scopes, wanted] of table) {
      const api_key = await key(scopes);
      const { access_token } = expectStatus(await exchange(api_key), 200);
      for (const token of [api_key, access_token]) {
        const path = `api-keys/${crypto.randomUUID()}`;
        await put(api, w.owner.token, w.vault_id, path, "x");
        const got = {
          read: await statusOf("GET", secret(path), token),
          write: await statusOf("PUT", secret(path), token, { value: "y" }),
          rotate: await statusOf("POST", secret(path, "secret-rotate"), token, {}),
          delete: await statusOf("DELETE", secret(path), token),
          outside: await statusOf("GET", secret("prod/db"), token),
        };
        expect(got, scopes.join()).toEqual(wanted);
      }
    }
  });

  it("with scopes cannot widen itself, reach the account, or make or administer vaults", async () => {
    const change = { current_password: w.owner.password, new_password: goodPassword() };
    const attempts: [string, string, unknown?][] = [
      ["POST", "/v1/auth/api-keys", { name: "wider" }],
      ["GET", "/v1/auth/api-keys"],
      ["DELETE", `/v1/auth/api-keys/${w.key_id}`],
      ["PATCH", "/v1/auth/me", { display_name: "x" }],
      ["DELETE", "/v1/auth/me", { confirmation: "DELETE MY ACCOUNT" }],
      ["POST", "/v1/auth/change-password", change],
      ["POST", "/v1/vaults", { name: "x" }],
      ["DELETE", `/v1/vaults/${w.vault_id}`],
      ["GET", `/v1/vaults/${w.vault_id}/policies`],
      [
        "POST",
        `/v1/vaults/${w.vault_id}/policies`,
        {
          secret_path_pattern: "**",
          principal_type: "agent",
          principal_id: w.bot.id,
          permissions: ["write"],
        },
      ],
      ["PUT", `/v1/vaults/${w.vault_id}/policies/${w.policy_id}`, { permissions: ["write"] }],
      ["DELETE", `/v1/vaults/${w.vault_id}/policies/${w.policy_id}`],
      ["POST", "/v1/agents", { name: "x" }],
      ["POST", `/v1/agents/${w.bot.id}/rotate-key`],
    ];
    for (const scopes of [["read", "write", "delete", "rotate"], ["**"], ["api-keys/**"]]) {
      const api_key = await key(scopes);
      const { access_token } = expectStatus(await exchange(api_key), 200);
      for (const token of [api_key, access_token])
        for (const [method, url, body] of attempts)
          expect(await statusOf(method, url, token, body), `${scopes}: ${method} ${url}`).toBe(403);
    }
  });

  it("is made with scopes that mean something, or not at all", async () => {
    for (const scopes of [
      ["admin"],
      ["READ"],
      ["read "],
      [""],
      ["*:*"],
      ["vaults:read"],
      ["../*"],
      ["a//b"],
      ["a b/*"],
      "read",
      [7],
      Array(51).fill("read"),
    ])
      expect(
        await statusOf("POST", "/v1/auth/api-keys", w.owner.token, { name: "x", scopes }),
        JSON.stringify(scopes),
      ).toBe(400);
  });

  it("is shown once and stored so that nobody can read it back", async () => {
    const { api_key, key_id } = await personalKey(api, w.owner.token);
    expect(api_key).toMatch(/^1ck_[A-Za-z0-9_-]{40,}$/);
    const list = await api.ask("GET", "/v1/auth/api-keys", { token: w.owner.token });
    const audit = await api.ask("GET", "/v1/audit/events?limit=1000", { token: w.owner.token });
    const { rows } = await api.admin.query("select k::text as row from api_keys k where id = $1", [key_id]);
    for (const text of [list.text, audit.text, rows[0].row]) expect(text).not.toContain(api_key.slice(14));
    expect(list.text).not.toMatch(/hash/);
    const shown = (list.body as { keys: { id: string; key_prefix: string }[] }).keys.find(
      ({ id }) => id === key_id,
    );
    expect(api_key.startsWith(shown?.key_prefix ?? "?")).toBe(true);
    expect(shown?.key_prefix.length).toBeLessThanOrEqual(12);
  });

  it("belongs to one person: nobody else in the organization sees or revokes it", async () => {
    const colleague = await world(api);
    await api.admin.query("update users set org_id = $1, role = 'admin' where id = $2", [
      w.owner.org_id,
      colleague.owner.id,
    ]);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [
      w.owner.org_id,
      colleague.owner.id,
    ]);
    const { token } = colleague.owner;
    expect((await api.ask("GET", "/v1/auth/api-keys", { token })).text).not.toContain(w.key_id);
    expect(await statusOf("DELETE", `/v1/auth/api-keys/${w.key_id}`, token)).toBe(404);
    expect(await statusOf("GET", "/v1/auth/me", w.api_key)).toBe(200);
  });

  it("tells when it was last used", async () => {
    await statusOf("GET", "/v1/auth/me", w.api_key);
    await writeActivity(api.runtime);
    const { body } = await api.ask<{ keys: { id: string; last_used_at?: string }[] }>(
      "GET",
      "/v1/auth/api-keys",
      { token: w.owner.token },
    );
    expect(body.keys.find(({ id }) => id === w.key_id)?.last_used_at).toBe(api.clock.now().toISOString());
  });
});

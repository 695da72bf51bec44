import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { type World, world } from "#server/testing/world.ts";
import { destroyDeletedVaults } from "./jobs.ts";

let api: TestApi;
let w: World;
let member: Person;
beforeAll(async () => {
  api = await testApi();
  [w, member] = await Promise.all([world(api), person(api)]);
  await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
    w.owner.org_id,
    member.id,
  ]);
  await api.admin.query("update sessions set org_id = $1 where user_id = $2", [w.owner.org_id, member.id]);
});
afterAll(() => api.close());

type List = { vaults: { id: string; name: string }[] };
const list = async (token: string, query = "") =>
  expectStatus(await api.ask<List>("GET", `/v1/vaults${query}`, { token }), 200).vaults.map(({ id }) => id);
const status = async (method: string, url: string, token: string, body?: unknown) =>
  (await api.ask(method, url, { token, body })).status;

describe("a vault", () => {
  it("is seen by who made it, by whom a policy names, and by owners and admins; by no other member or agent", async () => {
    const own = await vault(api, member.token, "Member's");
    expect(await list(member.token)).toEqual([own]);
    expect(await list(w.owner.token)).toEqual(expect.arrayContaining([own, w.vault_id]));
    expect(await status("GET", `/v1/vaults/${w.vault_id}`, member.token)).toBe(403);
    expect(await status("GET", `/v1/vaults/${w.vault_id}`, w.bot_token)).toBe(200);
    expect(await status("GET", `/v1/vaults/${own}`, w.bot_token)).toBe(403);
    const body = {
      secret_path_pattern: "shared/*",
      principal_type: "user",
      principal_id: member.id,
      permissions: ["read"],
    };
    const policy = expectStatus(
      await api.ask<{ id: string }>("POST", `/v1/vaults/${w.vault_id}/policies`, {
        token: w.owner.token,
        body,
      }),
      201,
    );
    expect((await list(member.token)).sort()).toEqual([own, w.vault_id].sort());
    await api.ask("DELETE", `/v1/vaults/${w.vault_id}/policies/${policy.id}`, { token: w.owner.token });
    expect(await list(member.token)).toEqual([own]);
  });

  it("does not give its values to owners and admins who neither made it nor have a policy", async () => {
    const own = await vault(api, member.token, "Private");
    await put(api, member.token, own, "diary", "CANARY-private");
    const answer = await api.ask("GET", `/v1/vaults/${own}/secrets/diary`, { token: w.owner.token });
    expect([answer.status, answer.body.type]).toEqual([403, "/docs/errors/path_not_granted"]);
    expect(await status("PUT", `/v1/vaults/${own}/secrets/diary`, w.owner.token, { value: "x" })).toBe(403);
  });

  it("that an agent makes belongs to it, and is open to the person who registered the agent", async () => {
    const bot = await agent(api, w.owner.token);
    const token = await agentToken(api, bot);
    const own = expectStatus(
      await api.ask<{ id: string; created_by: string }>("POST", "/v1/vaults", {
        token,
        body: { name: "Workbench" },
      }),
      201,
    );
    expect(own).toMatchObject({ created_by: bot.id, created_by_type: "agent" });
    await put(api, token, own.id, "a/b", "made");
    expect((await api.ask("GET", `/v1/vaults/${own.id}/secrets/a/b`, { token })).body).toMatchObject({
      value: "made",
    });
    expect(
      (await api.ask("GET", `/v1/vaults/${own.id}/secrets/a/b`, { token: w.owner.token })).body,
    ).toMatchObject({ value: "made" });
    expect(await status("GET", `/v1/vaults/${own.id}/secrets/a/b`, member.token)).toBe(403);
    expect(await status("GET", `/v1/vaults/${own.id}/secrets/a/b`, w.bot_token)).toBe(403);
  });

  it("cannot be made or deleted by an agent that is bound to other vaults or paths", async () => {
    for (const fields of [{ vault_ids: [w.vault_id] }, { scopes: ["api-keys/**"] }]) {
      const token = await agentToken(api, await agent(api, w.owner.token, fields));
      expect(await status("POST", "/v1/vaults", token, { name: "x" })).toBe(403);
      expect(await status("DELETE", `/v1/vaults/${w.vault_id}`, token)).toBe(403);
    }
    expect(await status("DELETE", `/v1/vaults/${w.vault_id}`, w.bot_token)).toBe(403);
    expect(await status("DELETE", `/v1/vaults/${w.vault_id}`, member.token)).toBe(403);
  });

  it("that is deleted is gone from lists and policies at once, and its key 30 days later, after which nothing opens its values", async () => {
    const own = await testApi();
    const mine = await world(own);
    const url = `/v1/vaults/${mine.vault_id}`;
    expectStatus(await own.ask("DELETE", url, { token: mine.owner.token }), 204);
    for (const each of [url, `${url}/secrets`, `${url}/policies`, `${url}/secrets/${mine.path}`])
      expect((await own.ask("GET", each, { token: mine.owner.token })).status).toBe(404);
    const claims = await own.ask<{ vault_ids: string[] }>("POST", "/v1/auth/agent-token", {
      body: { api_key: mine.bot.api_key },
    });
    expect(claims.body.vault_ids).toEqual([]);
    const left = async () =>
      (
        await own.admin.query(
          "select (select count(*)::int from vault_keks where vault_id = $1) as keks, (select count(*)::int from secret_versions where vault_id = $1) as versions",
          [mine.vault_id],
        )
      ).rows[0];
    own.clock.advance(30 * 86_400_000 - 1);
    await destroyDeletedVaults(own.runtime);
    expect(await left()).toEqual({ keks: 1, versions: 1 });
    own.clock.advance(2);
    await destroyDeletedVaults(own.runtime);
    expect(await left()).toEqual({ keks: 0, versions: 0 });
    const { rows } = await own.admin.query(
      "select actor_type, org_id from audit_events where action = 'vault.purge' and resource_id = $1",
      [mine.vault_id],
    );
    expect(rows).toEqual([{ actor_type: "system", org_id: mine.owner.org_id }]);
    await own.close();
  });

  it("has a key of its own: what lies in one cannot be opened as if it lay in another", async () => {
    const [a, b] = [await vault(api, w.owner.token), await vault(api, w.owner.token)];
    await put(api, w.owner.token, a, "x", "CANARY-a");
    await put(api, w.owner.token, b, "x", "CANARY-b");
    const { rows } = await api.admin.query("select material from vault_keks where vault_id = any($1)", [
      [a, b],
    ]);
    expect(rows[0].material.equals(rows[1].material)).toBe(false);
    await api.admin.query(
      "update secret_versions set blob = (select blob from secret_versions where vault_id = $1) where vault_id = $2",
      [a, b],
    );
    const answer = await api.ask("GET", `/v1/vaults/${b}/secrets/x`, { token: w.owner.token });
    expect([answer.status, answer.text.includes("CANARY")]).toEqual([500, false]);
  });
});

describe("a list of vaults", () => {
  it("is walked in pages, and says nothing of vaults that are not shown", async () => {
    const owner = await person(api);
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push(await vault(api, owner.token, `Vault ${i}`));
    const seen: string[] = [];
    let query: string | null = "?limit=2";
    while (query) {
      const answer: Answer<List> = await api.ask<List>("GET", `/v1/vaults${query}`, { token: owner.token });
      seen.push(...answer.body.vaults.map(({ id }) => id));
      query = /<(\?cursor=[^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1] ?? null;
    }
    expect(seen).toEqual(made);
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, made[6] ?? "", bot.id);
    const answer = await api.ask<List>("GET", "/v1/vaults?limit=1", { token: await agentToken(api, bot) });
    expect(answer.body.vaults.map(({ id }) => id)).toEqual([made[6]]);
    expect(answer.headers.get("link")).toBeNull();
  });

  it("leaves no event behind, and making and deleting one leaves exactly one each", async () => {
    const id = await vault(api, w.owner.token, "Recorded");
    await api.ask("DELETE", `/v1/vaults/${id}`, { token: w.owner.token });
    const recorded = await events(api, w.owner.token, `&resource_id=${id}`);
    expect(recorded.map(({ action }) => action)).toEqual(["vault.delete", "vault.create"]);
  });
});

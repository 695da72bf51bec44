import { afterAll, beforeAll, expect, it } from "vitest";
import {
  agent,
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
import { personalKey, type World, world } from "#server/testing/world.ts";

type Named = { id: string; name: string };
type Export = {
  user: Record<string, unknown>;
  vaults: Named[];
  agents: Named[];
  secrets_metadata: { vault_id: string; path: string; type: string; version: number }[];
  policies: { id: string; principal_id: string }[];
  complete: boolean;
};

let api: TestApi;
let w: World;
let member: Person;
beforeAll(async () => {
  api = await testApi();
  w = await world(api);
  member = await person(api);
  await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
    w.owner.org_id,
    member.id,
  ]);
  await api.admin.query("update sessions set org_id = $1 where user_id = $2", [w.owner.org_id, member.id]);
});
afterAll(() => api.close());

const exported = async (token: string) =>
  expectStatus(await api.ask<Export>("POST", "/v1/auth/export-data", { token }), 200);

it("gives the person the account and what the person sees, and never a value", async () => {
  const answer = await api.ask<Export>("POST", "/v1/auth/export-data", { token: w.owner.token });
  const { user, vaults, agents, secrets_metadata, policies, complete } = expectStatus(answer, 200);
  expect(answer.body).toMatchObject({ export_version: "1.0", exported_at: api.clock.now().toISOString() });
  expect(user).toMatchObject({ id: w.owner.id, email: w.owner.email, auth_method: "password" });
  expect(vaults.map(({ id }) => id)).toContain(w.vault_id);
  expect(agents.map(({ id }) => id)).toEqual([w.bot.id]);
  expect(secrets_metadata).toContainEqual(
    expect.objectContaining({ vault_id: w.vault_id, path: w.path, version: 1 }),
  );
  expect(policies.map(({ id }) => id)).toEqual([w.policy_id]);
  expect(complete).toBe(true);
  for (const hidden of [w.value, w.owner.password, w.api_key, w.bot.api_key, w.owner.refresh_token])
    expect(answer.text).not.toContain(hidden);
  expect(answer.text).not.toMatch(/argon2|_hash|totp|google_sub/);
});

it("gives a member nothing of a vault without a policy, and with one only the paths it opens", async () => {
  const before = await exported(member.token);
  expect(before).toMatchObject({ vaults: [], agents: [], secrets_metadata: [], policies: [] });
  await put(api, w.owner.token, w.vault_id, "prod/db", "hidden");
  const policy_id = await grant(api, w.owner.token, w.vault_id, member.id, "api-keys/**", ["read"], {
    principal_type: "user",
  });
  const after = await exported(member.token);
  expect(after.vaults.map(({ id }) => id)).toEqual([w.vault_id]);
  expect(after.secrets_metadata.map(({ path }) => path)).toEqual([w.path]);
  expect(after.policies.map(({ id }) => id)).toEqual([policy_id]);
  expect(after.agents).toEqual([]);
});

it("gives nothing of another organization", async () => {
  const theirs = await world(api);
  const text = JSON.stringify(await exported(w.owner.token));
  for (const id of [theirs.owner.id, theirs.vault_id, theirs.bot.id, theirs.policy_id])
    expect(text).not.toContain(id);
});

it("is recorded with how much left, before it leaves", async () => {
  await exported(w.owner.token);
  const [event] = await events(api, w.owner.token, "&action=user.export");
  expect(event).toMatchObject({ actor_id: w.owner.id, outcome: "success", details: { agents: 1 } });
});

it("follows lists beyond one page", async () => {
  const who = await person(api);
  const vault_id = await vault(api, who.token);
  const { id } = await put(api, who.token, vault_id, "first", "x");
  await api.admin.query(
    `with s as (insert into secrets (id, org_id, vault_id, path, latest_version, current_version)
       select gen_random_uuid(), org_id, vault_id, 'many/' || lpad(n::text, 5, '0'), 1, 1
       from secrets, generate_series(1, 1200) n where id = $1 returning id)
     insert into secret_versions select (jsonb_populate_record(v, jsonb_build_object('secret_id', s.id))).*
       from secret_versions v, s where v.secret_id = $1`,
    [id],
  );
  const { secrets_metadata } = await exported(who.token);
  expect(new Set(secrets_metadata.map(({ path }) => path)).size).toBe(1201);
});

it("is for people themselves: agents and scoped keys are refused", async () => {
  const { api_key } = await personalKey(api, w.owner.token, { scopes: ["read"] });
  const bot = await agent(api, w.owner.token);
  const refused = await api.ask("POST", "/v1/auth/export-data", { token: api_key });
  expect([refused.status, refused.body]).toMatchObject([403, { type: "/docs/errors/scope_insufficient" }]);
  expect((await api.ask("POST", "/v1/auth/export-data", { token: w.bot_token })).status).toBe(403);
  expect(bot.id).not.toBe(w.bot.id);
});

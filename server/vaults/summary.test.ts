import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  agent,
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
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
});
afterAll(() => api.close());

type Summary = {
  vault_id: string;
  secrets?: number;
  policies?: number;
  agents?: number;
  last_read_at: unknown;
};
const summaries = async (token: string, query = "") =>
  expectStatus(await api.ask<{ vaults: Summary[] }>("GET", `/v1/vaults/summary${query}`, { token }), 200)
    .vaults;
const summaryOf = async (vault_id: string, token = owner.token) =>
  (await summaries(token)).find((each) => each.vault_id === vault_id);

describe("the summary of a vault", () => {
  it("counts paths with a value, policies, and each agent with access once", async () => {
    const vault_id = await vault(api, owner.token, "Counted");
    expect(await summaryOf(vault_id)).toMatchObject({ secrets: 0, policies: 0, agents: 0 });
    for (const path of ["a", "b/c", "b/d"]) await put(api, owner.token, vault_id, path, "x");
    await put(api, owner.token, vault_id, "a", "again");
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/b/d`, { token: owner.token }), 204);
    const [first, second] = await Promise.all([agent(api, owner.token), agent(api, owner.token)]);
    for (const pattern of ["a", "b/**"]) await grant(api, owner.token, vault_id, first.id, pattern);
    await grant(api, owner.token, vault_id, second.id);
    expect(await summaryOf(vault_id)).toEqual({
      vault_id,
      secrets: 2,
      policies: 3,
      agents: 2,
      last_read_at: null,
    });
    await api.ask("PATCH", `/v1/agents/${second.id}`, { token: owner.token, body: { is_active: false } });
    expect(await summaryOf(vault_id)).toMatchObject({ agents: 1 });
  });

  it("says when a value was last read, once the log has sealed it", async () => {
    const vault_id = await vault(api, owner.token, "Read");
    await put(api, owner.token, vault_id, "a", "x");
    expect(await summaryOf(vault_id)).toMatchObject({ last_read_at: null });
    const { token } = owner;
    expectStatus(await api.ask("GET", `/v1/vaults/${vault_id}/secrets/a`, { token }), 200);
    await api.seal();
    expect(Date.parse(String((await summaryOf(vault_id))?.last_read_at))).not.toBeNaN();
  });

  it("counts no further than it says", async () => {
    const vault_id = await vault(api, owner.token, "Large");
    await api.admin.query(
      `insert into secrets (id, org_id, vault_id, path, latest_version, current_version)
       select gen_random_uuid(), $1, $2, 'k' || n, 1, 1 from generate_series(1, 1500) n`,
      [owner.org_id, vault_id],
    );
    expect(await summaryOf(vault_id)).toMatchObject({ secrets: 1001 });
  });

  it("tells who does not administer a vault no numbers, and nobody of a vault out of reach", async () => {
    const vault_id = await vault(api, owner.token, "Lent");
    await put(api, owner.token, vault_id, "a", "x");
    const member = await colleague(api, owner);
    expect(await summaryOf(vault_id, member.token)).toBeUndefined();
    const body = {
      secret_path_pattern: "a",
      principal_type: "user",
      principal_id: member.id,
      permissions: ["read"],
    };
    expectStatus(await api.ask("POST", `/v1/vaults/${vault_id}/policies`, { token: owner.token, body }), 201);
    expect(await summaryOf(vault_id, member.token)).toEqual({ vault_id, last_read_at: null });
    expect(await summaryOf(vault_id, (await person(api)).token)).toBeUndefined();
  });

  it("comes in the pages of the list", async () => {
    const somebody = await person(api);
    const made = [await vault(api, somebody.token), await vault(api, somebody.token)];
    const page = await summaries(somebody.token, "?limit=1");
    expect(page.map(({ vault_id }) => vault_id)).toEqual([made.sort()[0]]);
  });
});

describe("renaming a vault", () => {
  it("is for its creator and those who administer the organization; what is left out stays", async () => {
    const vault_id = await vault(api, owner.token, "Before");
    const rename = (token: string, body: object) =>
      api.ask<{ name: string; description: string }>("PATCH", `/v1/vaults/${vault_id}`, { token, body });
    expectStatus(await rename(owner.token, { description: "For trials" }), 200);
    expect(expectStatus(await rename(owner.token, { name: "After" }), 200)).toMatchObject({
      name: "After",
      description: "For trials",
    });
    const member = await colleague(api, owner);
    expect((await rename(member.token, { name: "Mine" })).status).toBe(403);
    expect((await rename((await person(api)).token, { name: "Mine" })).status).toBe(404);
  });
});

describe("what is known of a version", () => {
  it("has who stored it and, where reads are limited, how many were used up", async () => {
    const vault_id = await vault(api, owner.token);
    const at = `/v1/vaults/${vault_id}/secrets/once`;
    const { token } = owner;
    expectStatus(await api.ask("PUT", at, { token, body: { value: "x", max_access_count: 2 } }), 201);
    expectStatus(await api.ask("GET", at, { token }), 200);
    const list = await api.ask<{ secrets: object[] }>("GET", `/v1/vaults/${vault_id}/secrets`, { token });
    const found = await api.ask<{ secrets: object[] }>(
      "GET",
      `/v1/secrets/search?vault_id=${vault_id}&q=once`,
      { token },
    );
    for (const { body } of [list, found])
      expect(body.secrets[0]).toMatchObject({
        max_access_count: 2,
        access_count: 1,
        created_by: owner.id,
        created_by_type: "user",
      });
  });
});

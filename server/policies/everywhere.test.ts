import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  expectStatus,
  grant,
  type Person,
  person,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

type Listed = { policies: { id: string; vault_id: string; principal_id: string }[] };

let api: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
let member: Person;
let theirs: string;
const made: Record<string, string> = {};
beforeAll(async () => {
  api = await testApi();
  s = await scene(api, { pattern: "api-keys/**" });
  member = await person(api);
  for (const change of [
    "update users set org_id = $1, role = 'member' where id = $2",
    "update sessions set org_id = $1 where user_id = $2",
  ])
    await api.admin.query(change, [s.owner.org_id, member.id]);
  theirs = await vault(api, member.token, "Theirs");
  made.theirs = await grant(api, member.token, theirs, s.bot.id, "x/**", ["read"]);
  const other = await agent(api, s.owner.token);
  made.other = await grant(api, s.owner.token, s.vault_id, other.id, "**", ["read"]);
  made.other_agent = other.id;
});
afterAll(() => api.close());

async function list(token: string, query = ""): Promise<Listed["policies"]> {
  return expectStatus(await api.ask<Listed>("GET", `/v1/policies${query}`, { token }), 200).policies;
}
const ids = (policies: { id: string }[]) => policies.map(({ id }) => id);

describe("the policies of every vault that one administers", () => {
  it("are those of all vaults for an owner, oldest first, and of their own vaults for a member", async () => {
    const all = await list(s.owner.token);
    expect(ids(all).slice(-2)).toEqual([made.theirs, made.other]);
    expect(new Set(all.map(({ vault_id }) => vault_id))).toEqual(new Set([s.vault_id, theirs]));
    expect(ids(await list(member.token))).toEqual([made.theirs]);
  });

  it("are exactly those that the lists of the single vaults show", async () => {
    for (const token of [s.owner.token, member.token, s.token]) {
      const single: string[] = [];
      for (const id of [s.vault_id, theirs]) {
        const answer = await api.ask<Listed>("GET", `/v1/vaults/${id}/policies`, { token });
        if (answer.status === 200) single.push(...ids(answer.body.policies));
      }
      expect(ids(await list(token))).toEqual(single.sort());
    }
  });

  it("are those of one vault or of one principal when asked for, and nothing of another organization", async () => {
    expect(ids(await list(s.owner.token, `?vault_id=${theirs}`))).toEqual([made.theirs]);
    expect(ids(await list(s.owner.token, `?principal_id=${made.other_agent}`))).toEqual([made.other]);
    const stranger = await person(api);
    expect(await list(stranger.token)).toEqual([]);
    expect(await list(stranger.token, `?vault_id=${theirs}`)).toEqual([]);
    expect(await list(stranger.token, `?principal_id=${s.bot.id}`)).toEqual([]);
  });

  it("come in pages without a gap or a repetition", async () => {
    const all = ids(await list(s.owner.token));
    const seen: string[] = [];
    let next = "?limit=1";
    while (next) {
      const answer = await api.ask<Listed>("GET", `/v1/policies${next}`, { token: s.owner.token });
      seen.push(...ids(answer.body.policies));
      next = /<(\?[^>]*)>/.exec(answer.headers.get("link") ?? "")?.[1] ?? "";
    }
    expect(seen).toEqual(all);
  });

  it("are none for a credential with scopes, and end with their vault", async () => {
    const key = await personalKey(api, s.owner.token, { scopes: ["read"] });
    expect(await list(key.api_key)).toEqual([]);
    const bound = await agent(api, s.owner.token, { vault_ids: [s.vault_id] });
    expect(await list(await agentToken(api, bound))).toEqual([]);
    const short = await vault(api, s.owner.token, "Short");
    const gone = await grant(api, s.owner.token, short, s.bot.id, "**", ["read"]);
    expect(ids(await list(s.owner.token))).toContain(gone);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${short}`, { token: s.owner.token }), 204);
    expect(ids(await list(s.owner.token))).not.toContain(gone);
  });
});

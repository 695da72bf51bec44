import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openFor } from "#server/crypto/sealed-box.ts";
import {
  agent,
  agentToken,
  expectStatus,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { purgeDeletedVersions, remindExpiring } from "./jobs.ts";

const DAY = 86_400_000;
let api: TestApi;
let second: TestApi;
let owner: Person;
let vault_id: string;
beforeAll(async () => {
  api = await testApi();
  second = await api.second();
});
beforeEach(async () => {
  owner = await person(api);
  vault_id = await vault(api, owner.token, "Billing");
});
afterAll(() => api.close());

const store = (path: string, days: number | null, at = vault_id) =>
  put(api, owner.token, at, path, "value", {
    ...(days !== null && { expires_at: new Date(api.clock.now().getTime() + days * DAY).toISOString() }),
  });

async function mailsTo(email: string): Promise<string[]> {
  const { rows } = await api.admin.query(
    "select id, body from outbox where to_address = $1 and template = 'expiring_secrets' order by id",
    [email],
  );
  return Promise.all(rows.map(({ id, body }) => openFor(api.runtime.kms, "outbox", id, body)));
}

describe("the reminder", () => {
  it("tells the person who made the vault once of each version that expires within a week", async () => {
    await store("soon/one", 6);
    await store("soon/two", 2);
    await store("later", 8);
    await store("never", null);
    await store("replaced", 3);
    await store("replaced", null);
    await Promise.all([
      remindExpiring(api.runtime),
      remindExpiring(second.runtime),
      remindExpiring(api.runtime),
    ]);
    const [mail, ...more] = await mailsTo(owner.email);
    expect(more).toEqual([]);
    for (const text of ["Billing", "soon/one", "soon/two"]) expect(mail).toContain(text);
    for (const text of ["later", "never", "replaced"]) expect(mail).not.toContain(text);
    await remindExpiring(api.runtime);
    expect(await mailsTo(owner.email)).toHaveLength(1);
    await store("soon/one", 5);
    await remindExpiring(api.runtime);
    expect((await mailsTo(owner.email))[1]).toContain("soon/one");
    expect((await mailsTo(owner.email))[1]).not.toContain("soon/two");
  });

  it("is one mail for each vault, and none for what has no person or has expired", async () => {
    const other = await vault(api, owner.token, "Other");
    const bot = await agent(api, owner.token);
    const token = await agentToken(api, bot);
    const theirs = await vault(api, token, "Made by an agent");
    const soon = new Date(api.clock.now().getTime() + DAY).toISOString();
    await put(api, token, theirs, "key", "value", { expires_at: soon });
    await store("here", 1);
    await store("there", 1, other);
    await remindExpiring(api.runtime);
    expect(await mailsTo(owner.email)).toHaveLength(2);
    await store("short", 0.5);
    api.clock.advance(DAY);
    await remindExpiring(api.runtime);
    expect(await mailsTo(owner.email)).toHaveLength(2);
  });
});

describe("what was deleted", () => {
  it("is destroyed after 30 days, on the record, and not before; its numbers stay used", async () => {
    const secret = await store("old", null);
    await store("old", null);
    await store("kept", null);
    const url = `/v1/vaults/${vault_id}/secrets/old`;
    expectStatus(await api.ask("DELETE", url, { token: owner.token }), 204);
    const count = async () =>
      (
        await api.admin.query("select count(*)::int as n from secret_versions where vault_id = $1", [
          vault_id,
        ])
      ).rows[0].n;
    api.clock.advance(30 * DAY);
    await purgeDeletedVersions(api.runtime);
    expect(await count()).toBe(3);
    api.clock.advance(1);
    await Promise.all([purgeDeletedVersions(api.runtime), purgeDeletedVersions(second.runtime)]);
    expect(await count()).toBe(1);
    const { rows } = await api.admin.query(
      "select details from audit_events where action = 'secret.purge' and resource_id = $1",
      [secret.id],
    );
    expect(rows).toEqual([{ details: { vault_id, versions: [1, 2] } }]);
    const { email, password } = owner;
    const login = await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    });
    const token = login.body.access_token;
    expect((await api.ask("GET", url, { token })).status).toBe(410);
    expect((await api.ask("POST", `/v1/vaults/${vault_id}/secret-undelete/old`, { token })).status).toBe(410);
    expect((await put(api, token, vault_id, "old", "new")).version).toBe(3);
  });
});

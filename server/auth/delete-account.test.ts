import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { googleToken } from "#server/testing/examples/people.ts";
import {
  expectStatus,
  goodPassword,
  type Person,
  person,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

const MINUTE = 60_000;
const confirmation = "DELETE MY ACCOUNT";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const leave = (token: string, fields: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  api.ask("DELETE", "/v1/auth/me", { token, body: { confirmation, ...fields }, headers });
const isThere = async (who: Person) =>
  (await api.admin.query("select 1 from users where id = $1", [who.id])).rowCount === 1;

/** Someone who signed in more than ten minutes ago and has refreshed the session since. */
async function longSignedIn(): Promise<Person> {
  const who = await person(api);
  api.clock.advance(10 * MINUTE + 1);
  const { refresh_token } = who;
  const refreshed = await api.ask<{ access_token: string }>("POST", "/v1/auth/refresh", {
    body: { refresh_token },
  });
  return { ...who, token: expectStatus(refreshed, 200).access_token };
}

async function expectRefused(asking: ReturnType<typeof leave>, status: number, code: string): Promise<void> {
  const answer = await asking;
  expect([answer.status, answer.body.type]).toEqual([status, `/docs/errors/${code}`]);
}

describe("deleting an account", () => {
  it("takes the word alone within ten minutes of signing in", async () => {
    const who = await person(api);
    api.clock.advance(10 * MINUTE);
    expect((await leave(who.token)).status).toBe(204);
    expect(await isThere(who)).toBe(false);
  });

  it("later takes the password, in the body or the header, and refreshing does not count as signing in", async () => {
    const [body, header] = [await longSignedIn(), await longSignedIn()];
    for (const { token } of [body, header]) await expectRefused(leave(token), 403, "reauthentication_needed");
    await expectRefused(leave(body.token, { password: goodPassword() }), 400, "password_wrong");
    await expectRefused(leave(header.token, {}, { "x-auth-confirm": "DELETE" }), 400, "password_wrong");
    expect([await isThere(body), await isThere(header)]).toEqual([true, true]);
    expect((await leave(body.token, { password: body.password })).status).toBe(204);
    expect((await leave(header.token, {}, { "x-auth-confirm": header.password })).status).toBe(204);
  });

  it("takes the word first, and never the password in its place", async () => {
    const who = await longSignedIn();
    const { token, password } = who;
    const answer = await api.ask("DELETE", "/v1/auth/me", { token, body: { password } });
    expect([answer.status, answer.body.type]).toEqual([400, "/docs/errors/confirmation_missing"]);
    for (const wrong of [{ password: 7 }, { password: "" }, { password: "x".repeat(257) }]) {
      const { status, body } = await leave(token, wrong);
      expect([status, Object.keys(body.fields as object)]).toEqual([400, ["password"]]);
    }
    expect(await isThere(who)).toBe(true);
  });

  it("is out of reach of an API key, and of tokens made from it, without the password", async () => {
    const who = await person(api);
    const { api_key } = await personalKey(api, who.token);
    const exchanged = await api.ask<{ access_token: string }>("POST", "/v1/auth/api-key-token", {
      body: { api_key },
    });
    for (const token of [api_key, exchanged.body.access_token])
      await expectRefused(leave(token), 403, "reauthentication_needed");
    expect((await leave(api_key, { password: who.password })).status).toBe(204);
  });

  it("counts wrong passwords against the account", async () => {
    const who = await longSignedIn();
    for (let i = 0; i < 10; i++)
      await expectRefused(leave(who.token, { password: `${goodPassword()}` }), 400, "password_wrong");
    await expectRefused(leave(who.token, { password: who.password }), 429, "account_locked");
    expect(await isThere(who)).toBe(true);
  });

  it("of somebody without a password takes a fresh sign-in", async () => {
    const first = await api.ask<{ access_token: string; refresh_token: string }>("POST", "/v1/auth/google", {
      body: { id_token: await googleToken(api, "grace@example.com") },
    });
    api.clock.advance(11 * MINUTE);
    await expectRefused(
      leave(first.body.access_token, { password: goodPassword() }),
      403,
      "reauthentication_needed",
    );
    const again = await api.ask<{ access_token: string }>("POST", "/v1/auth/google", {
      body: { id_token: await googleToken(api, "grace@example.com") },
    });
    expect((await leave(again.body.access_token)).status).toBe(204);
  });

  it("is refused to the last owner of others, whose vaults stay with the organization", async () => {
    const [owner, member] = [await person(api), await person(api)];
    await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
      owner.org_id,
      member.id,
    ]);
    const vault_id = await vault(api, owner.token);
    await expectRefused(leave(owner.token, { password: owner.password }), 403, "owner_needed");
    const { rows } = await api.admin.query("select deleted_at from vaults where id = $1", [vault_id]);
    expect(rows).toEqual([{ deleted_at: null }]);
  });
});

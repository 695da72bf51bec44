import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashOpaqueToken } from "#server/crypto/opaque-token.ts";
import {
  type Answer,
  events,
  expectStatus,
  goodPassword,
  person,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { insertInvite } from "./store.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const address = () => `${randomUUID()}@example.com`;
const signUp = (on: TestApi, body: Record<string, unknown>) => on.ask("POST", "/v1/auth/signup", { body });
const countUsers = async () => Number((await api.admin.query("select count(*) as n from users")).rows[0].n);

function anonymous(answer: Answer, email: string): unknown {
  const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
  return { status: answer.status, headers, text: answer.text.replaceAll(email, "EMAIL") };
}

describe("signing up", () => {
  it("answers the same for a fresh address and for one with an account, and leaves the account alone", async () => {
    const known = await person(api);
    const email = address();
    const fresh = await signUp(api, { email, password: goodPassword() });
    const again = await signUp(api, { email: known.email.toUpperCase(), password: goodPassword() });
    expect(anonymous(again, known.email.toUpperCase())).toEqual(anonymous(fresh, email));
    expect(fresh.text).not.toMatch(/token/);
    const login = await api.ask("POST", "/v1/auth/token", {
      body: { email: known.email, password: known.password },
    });
    expect(login.status).toBe(200);
  });

  it("gives everybody an organization of their own, and the first person alone the deployment", async () => {
    const own = await testApi();
    const first = await person(own);
    const second = await person(own);
    const me = async (token: string) => (await own.ask("GET", "/v1/auth/me", { token })).body;
    expect(await me(first.token)).toMatchObject({ is_operator: true, role: "owner", totp_enabled: false });
    expect(await me(second.token)).toMatchObject({ is_operator: false, role: "owner" });
    expect(first.org_id).not.toBe(second.org_id);
    await own.close();
  });

  it("makes one operator and one account when many sign up at the same moment", async () => {
    const own = await testApi();
    const email = address();
    const password = goodPassword();
    const all = Array.from({ length: 8 }, (_, i) =>
      signUp(own, { email: i % 2 ? email : address(), password }),
    );
    for (const answer of await Promise.all(all)) expectStatus(answer, 200);
    const { rows } = await own.admin.query("select email, is_operator from users");
    expect(rows.filter((row) => row.is_operator)).toHaveLength(1);
    expect(rows.filter((row) => row.email === email)).toHaveLength(1);
    expect(rows).toHaveLength(5);
    await own.close();
  });

  it("ignores what the caller claims to be", async () => {
    const other = await person(api);
    const email = address();
    const password = goodPassword();
    const claims = {
      role: "admin",
      org_id: other.org_id,
      email_verified: true,
      is_operator: true,
      id: other.id,
    };
    expectStatus(await signUp(api, { email, password, ...claims }), 200);
    const { access_token } = expectStatus(
      await api.ask<{ access_token: string }>("POST", "/v1/auth/token", { body: { email, password } }),
      200,
    );
    const { body } = await api.ask("GET", "/v1/auth/me", { token: access_token });
    expect(body).toMatchObject({ role: "owner", email_verified: false, is_operator: false });
    expect(body.org_id).not.toBe(other.org_id);
    expect(body.id).not.toBe(other.id);
  });

  it("names the rule that a password breaks, and makes no account", async () => {
    const before = await countUsers();
    const email = "margaret@example.com";
    const rules: [string, RegExp][] = [
      ["Short1!pass", /at least 12/],
      ["alllower1!case", /upper-case/],
      ["ALLUPPER1!CASE", /lower-case/],
      ["NoDigits!Here!", /digit/],
      ["NoSpecial1Here2", /special/],
      ["aaaA1!zqwxvb", /three times/],
      ["abcdA1!xyzwvb", /sequence/],
      ["Password123!", /common/],
      ["Margaret@example.com1", /e-mail/],
      ["xMargaret7!kvQz", /e-mail/],
      [`Kx7!${"vQ".repeat(63)}`, /at most 128/],
      ["Kx7!vQ\0bdhZ4q#", /NUL/],
      ["Kx7!vQ\ud800bdhZ4q#", /broken/],
    ];
    for (const [password, reason] of rules) {
      const answer = await signUp(api, { email, password });
      expect([answer.status, answer.body.type], password).toEqual([400, "/docs/errors/password_unsuitable"]);
      expect((answer.body.fields as Record<string, string>).password).toMatch(reason);
      expect(answer.text).not.toContain(password);
    }
    expect(await countUsers()).toBe(before);
  });

  it("refuses a password of megabytes without hashing it", async () => {
    const body = { email: address(), password: "Kx7!".repeat(1_200_000) };
    const started = performance.now();
    for (const path of ["/v1/auth/signup", "/v1/auth/token"])
      expect((await api.ask("POST", path, { body })).status).toBe(400);
    // A hash would wait behind those of others; refusing does not.
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("takes a password in either Unicode form and keeps every character of it", async () => {
    const email = address();
    const password = "Kx7!vQ-Zoë-Å-\u{1f511}mp";
    expectStatus(await signUp(api, { email, password: password.normalize("NFC") }), 200);
    const login = async (text: string) =>
      (await api.ask("POST", "/v1/auth/token", { body: { email, password: text } })).status;
    expect(await login(password.normalize("NFD"))).toBe(200);
    expect(await login(password.normalize("NFC"))).toBe(200);
    expect(await login(`${password.normalize("NFC")}\0`)).toBe(401);
    expect(await login(password.replace("\u{1f511}", ""))).toBe(401);
  });
});

describe("a closed deployment", () => {
  it("lets the first person in and nobody after that", async () => {
    const own = await testApi({ env: { SIGNUP: "closed" } });
    const first = await person(own);
    for (const email of [address(), first.email]) {
      const answer = await signUp(own, { email, password: goodPassword() });
      expect([answer.status, answer.body.type]).toEqual([403, "/docs/errors/signup_closed"]);
    }
    expect((await own.admin.query("select 1 from users")).rowCount).toBe(1);
    await own.close();
  });

  it("lets those in who were invited, once each, at the address that was invited", async () => {
    const own = await testApi({ env: { SIGNUP: "invite" } });
    await person(own);
    const invite = async (
      token: string,
      email: string | null,
      expires_at = new Date(own.clock.now().getTime() + 60_000),
    ) =>
      insertInvite(own.runtime.db, {
        token_hash: await hashOpaqueToken(own.runtime.kms, "invite", token),
        email,
        expires_at,
      });
    const [bound, open, stale] = [randomUUID(), randomUUID(), randomUUID()];
    const email = address();
    await invite(bound, email);
    await invite(open, null);
    await invite(stale, null, own.clock.now());
    const status = async (invite_token: string | undefined, at = address()) =>
      (await signUp(own, { email: at, password: goodPassword(), invite_token })).status;
    expect(await status(undefined)).toBe(403);
    expect(await status("guess")).toBe(403);
    expect(await status(stale)).toBe(403);
    expect(await status(bound)).toBe(403);
    expect(await status(bound, email.toUpperCase())).toBe(200);
    expect((await Promise.all([status(open), status(open), status(open)])).sort()).toEqual([200, 403, 403]);
    expect((await own.admin.query("select 1 from users")).rowCount).toBe(3);
    await own.close();
  });
});

describe("deleting an account", () => {
  it("needs the word, ends every way in, and takes the organization's vaults with its last member", async () => {
    const owner = await person(api);
    const vault_id = await vault(api, owner.token);
    await put(api, owner.token, vault_id, "a", "b");
    const { api_key } = expectStatus(
      await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
        token: owner.token,
        body: { name: "k" },
      }),
      201,
    );
    for (const body of [{}, { confirmation: "yes" }, { confirmation: "delete" }, { confirm: true }])
      expect((await api.ask("DELETE", "/v1/auth/me", { token: owner.token, body })).status).toBe(400);
    expect(
      (await api.ask("DELETE", "/v1/auth/me", { token: owner.token, body: { confirm: "DELETE" } })).status,
    ).toBe(204);
    for (const token of [owner.token, api_key])
      expect((await api.ask("GET", "/v1/auth/me", { token })).status).toBe(401);
    const { email, password, refresh_token } = owner;
    expect((await api.ask("POST", "/v1/auth/token", { body: { email, password } })).status).toBe(401);
    expect((await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status).toBe(401);
    const { rows } = await api.admin.query("select deleted_at from vaults where org_id = $1", [owner.org_id]);
    expect(rows.every((row) => row.deleted_at !== null)).toBe(true);
    const { rows: log } = await api.admin.query(
      "select actor_id from audit_events where action = 'user.delete' and org_id = $1",
      [owner.org_id],
    );
    expect(log).toEqual([{ actor_id: owner.id }]);
  });

  it("is refused to the last owner while others are in the organization, whoever leaves first", async () => {
    const [owner, heir] = [await person(api), await person(api)];
    await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
      owner.org_id,
      heir.id,
    ]);
    await vault(api, owner.token);
    const leave = (token: string) =>
      api.ask("DELETE", "/v1/auth/me", { token, body: { confirmation: "DELETE MY ACCOUNT" } });
    const refused = await leave(owner.token);
    expect([refused.status, refused.body.type]).toEqual([403, "/docs/errors/owner_needed"]);
    await api.admin.query("update users set role = 'owner' where id = $1", [heir.id]);
    const login = await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
      body: { email: heir.email, password: heir.password },
    });
    const left = await Promise.all([leave(owner.token), leave(login.body.access_token)]);
    // Both at once: one may go; the other one is the last member then and takes the organization along.
    const { rows } = await api.admin.query("select role from users where org_id = $1", [owner.org_id]);
    expect(left.map(({ status }) => status)).toEqual([204, 204]);
    expect(rows).toEqual([]);
    expect(
      (await api.admin.query("select 1 from vaults where org_id = $1 and deleted_at is null", [owner.org_id]))
        .rowCount,
    ).toBe(0);
  });
});

describe("what sign-up leaves on the record", () => {
  it("is who signed up, and never the password in any form", async () => {
    const own = await person(api);
    const [event] = await events(api, own.token, "&action=auth.signup");
    expect(event).toMatchObject({ actor_id: own.id, outcome: "success", ip_address: "192.0.2.1" });
    const { rows } = await api.admin.query(
      "select u::text as row from users u where id = $1 union all select e::text from audit_events e where org_id = $2",
      [own.id, own.org_id],
    );
    const all = rows.map(({ row }) => row).join("\n");
    for (const form of [
      own.password,
      Buffer.from(own.password).toString("base64"),
      Buffer.from(own.password).toString("hex"),
      createHash("sha256").update(own.password).digest("hex"),
    ])
      expect(all).not.toContain(form);
  });
});

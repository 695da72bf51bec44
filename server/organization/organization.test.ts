import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colleague, invitation } from "#server/testing/examples/organization.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  goodPassword,
  grant,
  mails,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
  tokenIn,
  vault,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  await person(api);
});
afterAll(() => api.close());

type Me = { id: string; org_id: string; role: string };

const kind = ({ status, body }: Answer) => [status, body.type];
const problem = (status: number, code: string) => [status, `/docs/errors/${code}`];
const address = () => `${randomUUID()}@example.com`;
const me = (token: string) => api.ask<Me>("GET", "/v1/auth/me", { token });
const members = async (token: string) =>
  expectStatus(
    await api.ask<{ members: { id: string; role: string; email: string }[] }>("GET", "/v1/org/members", {
      token,
    }),
    200,
  ).members;
const setRole = (by: Person, user_id: string, role: string, on = api) =>
  on.ask<Me & Record<string, unknown>>("PATCH", `/v1/org/members/${user_id}`, {
    token: by.token,
    body: { role },
  });
const remove = (by: Person, user_id: string, on = api) =>
  on.ask("DELETE", `/v1/org/members/${user_id}`, { token: by.token });
const invite = (by: Person, email: string, role?: string) =>
  api.ask("POST", "/v1/org/invite", { token: by.token, body: { email, role } });
const join = (who: { token: string }, token: string, on = api) =>
  on.ask<{ org_id: string; role: string }>("POST", "/v1/org/join", { token: who.token, body: { token } });

async function signIn({ email, password }: { email: string; password: string }): Promise<string> {
  const answer = await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
    body: { email, password },
  });
  return expectStatus(answer, 200).access_token;
}

/** Lets a minute pass for the limits on mail. */
const forgetLimits = () => api.admin.query("delete from rate_limits");

describe("the people of an organization", () => {
  it("are listed for each of them, in pages, with their role and nothing secret", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const member = await colleague(api, owner);
    for (const { token } of [owner, admin, member]) {
      const listed = await members(token);
      expect(listed.map(({ id, role }) => [id, role])).toEqual([
        [owner.id, "owner"],
        [admin.id, "admin"],
        [member.id, "member"],
      ]);
      expect(Object.keys(listed[0] ?? {}).sort()).toEqual(
        ["auth_method", "created_at", "display_name", "email", "id", "role"].sort(),
      );
    }
    const first = await api.ask<{ members: { id: string }[] }>("GET", "/v1/org/members?limit=2", {
      token: owner.token,
    });
    expect(first.body.members).toHaveLength(2);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
    const second = await api.ask<{ members: { id: string }[] }>("GET", `/v1/org/members${next}`, {
      token: owner.token,
    });
    expect(second.body.members.map(({ id }) => id)).toEqual([member.id]);
    const organization = await api.ask("GET", "/v1/org", { token: member.token });
    expect(organization.body).toMatchObject({ id: owner.org_id, member_count: 3 });
  });

  it("come in pages of 1,000 within 50 ms, ten thousand of them", async () => {
    const owner = await person(api);
    await api.admin.query(
      `insert into users (id, org_id, email, email_key, display_name, role)
       select gen_random_uuid(), $1, n || $2, n || $2, 'Person ' || n, 'member' from generate_series(1, 10000) n`,
      [owner.org_id, `-${randomUUID()}@example.com`],
    );
    await api.admin.query("analyze users");
    const ask = () => api.ask("GET", "/v1/org/members?limit=1000", { token: owner.token });
    await ask();
    const took: number[] = [];
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      expectStatus(await ask(), 200);
      took.push(performance.now() - began);
    }
    // The fastest of five, because other work shares the machine.
    expect(Math.min(...took)).toBeLessThan(50);
  });

  it("rename it when they administer it", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    const rename = (who: Person, name: unknown) =>
      api.ask("PATCH", "/v1/org", { token: who.token, body: { name } });
    expect((await rename(owner, "Acme")).body).toMatchObject({ name: "Acme", id: owner.org_id });
    expect(kind(await rename(member, "Mine"))).toEqual(problem(403, "role_insufficient"));
    for (const name of ["", 7, undefined, "x".repeat(101), "a\u202eb"])
      expect((await rename(owner, name)).body.fields).toHaveProperty("name");
    expect((await api.ask("GET", "/v1/org", { token: owner.token })).body.name).toBe("Acme");
  });

  it("find the vault of agents' keys once there is one", async () => {
    const owner = await person(api);
    const ask = () => api.ask("GET", "/v1/org/agent-keys-vault", { token: owner.token });
    expect(kind(await ask())).toEqual(problem(404, "vault_not_found"));
    await agent(api, owner.token);
    const { vaults } = expectStatus(
      await api.ask<{ vaults: { id: string; name: string }[] }>("GET", "/v1/vaults", { token: owner.token }),
      200,
    );
    expect((await ask()).body).toEqual({ vault_id: vaults.find(({ name }) => name === "__agent-keys")?.id });
  });

  it("are not shown to agents", async () => {
    const owner = await person(api);
    const token = await agentToken(api, await agent(api, owner.token));
    for (const [method, path] of [
      ["GET", "/v1/org"],
      ["GET", "/v1/org/members"],
      ["GET", "/v1/org/invites"],
      ["GET", "/v1/org/agent-keys-vault"],
      ["DELETE", `/v1/org/members/${owner.id}`],
    ] as const)
      expect(kind(await api.ask(method, path, { token }))).toEqual(problem(403, "principal_not_allowed"));
  });
});

describe("a role", () => {
  it("is changed by owners for everybody, and by admins between admin and member alone", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const other = await colleague(api, owner);
    const refused = problem(403, "role_insufficient");
    expect((await setRole(admin, other.id, "admin")).body).toMatchObject({ id: other.id, role: "admin" });
    expect((await setRole(admin, other.id, "member")).body.role).toBe("member");
    expect(kind(await setRole(admin, other.id, "owner"))).toEqual(refused);
    expect(kind(await setRole(admin, admin.id, "owner"))).toEqual(refused);
    expect(kind(await setRole(admin, owner.id, "member"))).toEqual(refused);
    expect((await setRole(owner, other.id, "owner")).body.role).toBe("owner");
    expect((await setRole(other, owner.id, "admin")).body.role).toBe("admin");
  });

  it("cannot be taken by a member, neither for themselves nor for others", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    for (const role of ["owner", "admin", "member"])
      for (const id of [member.id, owner.id])
        expect(kind(await setRole(member, id, role))).toEqual(problem(403, "role_insufficient"));
    expect((await members(owner.token)).map(({ role }) => role)).toEqual(["owner", "member"]);
  });

  it("that was taken away is gone with the next request, with the old token too", async () => {
    const owner = await person(api);
    const second = await colleague(api, owner, "owner");
    expect((await api.ask("GET", "/v1/org/invites", { token: second.token })).status).toBe(200);
    expect((await setRole(owner, second.id, "member")).status).toBe(200);
    expect(kind(await api.ask("GET", "/v1/org/invites", { token: second.token }))).toEqual(
      problem(403, "role_insufficient"),
    );
    expect(kind(await remove(second, owner.id))).toEqual(problem(403, "role_insufficient"));
  });

  it("of the last owner stays, also when it is their own wish or the two last owners demote each other", async () => {
    const owner = await person(api);
    expect(kind(await setRole(owner, owner.id, "member"))).toEqual(problem(403, "owner_needed"));
    const member = await colleague(api, owner);
    expect(kind(await setRole(owner, owner.id, "member"))).toEqual(problem(403, "owner_needed"));
    expect(kind(await remove(owner, owner.id))).toEqual(problem(403, "owner_needed"));
    const second = await api.second();
    for (let round = 0; round < 5; round++) {
      expectStatus(await setRole(owner, member.id, "owner"), 200);
      const both = await Promise.all([
        setRole(owner, member.id, "member"),
        setRole(member, owner.id, "member", second),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
      const left = (await members(owner.token)).filter(({ role }) => role === "owner");
      expect(left).toHaveLength(1);
      if (left[0]?.id === member.id) expectStatus(await setRole(member, owner.id, "owner"), 200);
    }
  });

  it("must be one there is", async () => {
    const owner = await person(api);
    for (const role of ["root", "", null, 1, undefined]) {
      const answer = await api.ask("PATCH", `/v1/org/members/${owner.id}`, {
        token: owner.token,
        body: { role },
      });
      expect(answer.status).toBe(400);
      expect(answer.body.fields).toHaveProperty("role");
    }
    expect((await setRole(owner, "not-an-id", "member")).body.fields).toHaveProperty("user_id");
  });
});

describe("a member who is removed", () => {
  it("keeps the account in an organization of its own, and nothing else: tokens, keys and policies end at once", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    const vault_id = await vault(api, owner.token);
    await put(api, owner.token, vault_id, "a/b", "theirs");
    await grant(api, owner.token, vault_id, member.id, "**", ["read"], { principal_type: "user" });
    const own_vault = await vault(api, member.token, "Made by the member");
    await put(api, member.token, own_vault, "c/d", "kept");
    const bot = await agent(api, member.token);
    const bot_token = await agentToken(api, bot);
    const { api_key } = await personalKey(api, member.token);
    const secret = `/v1/vaults/${vault_id}/secrets/a/b`;
    expect((await api.ask("GET", secret, { token: member.token })).status).toBe(200);

    const second = await api.second();
    expectStatus(await remove(owner, member.id), 204);
    for (const token of [member.token, api_key])
      expect((await second.ask("GET", secret, { token })).status).toBe(401);
    const { refresh_token, email, password } = member;
    expect((await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status).toBe(401);
    expect((await api.ask("POST", "/v1/auth/api-key-token", { body: { api_key } })).status).toBe(401);
    expect(
      (await api.admin.query("select 1 from policies where principal_id = $1", [member.id])).rowCount,
    ).toBe(0);

    const token = await signIn({ email, password });
    const now = expectStatus(await me(token), 200);
    expect(now.role).toBe("owner");
    expect(now.org_id).not.toBe(owner.org_id);
    expect((await members(token)).map(({ id }) => id)).toEqual([member.id]);
    // What they made stays with the organization, and the maker's way in is gone with the membership.
    for (const url of [secret, `/v1/vaults/${own_vault}/secrets/c/d`])
      expect(kind(await api.ask("GET", url, { token }))).toEqual(problem(404, "vault_not_found"));
    expect(kind(await api.ask("GET", `/v1/agents/${bot.id}`, { token }))).toEqual(
      problem(404, "agent_not_found"),
    );
    expect((await api.ask("GET", "/v1/agents/me", { token: bot_token })).status).toBe(200);
    expect((await api.ask("GET", `/v1/agents/${bot.id}`, { token: owner.token })).status).toBe(200);
    const [event] = (await events(api, owner.token)).filter(({ action }) => action === "org.member_remove");
    expect(event).toMatchObject({ actor_id: owner.id, resource_id: member.id });
    expect((await events(api, token)).map(({ action }) => action)).toContain("org.join");
  });

  it("loses what was shared with them out of the organization", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    const vault_id = await vault(api, owner.token);
    const { id } = await put(api, owner.token, vault_id, "a/b", "lent");
    const body = { recipient_type: "user", recipient_id: member.id };
    const share = expectStatus(
      await api.ask<{ id: string }>("POST", `/v1/secrets/${id}/share`, { token: owner.token, body }),
      201,
    );
    expectStatus(await api.ask("POST", `/v1/shares/${share.id}/accept`, { token: member.token }), 204);
    const open = (token: string) => api.ask("GET", `/v1/share/${share.id}`, { token });
    expect((await open(member.token)).status).toBe(200);
    expectStatus(await remove(owner, member.id), 204);
    expect((await open(await signIn(member))).status).toBe(404);
  });

  it("is removed by owners and admins, and an owner by owners alone", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const member = await colleague(api, owner);
    const refused = problem(403, "role_insufficient");
    expect(kind(await remove(member, admin.id))).toEqual(refused);
    expect(kind(await remove(admin, owner.id))).toEqual(refused);
    expect((await remove(admin, member.id)).status).toBe(204);
    expect(kind(await remove(admin, member.id))).toEqual(problem(404, "member_not_found"));
    const co_owner = await colleague(api, owner, "owner");
    expect((await remove(co_owner, owner.id)).status).toBe(204);
  });

  it("may leave by themselves, but not as the last owner nor as the last of all", async () => {
    const owner = await person(api);
    expect(kind(await remove(owner, owner.id))).toEqual(problem(403, "owner_needed"));
    const member = await colleague(api, owner);
    expect(kind(await remove(owner, owner.id))).toEqual(problem(403, "owner_needed"));
    expect((await remove(member, member.id)).status).toBe(204);
    expect((await me(member.token)).status).toBe(401);
    expect((await events(api, owner.token)).map(({ action }) => action)).toContain("org.leave");
  });

  it("does not come back with an invitation that was used, nor with one they had sent", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const elsewhere = await person(api);
    const by_admin = await invitation(api, admin, elsewhere.email);
    const newcomer = await person(api);
    const used = await invitation(api, owner, newcomer.email);
    expectStatus(await join(newcomer, used), 200);
    expectStatus(await remove(owner, newcomer.id), 204);
    expectStatus(await remove(owner, admin.id), 204);
    expect(kind(await join({ token: await signIn(newcomer) }, used))).toEqual(
      problem(404, "invite_not_found"),
    );
    expect(kind(await join(elsewhere, by_admin))).toEqual(problem(404, "invite_not_found"));
  });
});

describe("an invitation", () => {
  it("goes to the address by mail, and nobody else sees its token", async () => {
    const owner = await person(api);
    const email = address();
    const answer = await invite(owner, email, "admin");
    expectStatus(answer, 200);
    const [mail] = await mails(api, email);
    const token = tokenIn(mail);
    expect(mail?.text).toContain(`http://127.0.0.1:3000/invite?token=${token}`);
    expect(answer.text).not.toContain(token);
    const listed = await api.ask<{ invites: Record<string, unknown>[] }>("GET", "/v1/org/invites", {
      token: owner.token,
    });
    expect(listed.body.invites).toMatchObject([{ email, role: "admin", invited_by: owner.id }]);
    expect(listed.text).not.toContain(token);
    expect(JSON.stringify(await events(api, owner.token))).not.toContain(token);
    expect(JSON.stringify((await api.admin.query("select * from org_invites")).rows)).not.toContain(token);
  });

  it("answers the same for a stranger, an account elsewhere and a member", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    const elsewhere = await person(api);
    const answers = [];
    for (const email of [address(), elsewhere.email, member.email]) {
      const { status, text, headers } = await invite(owner, email);
      const kept = [...headers].filter(([name]) => name !== "x-request-id");
      answers.push({ status, text: text.replace(email, "ADDRESS"), kept });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await mails(api, member.email)).filter(({ template }) => template === "org_invite")).toEqual([]);
  });

  it("is for owners and admins to send, one as an owner for owners", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const member = await colleague(api, owner);
    const refused = problem(403, "role_insufficient");
    expect(kind(await invite(member, address()))).toEqual(refused);
    expect(kind(await invite(admin, address(), "owner"))).toEqual(refused);
    expect((await invite(admin, address(), "admin")).status).toBe(200);
    expect((await invite(owner, address(), "owner")).status).toBe(200);
    const as = (method: string, path: string) => api.ask(method, path, { token: member.token });
    expect(kind(await as("GET", "/v1/org/invites"))).toEqual(refused);
    expect(kind(await as("DELETE", `/v1/org/invites/${randomUUID()}`))).toEqual(refused);
  });

  it.each([
    ["email", { email: "not an address" }],
    ["email", { email: undefined }],
    ["email", { email: ["a@example.com"] }],
    ["role", { role: "root" }],
    ["role", { role: 1 }],
  ])("with a wrong %s is refused and mails nothing", async (field, wrong) => {
    const owner = await person(api);
    const email = address();
    const answer = await api.ask("POST", "/v1/org/invite", { token: owner.token, body: { email, ...wrong } });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.fields as object)).toEqual([field]);
    expect(await mails(api, email)).toEqual([]);
  });

  it("reaches an address once a minute, and an organization sends twenty an hour", async () => {
    await forgetLimits();
    const owner = await person(api);
    const other = await person(api);
    const email = address();
    expect((await invite(owner, email)).status).toBe(200);
    expect((await invite(owner, email)).status).toBe(429);
    expect((await invite(other, email.toUpperCase())).status).toBe(429);
    for (let n = 0; n < 19; n++) expect((await invite(owner, address())).status).toBe(200);
    expect((await invite(owner, address())).status).toBe(429);
    expect((await mails(api, email)).length).toBe(1);
  });

  it("opens an account in the organization with its role, once, for its address alone", async () => {
    const owner = await person(api);
    const email = address();
    await invite(owner, email, "admin");
    const invite_token = tokenIn((await mails(api, email))[0]);
    const password = goodPassword();
    const signUp = (as: string) =>
      api.ask("POST", "/v1/auth/signup", { body: { email: as, password, invite_token } });
    const sly = address();
    await signUp(sly);
    expect(expectStatus(await me(await signIn({ email: sly, password })), 200).org_id).not.toBe(owner.org_id);
    expectStatus(await signUp(email), 200);
    const token = await signIn({ email, password });
    expect(expectStatus(await me(token), 200)).toMatchObject({ org_id: owner.org_id, role: "admin" });
    expect((await members(owner.token)).map((each) => each.email)).toEqual([owner.email, email]);
    const actions = (await events(api, owner.token)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["org.invite", "org.join", "auth.signup"]));
    const newcomer = await person(api);
    expect(kind(await join(newcomer, invite_token))).toEqual(problem(404, "invite_not_found"));
  });

  it("is not used up by a sign-up with an address that has an account, who can then join", async () => {
    const owner = await person(api);
    const newcomer = await person(api);
    const token = await invitation(api, owner, newcomer.email, "admin");
    const body = { email: newcomer.email, password: goodPassword(), invite_token: token };
    expectStatus(await api.ask("POST", "/v1/auth/signup", { body }), 200);
    expect((await join(newcomer, token)).body).toEqual({ org_id: owner.org_id, role: "admin" });
  });

  it("moves an account over: what it held ends, both logs tell of it, the emptied organization closes", async () => {
    const owner = await person(api);
    const newcomer = await person(api);
    const { api_key } = await personalKey(api, newcomer.token);
    const token = await invitation(api, owner, newcomer.email);
    expect((await join(newcomer, token)).body).toEqual({ org_id: owner.org_id, role: "member" });
    for (const old of [newcomer.token, api_key]) expect((await me(old)).status).toBe(401);
    const fresh = await signIn(newcomer);
    expect((await me(fresh)).body).toMatchObject({
      id: newcomer.id,
      org_id: owner.org_id,
      role: "member",
    });
    const { rows } = await api.admin.query(
      "select action from audit_events where org_id = $1 and actor_id = $2",
      [newcomer.org_id, newcomer.id],
    );
    expect(rows.map(({ action }) => action)).toContain("org.leave");
    expect((await events(api, owner.token)).map(({ action }) => action)).toContain("org.join");
  });

  it("does not let somebody abandon vaults or agents, nor others without an owner", async () => {
    const owner = await person(api);
    const newcomer = await person(api);
    const token = await invitation(api, owner, newcomer.email);
    const notEmpty = problem(409, "organization_not_empty");
    const vault_id = await vault(api, newcomer.token);
    expect(kind(await join(newcomer, token))).toEqual(notEmpty);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}`, { token: newcomer.token }), 204);
    const bot = await agent(api, newcomer.token);
    expect(kind(await join(newcomer, token))).toEqual(notEmpty);
    expectStatus(await api.ask("DELETE", `/v1/agents/${bot.id}`, { token: newcomer.token }), 204);
    const other = await colleague(api, newcomer);
    expect(kind(await join(newcomer, token))).toEqual(problem(403, "owner_needed"));
    expectStatus(await setRole(newcomer, other.id, "owner"), 200);
    // With somebody left to run it, it may be as full as it likes.
    expect((await join(newcomer, token)).status).toBe(200);
    expect((await members(other.token)).map(({ id }) => id)).toEqual([other.id]);
  });

  it("is good once, also when it is accepted in two places at once", async () => {
    const owner = await person(api);
    const newcomer = await person(api);
    const token = await invitation(api, owner, newcomer.email);
    const second = await api.second();
    const both = await Promise.all([join(newcomer, token), join(newcomer, token, second)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await members(owner.token)).length).toBe(2);
  });

  it("ends when it is withdrawn, replaced or seven days old", async () => {
    await forgetLimits();
    const gone = problem(404, "invite_not_found");
    const owner = await person(api);
    const newcomer = await person(api);
    const tokenOf = async () =>
      tokenIn((await mails(api, newcomer.email)).filter(({ template }) => template === "org_invite").at(-1));
    await invite(owner, newcomer.email);
    const first = await tokenOf();
    await forgetLimits();
    await invite(owner, newcomer.email);
    expect(kind(await join(newcomer, first))).toEqual(gone);
    const list = () =>
      api.ask<{ invites: { id: string }[] }>("GET", "/v1/org/invites", { token: owner.token });
    const { invites } = (await list()).body;
    expect(invites).toHaveLength(1);
    const url = `/v1/org/invites/${invites[0]?.id}`;
    expectStatus(await api.ask("DELETE", url, { token: owner.token }), 204);
    expect(kind(await api.ask("DELETE", url, { token: owner.token }))).toEqual(gone);
    expect(kind(await join(newcomer, await tokenOf()))).toEqual(gone);

    const late = await invitation(api, owner, newcomer.email);
    await api.admin.query("update org_invites set expires_at = $2 where email_key = $1", [
      newcomer.email,
      api.clock.now(),
    ]);
    expect(kind(await join(newcomer, late))).toEqual(gone);
    expect((await list()).body.invites).toEqual([]);
  });

  it("is worth nothing to whoever is not its addressee, and looks then as if there were none", async () => {
    const owner = await person(api);
    const addressee = await person(api);
    const thief = await person(api);
    const token = await invitation(api, owner, addressee.email);
    const blank = ({ status, text, body }: Answer) => [status, text.replace(String(body.request_id), "")];
    expect(blank(await join(thief, token))).toEqual(blank(await join(thief, "no-such-token")));
    expect((await join(addressee, token)).status).toBe(200);
  });

  it("opens the way in also where nobody else may sign up", async () => {
    for (const SIGNUP of ["invite", "closed"]) {
      const closed = await testApi({ env: { SIGNUP } });
      try {
        const owner = await person(closed);
        const body = { email: address(), password: goodPassword() };
        expect((await closed.ask("POST", "/v1/auth/signup", { body })).status).toBe(403);
        const member = await colleague(closed, owner);
        expect(member.org_id).toBe(owner.org_id);
      } finally {
        await closed.close();
      }
    }
  });
});

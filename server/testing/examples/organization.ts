// Calls about organizations and IP rules that succeed, and people who came in by an invitation.
import { randomUUID } from "node:crypto";
import { newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { hashOrgInvite } from "#server/organization/invitations.ts";
import { expectStatus, goodPassword, type Person, person, type TestApi } from "../test-api.ts";
import { byOwner, type Call, type Make, type World } from "../world.ts";

/** A token as the mail of an invitation carries it. It is stored as the endpoint does, without its limit on mails. */
export async function invitation(
  api: TestApi,
  by: { id: string; org_id: string },
  email: string,
  role = "member",
): Promise<string> {
  const token = newOpaqueToken();
  await api.admin.query(
    `insert into org_invites (id, org_id, token_hash, email, email_key, role, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $7::timestamptz + interval '7 days')`,
    [
      randomUUID(),
      by.org_id,
      await hashOrgInvite(api.runtime.kms, token),
      email,
      role,
      by.id,
      api.clock.now(),
    ],
  );
  return token;
}

/** Somebody who signed up by an invitation into the organization. */
export async function colleague(
  api: TestApi,
  by: { id: string; org_id: string },
  role = "member",
): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const password = goodPassword();
  const invite_token = await invitation(api, by, email, role);
  expectStatus(await api.ask("POST", "/v1/auth/signup", { body: { email, password, invite_token } }), 200);
  const tokens = expectStatus(
    await api.ask<{ access_token: string; refresh_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    }),
    200,
  );
  const me = expectStatus(
    await api.ask<{ id: string; org_id: string }>("GET", "/v1/auth/me", { token: tokens.access_token }),
    200,
  );
  return {
    id: me.id,
    org_id: me.org_id,
    email,
    password,
    token: tokens.access_token,
    refresh_token: tokens.refresh_token,
  };
}

async function onColleague(w: World): Promise<Call> {
  return { token: w.owner.token, params: { user_id: (await colleague(w.api, w.owner)).id } };
}

async function inviteOf(w: World): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await invitation(w.api, w.owner, email);
  const { rows } = await w.api.admin.query("select id from org_invites where email_key = $1", [email]);
  return rows[0].id;
}

async function ruleOf(w: World): Promise<string> {
  const body = { rule_type: "deny", cidr: "2001:db8:dead::/48", label: "An example" };
  const answer = await w.api.ask<{ id: string }>("POST", "/v1/security/ip-rules", {
    token: w.owner.token,
    body,
  });
  return expectStatus(answer, 201).id;
}

export const examples: Record<string, Make> = {
  getOrganization: byOwner,
  updateOrganization: (w) => ({ ...byOwner(w), body: { name: "Example Inc." } }),
  listOrgMembers: (w) => ({ ...byOwner(w), query: "?limit=10" }),
  updateMemberRole: async (w) => ({ ...(await onColleague(w)), body: { role: "admin" } }),
  removeMember: onColleague,
  inviteMember: (w) => ({ ...byOwner(w), body: { email: `${randomUUID()}@example.com`, role: "admin" } }),
  listOrgInvites: byOwner,
  revokeOrgInvite: async (w) => ({ ...byOwner(w), params: { invite_id: await inviteOf(w) } }),
  joinOrganization: async (w) => {
    const newcomer = await person(w.api);
    return { token: newcomer.token, body: { token: await invitation(w.api, w.owner, newcomer.email) } };
  },
  getAgentKeysVault: byOwner,
  listIpRules: byOwner,
  checkIpRules: (w) => ({ ...byOwner(w), query: "?address=203.0.113.9" }),
  createIpRule: (w) => ({
    ...byOwner(w),
    body: { rule_type: "block", cidr: "2001:db8::1/32", description: "An example", applies_to: "agents" },
  }),
  deleteIpRule: async (w) => ({ ...byOwner(w), params: { rule_id: await ruleOf(w) } }),
};

/** Ids of the world's own that path parameters can name. */
export const ids = async (w: World) => ({ invite_id: await inviteOf(w), rule_id: await ruleOf(w) });

// Invitations into an organization: mailed to one address, good once, for seven days.
// Must never show a token to anybody but the holder of that address, nor tell whether the address has an account.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type {
  InviteMemberRequest,
  InviteMemberResponse,
  JoinOrganizationResponse,
  OrgInviteResponse,
} from "#lib/schemas/organization.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record } from "#server/audit/service.ts";
import { closeAfterLast, moveMember, requireOwnerWithout } from "#server/auth/members.ts";
import { emailKey } from "#server/auth/passwords.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import {
  deleteInvite,
  hasContents,
  isMember,
  lockOrganizations,
  replaceInvite,
  selectInviteByToken,
  selectInvites,
  selectMember,
  selectOrganization,
  withdrawInvites,
} from "./store.ts";

type Invite = z.input<typeof OrgInviteResponse>;
type Joined = z.input<typeof JoinOrganizationResponse>;
type Role = Joined["role"];

const INVITE_MS = 7 * 86_400_000;
const PER_ADDRESS = { burst: 1, per_second: 1 / 60 };
const PER_ORGANIZATION = { burst: 20, per_second: 20 / 3600 };

/**
 * Invites the holder of an address. The answer is the same whether the address has an account, here or elsewhere, or none.
 * @throws Problem `role_insufficient` | `rate_limited`
 */
export async function inviteMember(
  ctx: Context,
  { email, role }: z.output<typeof InviteMemberRequest>,
): Promise<z.input<typeof InviteMemberResponse>> {
  requireMayInvite(ctx, role);
  const { runtime, org_id, now } = ctx;
  const email_key = emailKey(email);
  await runtime.rateLimits.take("invited_address", email_key, PER_ADDRESS);
  await runtime.rateLimits.take("inviting_org", org_id, PER_ORGANIZATION);
  const token = newOpaqueToken();
  const token_hash = await hashOrgInvite(runtime.kms, token);
  const id = randomUUIDv7();
  const expires_at = new Date(now.getTime() + INVITE_MS);
  await transaction(runtime.db, org_id, async (trx) => {
    const already_member = await isMember(trx, org_id, email_key);
    await record(trx, ctx, {
      org_id,
      actor: ctx.principal,
      action: "org.invite",
      resource: { type: "org_invite", id },
      details: { email, role, ...(already_member && { already_member }) },
    });
    if (already_member) return;
    const invited_by = ctx.principal.id;
    await replaceInvite(trx, {
      id,
      org_id,
      token_hash,
      email,
      email_key,
      role,
      invited_by,
      created_at: now,
      expires_at,
    });
    const inviter = await selectMember(trx, org_id, invited_by);
    const organization = await selectOrganization(trx, org_id);
    await queueMail(trx, ctx, email, "org_invite", {
      organization: organization.name,
      invited_by: inviter?.email ?? "",
      role,
      url: `${runtime.config.PUBLIC_URL}/invite?token=${token}`,
      expires_at: expires_at.toISOString(),
    });
  });
  return { message: "The invitation is on its way, unless the address belongs to a member already.", email };
}

/** @throws Problem `role_insufficient` */
function requireMayInvite(ctx: Context, role: Role): void {
  const { principal } = ctx;
  if (!isOrgAdmin(principal)) {
    throw new Problem("role_insufficient", { detail: "Only owners and admins invite people." });
  }
  if (role === "owner" && !(principal.type === "user" && principal.role === "owner")) {
    throw new Problem("role_insufficient", {
      detail: "Only owners invite owners.",
      audit: { role },
    });
  }
}

/** Invitations that can still be used. @throws Problem `role_insufficient` */
export async function listInvites(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<{ invites: Invite[] }> {
  requireMayInvite(ctx, "member");
  const after = readCursor(query.cursor);
  const rows = await selectInvites(ctx.runtime.db, ctx.org_id, ctx.now, after, query.limit + 1);
  return {
    invites: nextPage(ctx, rows, query.limit, (row) => row.id).map((row) => ({
      ...row,
      role: row.role as Role,
      created_at: row.created_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
    })),
  };
}

/** Withdraws an invitation. @throws Problem `role_insufficient` | `invite_not_found` */
export async function revokeInvite(ctx: Context, invite_id: string): Promise<void> {
  requireMayInvite(ctx, "member");
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await deleteInvite(trx, ctx.org_id, invite_id);
    if (!row) {
      throw new Problem("invite_not_found", {
        detail: "Your organization has no such invitation; it may have been used, replaced or withdrawn.",
      });
    }
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "org.invite_revoke",
      resource: { type: "org_invite", id: invite_id },
      details: row,
    });
  });
}

export type FoundInvite = { org_id: string; role: Role; invite_id: string };

/** What a token is stored and looked up under. */
export function hashOrgInvite(kms: Kms, token: string): Promise<Buffer> {
  return hashOpaqueToken(kms, "org_invite", token);
}

/** The invitation that a token stands for; null when it is none for this address, or has expired. */
export async function findInvite(
  trx: Database,
  ctx: PublicContext,
  token_hash: Buffer,
  email_key: string,
): Promise<FoundInvite | null> {
  const row = await selectInviteByToken(trx, token_hash, email_key, ctx.now);
  return row ? { org_id: row.org_id, role: row.role as Role, invite_id: row.id } : null;
}

/**
 * Uses a found invitation up; false when somebody else has by now, or it was withdrawn or replaced. Nobody else joins or
 * leaves its organization, nor those of `also_lock`, for the rest of the transaction.
 */
export async function acceptInvite(
  trx: Database,
  { org_id, invite_id }: FoundInvite,
  also_lock: readonly string[] = [],
): Promise<boolean> {
  await lockOrganizations(trx, [...also_lock, org_id]);
  return (await deleteInvite(trx, org_id, invite_id)) !== undefined;
}

/** Notes that an account has come in by an invitation. */
export function recordJoin(
  trx: Database,
  ctx: PublicContext,
  user_id: string,
  { org_id, role, invite_id }: FoundInvite,
): Promise<unknown> {
  return record(trx, ctx, {
    org_id,
    actor: { type: "user", id: user_id },
    action: "org.join",
    resource: { type: "user", id: user_id },
    details: { role, invite_id },
  });
}

/**
 * Moves the caller into the organization that invited them. Every session and API key of theirs ends.
 * @throws Problem `invite_not_found` | `owner_needed` | `organization_not_empty`
 */
export async function joinOrganization(ctx: Context, token: string): Promise<Joined> {
  const { runtime, principal } = ctx;
  const token_hash = await hashOrgInvite(runtime.kms, token);
  return transaction(runtime.db, null, async (trx) => {
    const before = await selectMember(trx, ctx.org_id, principal.id);
    const invite = before && (await findInvite(trx, ctx, token_hash, before.email_key));
    const is_accepted = invite && (await acceptInvite(trx, invite, [ctx.org_id]));
    // Read again, now that nobody can move it.
    const me = await selectMember(trx, ctx.org_id, principal.id);
    if (!is_accepted || !me) {
      throw new Problem("invite_not_found", {
        detail:
          "This is no invitation for your address that can still be used. Ask for a new one, and sign in with the address it was sent to.",
      });
    }
    if (invite.org_id === me.org_id) return { org_id: me.org_id, role: me.role as Role };
    const members = await requireOwnerWithout(trx, me);
    if (members === 1 && (await hasContents(trx, me.org_id))) {
      throw new Problem("organization_not_empty", {
        detail:
          "You are the only member of your present organization, and it has vaults or agents. Delete them, or make somebody else an owner of it, before you join another.",
      });
    }
    await withdrawInvites(trx, me.org_id, me);
    await moveMember(trx, ctx, me, { org_id: invite.org_id, role: invite.role });
    if (members === 1) await closeAfterLast(trx, ctx, me.org_id);
    await record(trx, ctx, {
      org_id: me.org_id,
      actor: principal,
      action: "org.leave",
      resource: { type: "user", id: me.id },
    });
    await recordJoin(trx, ctx, me.id, invite);
    return { org_id: invite.org_id, role: invite.role };
  });
}

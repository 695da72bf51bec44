// An organization and its members: who they are, what role they have, how they go.
// Must never leave an organization that has members without an owner.
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type { OrganizationResponse, OrgMemberResponse } from "#lib/schemas/organization.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record } from "#server/audit/service.ts";
import { moveOut, requireAnotherOwner, requireOwnerWithout } from "#server/auth/members.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { findAgentKeysVault } from "#server/vaults/service.ts";
import {
  lockOrganizations,
  renameOrganization,
  selectMember,
  selectMembers,
  selectOrganization,
  updateRole,
  withdrawInvites,
} from "./store.ts";

type Organization = z.input<typeof OrganizationResponse>;
type Member = z.input<typeof OrgMemberResponse>;
type Role = Member["role"];
type MemberRow = NonNullable<Awaited<ReturnType<typeof selectMember>>>;

/** The caller's organization. */
export async function readOrganization(ctx: Context): Promise<Organization> {
  const row = await selectOrganization(ctx.runtime.db, ctx.org_id);
  return { ...row, created_at: row.created_at.toISOString(), member_count: Number(row.member_count) };
}

/** Renames the caller's organization. @throws Problem `role_insufficient` */
export async function updateOrganization(ctx: Context, name: string): Promise<Organization> {
  if (!isOrgAdmin(ctx.principal)) throw notAllowed("Only owners and admins rename the organization.");
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const { name: old } = await selectOrganization(trx, ctx.org_id);
    await renameOrganization(trx, ctx.org_id, name);
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "org.update",
      resource: { type: "organization", id: ctx.org_id },
      details: { old, name },
    });
  });
  return readOrganization(ctx);
}

/** The people of the organization, oldest account first. */
export async function listMembers(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<{ members: Member[] }> {
  const rows = await selectMembers(ctx.runtime.db, ctx.org_id, readCursor(query.cursor), query.limit + 1);
  return { members: nextPage(ctx, rows, query.limit, (row) => row.id).map(view) };
}

/** Where the private identity keys of the organization's agents lie. @throws Problem `vault_not_found` */
export async function readAgentKeysVault(ctx: Context): Promise<{ vault_id: string }> {
  const vault = await findAgentKeysVault(ctx);
  if (!vault) {
    throw new Problem("vault_not_found", {
      detail: "There is no vault of agents' keys yet. It is made with your first agent.",
    });
  }
  return { vault_id: vault.id };
}

/**
 * Gives a member another role, in force with their next request.
 * @throws Problem `member_not_found` | `role_insufficient` | `owner_needed`
 */
export async function changeRole(ctx: Context, user_id: string, role: Role): Promise<Member> {
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const { me, other } = await bothMembers(trx, ctx, user_id);
    requireMayChange(me, other, role);
    if (role !== "owner") await requireAnotherOwner(trx, other);
    if (role === "member") await withdrawInvites(trx, ctx.org_id, other);
    const row = await updateRole(trx, ctx.org_id, user_id, role);
    await recordMember(trx, ctx, "org.member_role", user_id, { old: other.role, role });
    return view(row);
  });
}

// Owners change every role; admins make members admins and the other way round; nobody raises themselves.
function requireMayChange(me: MemberRow, other: MemberRow, role: Role): void {
  if (me.role === "owner") return;
  if (me.role !== "admin") throw notAllowed("Only owners and admins change roles.");
  if (role === "owner") throw notAllowed("Only owners make somebody an owner.");
  if (other.role === "owner") throw notAllowed("Only owners change the role of an owner.");
}

/**
 * Takes a member out, or lets the caller leave. The account goes on in an organization of its own; its sessions, API
 * keys and policies here end, its vaults and agents stay.
 * @throws Problem `member_not_found` | `role_insufficient` | `owner_needed`
 */
export async function removeMember(ctx: Context, user_id: string): Promise<void> {
  // Across tenants: the account leaves one for another.
  await transaction(ctx.runtime.db, null, async (trx) => {
    const { me, other } = await bothMembers(trx, ctx, user_id);
    if (me.id !== other.id) requireMayRemove(me, other);
    const members = await requireOwnerWithout(trx, other);
    if (members === 1) {
      throw new Problem("owner_needed", {
        detail:
          "You are the only member, so there is nobody to leave the organization to. Delete your account instead.",
      });
    }
    await withdrawInvites(trx, ctx.org_id, other);
    const fresh = await moveOut(trx, ctx, other);
    const action = me.id === other.id ? "org.leave" : "org.member_remove";
    await recordMember(trx, ctx, action, user_id, { role: other.role });
    await record(trx, ctx, {
      org_id: fresh,
      actor: { type: "system", id: null },
      action: "org.join",
      resource: { type: "user", id: user_id },
      details: { role: "owner", after: action },
    });
  });
}

function requireMayRemove(me: MemberRow, other: MemberRow): void {
  if (me.role === "member") throw notAllowed("Only owners and admins remove members.");
  if (me.role === "admin" && other.role === "owner") throw notAllowed("Only owners remove an owner.");
}

/** The caller and the addressed member as they are now; nobody's role changes for the rest of the transaction. */
async function bothMembers(
  trx: Database,
  ctx: Context,
  user_id: string,
): Promise<{ me: MemberRow; other: MemberRow }> {
  await lockOrganizations(trx, [ctx.org_id]);
  const me = await selectMember(trx, ctx.org_id, ctx.principal.id);
  const other = await selectMember(trx, ctx.org_id, user_id);
  if (!me || !other) {
    throw new Problem("member_not_found", { detail: "There is no such person in your organization." });
  }
  return { me, other };
}

function notAllowed(detail: string): Problem {
  return new Problem("role_insufficient", { detail });
}

function recordMember(
  trx: Database,
  ctx: Context,
  action: AuditAction,
  id: string,
  details: Record<string, unknown>,
): Promise<unknown> {
  return record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "user", id },
    details,
  });
}

function view(row: Awaited<ReturnType<typeof selectMembers>>[number]): Member {
  return {
    id: row.id,
    email: row.email,
    display_name: row.display_name,
    role: row.role as Role,
    auth_method: row.auth_method,
    created_at: row.created_at.toISOString(),
  };
}

// How a membership and an account end. Every way to end one comes through here, so that nothing of it stays behind.
import { randomUUIDv7 } from "node:crypto";
import type { Database } from "#db/client.ts";
import { type Actor, record } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { forgetPrincipal } from "#server/policies/service.ts";
import { endSharesWith } from "#server/sharing/service.ts";
import {
  closeOrganization,
  countMembers,
  deleteUser,
  insertOrganization,
  moveUser,
  selectUser,
} from "./store.ts";

export type Member = { id: string; org_id: string; role: string; display_name: string };

/**
 * How many people the organization has, `who` included; nobody joins, leaves or changes roles for the rest of the
 * transaction.
 * @throws Problem `owner_needed` when others would stay without an owner
 */
export async function requireOwnerWithout(
  trx: Database,
  who: Pick<Member, "org_id" | "role">,
): Promise<number> {
  const { members, owners } = await countMembers(trx, who.org_id);
  if (members > 1 && who.role === "owner" && owners === 1) throw lastOwner();
  return members;
}

/** Holds as `requireOwnerWithout`, for an owner who stays as something less. @throws Problem `owner_needed` */
export async function requireAnotherOwner(
  trx: Database,
  who: Pick<Member, "org_id" | "role">,
): Promise<void> {
  const { owners } = await countMembers(trx, who.org_id);
  if (who.role === "owner" && owners === 1) throw lastOwner();
}

function lastOwner(): Problem {
  return new Problem("owner_needed", {
    detail: "This is the organization's last owner. Make somebody else an owner first.",
  });
}

/** Nobody joins, leaves or changes roles for the rest of the transaction. */
export async function lockMembers(trx: Database, org_id: string): Promise<void> {
  await countMembers(trx, org_id);
}

/** Moves an account; its sessions, tokens, API keys, policies and what was shared with it here end, its vaults and agents stay with the organization. */
export async function moveMember(
  trx: Database,
  ctx: PublicContext,
  who: Member,
  to: { org_id: string; role: string },
): Promise<void> {
  await forgetPrincipal(trx, who.org_id, "user", who.id);
  await endSharesWith(trx, ctx, who.org_id, who.id);
  await moveUser(trx, who, to);
}

/** Moves an account into an organization of its own, of which it is the owner; the organization's id. */
export async function moveOut(trx: Database, ctx: PublicContext, who: Member): Promise<string> {
  const org_id = randomUUIDv7();
  await insertOrganization(trx, {
    id: org_id,
    name: `${who.display_name}'s organization`,
    created_at: ctx.now,
  });
  await moveMember(trx, ctx, who, { org_id, role: "owner" });
  return org_id;
}

/** Ends an organization whose last member has left; its audit log stays. */
export async function closeAfterLast(trx: Database, ctx: PublicContext, org_id: string): Promise<void> {
  await closeOrganization(trx, org_id, ctx.now);
}

/**
 * Ends an account; with the organization's last member go its agents and vaults. False when there is none any more.
 * @throws Problem `owner_needed`
 */
export async function endAccount(
  trx: Database,
  ctx: PublicContext,
  { id, org_id }: Pick<Member, "id" | "org_id">,
  actor: Actor,
): Promise<boolean> {
  await lockMembers(trx, org_id);
  // As it is now, which is not always as it was when the request began.
  const account = await selectUser(trx, org_id, id);
  if (!account) return false;
  const members = await requireOwnerWithout(trx, account);
  await record(trx, ctx, { org_id, actor, action: "user.delete", resource: { type: "user", id } });
  await forgetPrincipal(trx, org_id, "user", id);
  await deleteUser(trx, org_id, id);
  if (members === 1) await closeAfterLast(trx, ctx, org_id);
  return true;
}

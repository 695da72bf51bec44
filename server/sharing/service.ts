// Shares: one value lent to somebody, as long as whoever lent it may read it himself.
// Must never tell whether an id or an address that somebody shares with exists.
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { CreateShareRequest, ShareResponse } from "#lib/schemas/sharing.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import { emailKey, hashing } from "#server/auth/passwords.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import { permits } from "#server/policies/access.ts";
import { checkConditions } from "#server/policies/conditions.ts";
import { type Readable, readable } from "#server/secrets/read.ts";
import { isFor, shareNotFound } from "./access.ts";
import { ended, requireLendable } from "./lender.ts";
import {
  claimForAddress,
  insertShare,
  markAccepted,
  markEnded,
  revokeSharesWith,
  type StoredShare,
  selectAddress,
  selectHolder,
  selectName,
  selectPlace,
  selectShare,
} from "./store.ts";

type Asked = z.output<typeof CreateShareRequest>;

const DAY_MS = 86_400_000;
const VIEWS = { anyone_with_link: 1, otherwise: 100 };
/** New shares of an organization, ordinary and sealed ones each. */
export const CREATIONS = { burst: 10, per_second: 10 / 60 };

/**
 * Lends the secret's value to somebody. Nothing of the answer tells whether the recipient exists.
 * @throws Problem `secret_not_found`, as a read of the secret; `principal_not_allowed` | `value_not_shareable` | `validation_failed` | `rate_limited`
 */
export async function createShare(
  ctx: Context,
  secret_id: string,
  body: Asked,
): Promise<z.input<typeof ShareResponse>> {
  const { runtime, org_id } = ctx;
  const expires_at = expiryOf(ctx, body.expires_at);
  const ip_allowlist = allowlistOf(body);
  const place = await selectPlace(runtime.db, org_id, secret_id);
  if (!place) throw new Problem("secret_not_found", { detail: "There is no such secret." });
  const recipient = recipientOf(ctx, body);
  requireLendable(await readableFromAnywhere(ctx, place));
  await runtime.rateLimits.take("shares", org_id, CREATIONS);
  const passphrase_hash = body.passphrase
    ? await hashing(runtime.passwords.hashPassword(body.passphrase))
    : null;
  const share: NewShare = {
    id: randomUUID(),
    vault_id: place.vault_id,
    secret_id,
    recipient_type: recipient.type,
    ...(await found(runtime.db, recipient)),
    passphrase_hash,
    ip_allowlist,
    max_access_count:
      body.max_access_count ??
      (recipient.type === "anyone_with_link" ? VIEWS.anyone_with_link : VIEWS.otherwise),
    expires_at,
  };
  const share_url = `${runtime.config.PUBLIC_URL}/share/${share.id}`;
  await store(ctx, share, { path: place.path, url: share_url });
  return {
    id: share.id,
    share_url,
    recipient_type: recipient.type,
    ...(recipient.email && { recipient_email: recipient.email }),
    expires_at: expires_at.toISOString(),
    max_access_count: share.max_access_count,
  };
}

type NewShare = Omit<
  Parameters<typeof insertShare>[1],
  "org_id" | "created_by" | "created_by_type" | "created_at"
> & { id: string; expires_at: Date; to: string | null };

async function store(ctx: Context, share: NewShare, at: { path: string; url: string }): Promise<void> {
  const { org_id, principal, now } = ctx;
  const { to, ...row } = share;
  await transaction(ctx.runtime.db, org_id, async (trx) => {
    await insertShare(trx, {
      ...row,
      org_id,
      created_by: principal.id,
      created_by_type: principal.type,
      created_at: now,
      // It goes to the person who is answerable for the agent; there is nobody whose consent could be missing.
      accepted_at: row.recipient_type === "creator" ? now : null,
    });
    await record(trx, ctx, {
      org_id,
      actor: principal,
      action: "share.create",
      resource: { type: "share", id: row.id },
      details: {
        vault_id: row.vault_id,
        path: at.path,
        secret_id: row.secret_id,
        recipient_type: row.recipient_type,
        ...(row.email ? { email: row.email } : row.recipient_id && { recipient_id: row.recipient_id }),
        has_passphrase: row.passphrase_hash !== null,
        max_access_count: row.max_access_count,
        expires_at: row.expires_at.toISOString(),
      },
    });
    if (!to) return;
    await queueMail(trx, ctx, to, "share_invite", {
      shared_by: (await selectName(trx, org_id, principal)) ?? principal.type,
      path_hint: at.path.split("/").at(-1) ?? at.path,
      url: at.url,
      expires_at: row.expires_at.toISOString(),
    });
  });
}

/** When what is shared now ends: as asked for, else in 24 hours. @throws Problem `validation_failed` */
export function expiryOf({ now, runtime }: Context, asked: string | null | undefined): Date {
  const at = asked ? new Date(asked) : new Date(now.getTime() + DAY_MS);
  if (at <= now) throw invalid({ expires_at: "must lie in the future" });
  const days = runtime.settings.current().share_max_days;
  if (at.getTime() > now.getTime() + days * DAY_MS)
    throw invalid({ expires_at: `must be at most ${days} ${days === 1 ? "day" : "days"} ahead` });
  return at;
}

function allowlistOf({ ip_allowlist }: Asked): string[] | null {
  if (!ip_allowlist) return null;
  const problem = checkConditions({ ip_allowlist });
  if (problem) throw invalid({ [problem.path]: problem.reason });
  return ip_allowlist;
}

type Recipient = { type: Asked["recipient_type"]; id: string | null; email: string | null };

function recipientOf({ principal }: Context, body: Asked): Recipient {
  const { recipient_type: type, recipient_id } = body;
  const email = body.email ?? body.recipient_email;
  const needs = { id: type === "user" || type === "agent", email: type === "external_email" };
  if (needs.id && !recipient_id) throw invalid({ recipient_id: `is required for \`${type}\`` });
  if (needs.email && !email) throw invalid({ email: `is required for \`${type}\`` });
  if (!needs.id && recipient_id) throw invalid({ recipient_id: `must be left out for \`${type}\`` });
  if (!needs.email && email) throw invalid({ email: `must be left out for \`${type}\`` });
  if (needs.email && principal.type === "agent") {
    throw new Problem("principal_not_allowed", { detail: "Agents do not share with mail addresses." });
  }
  if (type !== "creator") return { type, id: recipient_id ?? null, email: email ?? null };
  if (principal.type === "user") {
    throw new Problem("principal_not_allowed", {
      detail: "`creator` is the person who registered an agent, so only agents share with it.",
    });
  }
  return { type, id: principal.created_by, email: null };
}

/** A right that hangs on the reader's address could not be looked at when the share is opened from another one. */
async function readableFromAnywhere(
  ctx: Context,
  place: { vault_id: string; path: string },
): Promise<Readable> {
  try {
    return await readable({ ...ctx, ip: null }, place, null);
  } catch (error) {
    const isDenied = error instanceof Problem && error.code === "path_not_granted";
    if (!isDenied || !(await permits(ctx, place.vault_id, place.path, "read"))) throw error;
    throw new Problem("path_not_granted", {
      detail:
        "Access denied: you may read this from certain addresses only, so you cannot lend it to others. Ask for a policy without ip_allowlist.",
      audit: error.options.audit,
    });
  }
}

/** Whom the share is for as far as it is known, of whatever organization, and where to tell them. */
async function found(db: Database, { type, id, email }: Recipient) {
  if (email) {
    const email_key = emailKey(email);
    return { recipient_id: await selectHolder(db, email_key), email, email_key, to: email };
  }
  const isPerson = type === "user" || type === "creator";
  return { recipient_id: id, to: isPerson && id ? await selectAddress(db, id) : null };
}

/**
 * Gives a person the shares that were sent to his address, still to be accepted. Does nothing unless the address is
 * verified, so it may be called at every sign-in; calling it again changes nothing.
 * @param db the database itself or a transaction across tenants (`transaction(db, null, …)`): the shares are rows of the
 *   senders' organizations, which a transaction of the person's own does not see
 */
export async function claimShares(
  db: Database,
  user: { id: string; org_id: string; email_key: string },
): Promise<void> {
  await claimForAddress(db, user);
}

/** Accepts a share that is for the caller; accepting it again changes nothing. @throws Problem `share_not_found` | `share_ended` */
export async function acceptShare(ctx: Context, share_id: string): Promise<void> {
  const { runtime, now, principal } = ctx;
  const share = await inbound(ctx, share_id);
  if (share.declined_at) throw ended(share, "You declined this share.", "declined");
  if (share.expires_at <= now) throw ended(share, "This share has expired.", "expired");
  await transaction(runtime.db, share.org_id, async (trx) => {
    if (!(await markAccepted(trx, share.org_id, share.id, now))) return;
    await record(trx, ctx, {
      org_id: share.org_id,
      actor: principal,
      action: "share.accept",
      resource: { type: "share", id: share.id },
      details: { path: share.path },
    });
  });
}

/** Declines a share that is for the caller, for good. @throws Problem `share_not_found` | `share_ended` */
export async function declineShare(ctx: Context, share_id: string): Promise<void> {
  const share = await inbound(ctx, share_id);
  if (!(await end(ctx, share, "declined_at"))) throw ended(share, "You declined this share.", "declined");
}

/** Takes a share back: by whoever made it, or an owner or admin of his organization. @throws Problem `share_not_found` */
export async function revokeShare(ctx: Context, share_id: string): Promise<void> {
  const share = await selectShare(ctx.runtime.db, share_id);
  if (!share || !mayRevoke(ctx, share) || !(await end(ctx, share, "revoked_at"))) throw shareNotFound(null);
}

/** Whether the caller made it or administers the organization that it belongs to. */
export function mayRevoke(
  { principal, org_id }: Context,
  share: Pick<StoredShare, "org_id" | "created_by" | "created_by_type">,
): boolean {
  if (share.org_id !== org_id) return false;
  const isMaker = share.created_by === principal.id && share.created_by_type === principal.type;
  return isMaker || isOrgAdmin(principal);
}

async function inbound(ctx: Context, share_id: string): Promise<StoredShare> {
  const share = await selectShare(ctx.runtime.db, share_id);
  if (!share || share.revoked_at || !isFor(share, ctx.principal)) throw shareNotFound(null);
  return share;
}

function end(ctx: Context, share: StoredShare, how: "declined_at" | "revoked_at"): Promise<boolean> {
  return transaction(ctx.runtime.db, share.org_id, async (trx) => {
    if (!(await markEnded(trx, share.org_id, share.id, how, ctx.now))) return false;
    await record(trx, ctx, {
      org_id: share.org_id,
      actor: ctx.principal,
      action: how === "revoked_at" ? "share.revoke" : "share.decline",
      resource: { type: "share", id: share.id },
      details: { path: share.path },
    });
    return true;
  });
}

/** Ends what was shared with a person out of an organization that they leave, in the transaction of their leaving. */
export async function endSharesWith(
  trx: Database,
  ctx: Pick<Context, "now">,
  org_id: string,
  user_id: string,
): Promise<void> {
  await revokeSharesWith(trx, org_id, user_id, ctx.now);
}

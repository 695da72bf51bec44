// Opens shares. Order is the guarantee: recipient, address, passphrase, the lender's right as of now, then the view is
// used up and on the record in one transaction, and only then the value leaves.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { SharedSecretResponse } from "#lib/schemas/sharing.ts";
import { requireAllowedAddress } from "#server/api/steps/ip-rules.ts";
import { type Actor, record } from "#server/audit/service.ts";
import { authenticate } from "#server/auth/authenticate.ts";
import { hashing } from "#server/auth/passwords.ts";
import type { Context, Principal, PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import { requireWithinCeilings } from "#server/policies/access.ts";
import { evaluateConditions } from "#server/policies/conditions.ts";
import { openLent, type Readable, recordLent, requireNoSigner } from "#server/secrets/read.ts";
import { ended, lent } from "./lender.ts";
import { giveTryBack, type StoredShare, selectName, selectShare, takeTry, takeView } from "./store.ts";

type Shared = z.input<typeof SharedSecretResponse>;

const WRONG_PASSPHRASES = 10;
const ANONYMOUS: Actor = { type: "anonymous", id: null };

/**
 * The shared value, for whoever the share is for; one view is used up and on the record before it leaves.
 * @throws Problem `share_not_found` | `share_ended` | `share_not_accepted` | `share_passphrase_needed` | `share_locked` | `share_address_refused` | `value_not_shareable`, and as a read of the secret
 */
export async function openShare(
  ctx: PublicContext,
  share_id: string,
  passphrase: string | null,
): Promise<Shared> {
  const principal = await whoAsks(ctx);
  const share = await selectShare(ctx.runtime.db, share_id);
  if (!share || share.revoked_at) throw shareNotFound(share, principal);
  if (share.recipient_type !== "anyone_with_link") requireRecipient(share, principal);
  requireOpen(ctx, share);
  await requirePassphrase(ctx, share, passphrase);
  const { lender, found } = await lent(ctx, share);
  if (principal && share.recipient_type === "agent") requireNoSigner(principal, found.row);
  let access_count = 0;
  const value = await openLent(lender, found, principal ?? ANONYMOUS, async () => {
    access_count = await recordAccess(ctx, share, lender, found, principal);
  });
  return {
    id: share.id,
    path: share.path,
    type: found.row.type,
    value,
    access_count,
    max_access_count: share.max_access_count,
    ...(found.row.cmek && { cmek_encrypted: true }),
  };
}

/** The same answer for a share that never was, was taken back, or is for somebody else. */
export function shareNotFound(
  share: { id: string; org_id: string } | null,
  asker: Principal | null = null,
): Problem {
  return new Problem("share_not_found", {
    detail: "There is no such share. It may have been taken back, or be for another account.",
    ...(share && factsOf(share, asker)),
  });
}

/** Whose log a refusal belongs to, and what is said there of who was refused. */
function factsOf(share: { id: string; org_id: string }, asker: Principal | null) {
  const audit = { share_id: share.id, ...(asker && { [`${asker.type}_id`]: asker.id }) };
  return { org_id: share.org_id, audit };
}

/** Whether the share is for the principal, by the id it was made for or claimed with. */
export function isFor(share: Pick<StoredShare, "recipient_type" | "recipient_id">, who: Principal): boolean {
  const type = share.recipient_type === "agent" ? "agent" : "user";
  return share.recipient_id !== null && share.recipient_id === who.id && who.type === type;
}

/** A link may be opened by anybody; whoever shows a credential with it is held to that credential. */
async function whoAsks(ctx: PublicContext): Promise<Principal | null> {
  if (ctx.credential === null) return null;
  const { principal, ip_rules } = await authenticate(ctx, ctx.credential, null);
  requireAllowedAddress(ctx, principal, ip_rules);
  return principal;
}

function requireRecipient(share: StoredShare, principal: Principal | null): void {
  const facts = factsOf(share, principal);
  if (!principal) {
    throw new Problem("authentication_required", {
      detail: "This share is for one account: sign in with it, or send its token in `Authorization: Bearer`.",
      headers: { "www-authenticate": "Bearer" },
      ...facts,
    });
  }
  if (!isFor(share, principal)) throw shareNotFound(share, principal);
  requireWithinCeilings(principal, share, "read");
  if (share.declined_at) throw ended(share, "You declined this share.", "declined");
  if (!share.accepted_at) {
    throw new Problem("share_not_accepted", {
      detail: `Accept the share first: POST /v1/shares/${share.id}/accept.`,
      ...facts,
    });
  }
}

function requireOpen(ctx: PublicContext, share: StoredShare): void {
  if (share.expires_at <= ctx.now) throw ended(share, "This share has expired.", "expired");
  if (share.access_count >= share.max_access_count) throw usedUp(share);
  const { ip_allowlist } = share;
  if (ip_allowlist && !evaluateConditions({ ip_allowlist }, { ip: ctx.ip, at: ctx.now }).ok) {
    throw new Problem("share_address_refused", {
      detail: "This share can be opened from certain addresses only, and yours is none of them.",
      ...factsOf(share, null),
    });
  }
}

function usedUp(share: StoredShare): Problem {
  return ended(share, "This share has been opened as often as it may be.", "used_up");
}

/** Counts each try as wrong before it is looked at, so that parallel tries count too, and takes back what was right. */
async function requirePassphrase(
  ctx: PublicContext,
  share: StoredShare,
  given: string | null,
): Promise<void> {
  const { passphrase_hash, org_id, id } = share;
  if (passphrase_hash === null) return;
  if (!given) throw passphraseNeeded(share);
  const { db, passwords, rateLimits, config } = ctx.runtime;
  await rateLimits.take("share_passphrase", ctx.ip ?? "unknown", {
    burst: config.AUTH_RATE_BURST,
    per_second: config.AUTH_RATE_PER_SECOND,
  });
  if (!(await takeTry(db, org_id, id, WRONG_PASSPHRASES))) {
    throw new Problem("share_locked", {
      detail: "The passphrase of this share was wrong ten times, so it is locked. Ask for a new share.",
      ...factsOf(share, null),
    });
  }
  let isRight: boolean | null = null;
  try {
    isRight = (await hashing(passwords.verifyPassword(passphrase_hash, given))).ok;
  } finally {
    if (isRight !== false) await giveTryBack(db, org_id, id);
  }
  if (!isRight) throw passphraseNeeded(share);
}

function passphraseNeeded(share: StoredShare): Problem {
  return new Problem("share_passphrase_needed", {
    detail:
      "This share needs its passphrase, and what was sent is not it. Send it in the header X-Share-Passphrase.",
    ...factsOf(share, null),
  });
}

async function recordAccess(
  ctx: PublicContext,
  share: StoredShare,
  lender: Context,
  found: Readable,
  principal: Principal | null,
): Promise<number> {
  const { org_id, id, path, vault_id, recipient_type } = share;
  const actor = principal ?? ANONYMOUS;
  return transaction(ctx.runtime.db, org_id, async (trx) => {
    const access_count = await takeView(trx, org_id, id, ctx.now);
    if (access_count === null) throw usedUp(share);
    await recordLent(trx, lender, found, actor);
    await record(trx, ctx, {
      org_id,
      actor,
      action: "share.access",
      resource: { type: "share", id },
      details: { vault_id, path, recipient_type, access_count },
    });
    const isMaker = actor.id === share.created_by || actor.id === share.told_id;
    if (share.told_email && !isMaker) {
      await queueMail(trx, ctx, share.told_email, "share_accessed", {
        secret_path: path,
        by: (principal && (await selectName(trx, org_id, principal))) ?? stranger(share),
        at: ctx.now.toISOString(),
        ip: ctx.ip,
        views_left: share.max_access_count - access_count,
      });
    }
    return access_count;
  });
}

/** What whoever made the share knows of somebody outside his organization: no more than he wrote himself. */
function stranger({ recipient_type, email, recipient_id }: StoredShare): string {
  if (recipient_type === "anyone_with_link") return "somebody with the link";
  return email ?? `${recipient_type} ${recipient_id}`;
}

// Whoever made a share, as a principal who asks now: a share is worth what he may still read himself.
import { pathScopes } from "#server/auth/authenticate.ts";
import type { Context, Principal, PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { type Readable, readable } from "#server/secrets/read.ts";
import { addressed } from "#server/secrets/service.ts";
import type { StoredShare } from "./store.ts";

/** What a refusal of the lender's own read looks like to the borrower: the share is over. */
const ENDED_BY = new Set([403, 404, 410]);

/**
 * What the share lends, decided for its maker as of now: his place in the organization, his ceilings, the policies and
 * their times. The address of whoever opens the share counts for none of it.
 * @throws Problem `share_ended` | `value_not_shareable`
 */
export async function lent(
  ctx: PublicContext,
  share: StoredShare,
): Promise<{ lender: Context; found: Readable }> {
  const principal = lenderOf(share, ctx.now);
  if (!principal) throw ended(share, "Whoever shared this is no longer there.", "lender_gone");
  const lender: Context = { ...ctx, principal, org_id: share.org_id, prefetched: null };
  try {
    const place = { vault_id: share.vault_id, path: share.path };
    const asked: Context = { ...lender, ip: null };
    asked.prefetched = await addressed(asked, place);
    const found = await readable(asked, place, null, share.id);
    requireLendable(found);
    return { lender, found };
  } catch (error) {
    if (!(error instanceof Problem) || !ENDED_BY.has(error.status)) throw error;
    throw ended(
      share,
      "What was shared is not there any more, or whoever shared it may no longer read it.",
      error.code,
    );
  }
}

/** @throws Problem `value_not_shareable` for a value that the server alone cannot open */
export function requireLendable({ row }: Readable): void {
  if (row.mpc) {
    throw new Problem("value_not_shareable", {
      detail:
        "This value is in split custody and opens only with the client's share of its key, which a share does not carry.",
      audit: { path: row.path },
    });
  }
}

export function ended(share: { id: string; org_id: string }, detail: string, reason: string): Problem {
  return new Problem("share_ended", {
    detail: `${detail} Ask for a new share.`,
    org_id: share.org_id,
    audit: { share_id: share.id, reason },
  });
}

function lenderOf(share: StoredShare, now: Date): Principal | null {
  const { created_by: id, org_id } = share;
  if (share.user_role) {
    return {
      type: "user",
      id,
      org_id,
      role: share.user_role as "owner" | "admin" | "member",
      is_operator: false,
      ceilings: { vault_ids: null, path_scopes: null, permissions: null },
      session_id: null,
      api_key_id: null,
      token: null,
    };
  }
  const { agent_created_by, agent_scopes, agent_vault_ids, agent_intents_api_enabled } = share;
  if (!share.agent_is_active || !agent_created_by || !agent_scopes) return null;
  if (share.agent_expires_at && share.agent_expires_at <= now) return null;
  return {
    type: "agent",
    id,
    org_id,
    created_by: agent_created_by,
    intents_api_enabled: agent_intents_api_enabled === true,
    ceilings: { vault_ids: agent_vault_ids, path_scopes: pathScopes(agent_scopes), permissions: null },
    token: null,
  };
}

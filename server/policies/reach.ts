// What the rules open for an agent, as a column that joins the statement that finds it. Pure text and mapping.

/** Rules of the agent's row `p` in vaults that are there; see `reachOf`. */
export const REACH = `(select json_agg(json_build_array(r.vault_id, r.secret_path_pattern, r.expires_at) order by r.id)
  from policies r join vaults v on v.id = r.vault_id and v.deleted_at is null
  where r.org_id = p.org_id and r.principal_type = 'agent' and r.principal_id = p.id) as reach`;

/** The column as it arrives; null where there is no rule. */
export type StoredReach = [vault_id: string, secret_path_pattern: string, expires_at: string | null][] | null;

/** Vaults and patterns that rules open at a time, expired ones left out. */
export function reachOf(stored: StoredReach, now: Date): { vault_ids: string[]; patterns: string[] } {
  const live = (stored ?? []).filter(
    ([, , expires_at]) => !expires_at || Date.parse(expires_at) > now.getTime(),
  );
  return {
    vault_ids: [...new Set(live.map(([vault_id]) => vault_id))],
    patterns: [...new Set(live.map(([, pattern]) => pattern))],
  };
}

// The versions of one secret.
import { api } from "#components/api/client.ts";
import { unwrap } from "#sdk";
import type { Secret } from "./secret-queries.ts";

/** The split-custody shares given or received while the drawer is open, by version. */
export type Shares = { of(version: number): string | undefined; keep(version: number, share: string): void };

/** Newest first. @throws OneclawError */
export async function secretVersions(vault_id: string, path: string): Promise<Secret[]> {
  return unwrap(await api().secrets.listVersions(vault_id, path)).versions;
}

/** The version that a read answers: the newest that is not disabled. Of a secret with none it is the newest at all. */
export function shownVersion(versions: readonly Secret[]): Secret | undefined {
  return versions.find((version) => !version.is_disabled) ?? versions[0];
}

/** Why a version can be read no more; null while it can. */
export function endedBy(version: Secret, now: number): "disabled" | "expired" | "used_up" | null {
  if (version.is_disabled) return "disabled";
  if (version.expires_at && Date.parse(version.expires_at) <= now) return "expired";
  const { max_access_count, access_count = 0 } = version;
  return max_access_count !== undefined && access_count >= max_access_count ? "used_up" : null;
}

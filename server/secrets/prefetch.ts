// One addressed secret with its vault, its key and the caller's policies, as columns that can be joined to the
// statement that loads the principal: a read then costs one SELECT. Pure text and mapping.
import type { PolicyRule, PrincipalType } from "#server/policies/evaluate.ts";
import type { KekRef } from "#server/ports/kms/kms.ts";

export type VaultFacts = {
  id: string;
  org_id: string;
  created_by: string;
  created_by_type: PrincipalType;
  kek_version: number;
  /** Of the client's key that new values must come under; null where the client does not encrypt. */
  cmek_fingerprint: string | null;
  mpc_custody: string | null;
};

export type VersionRow = {
  version: number;
  type: string;
  cmek: boolean;
  /** Of the client's key that the value is under. */
  cmek_fingerprint: string | null;
  mpc: boolean;
  metadata: Record<string, unknown>;
  expires_at: Date | null;
  max_access_count: number | null;
  access_count: number;
  /** Null when it was too large to load before the grant was known. */
  blob: Buffer | null;
  created_by: string;
  created_at: Date;
  disabled_at: Date | null;
  deleted_at: Date | null;
  kek: KekRef;
};

export type SecretRow = {
  id: string;
  path: string;
  deleted_at: Date | null;
  /** The asked version, or the newest that is not disabled; null where it was never written. */
  version: VersionRow | null;
};

export type PrefetchedSecret = {
  vault_id: string;
  path: string;
  /** Null when there is no such vault in the caller's organization. */
  vault: VaultFacts | null;
  policies: PolicyRule[];
  secret: SecretRow | null;
};

/** What is asked for; `version` null means the newest one that is not disabled. */
export type SecretAddress = { vault_id: string; path: string; version: number | null };

// A value this small adds no measurable time to a request that will be denied.
const INLINE_BYTES = 16_384;

/** Columns over the principal's row `p` (id, org_id) and parameters at the given places; see `PREFETCH_JOINS`. */
export const prefetchColumns = (principalType: PrincipalType) => `
  v.id as v_id, v.org_id as v_org_id, v.created_by as v_created_by, v.created_by_type as v_created_by_type,
  v.kek_version as v_kek_version, v.cmek_fingerprint as v_cmek_fingerprint, v.mpc_custody as v_mpc_custody,
  (select json_agg(json_build_object('id', r.id, 'secret_path_pattern', r.secret_path_pattern,
      'permissions', r.permissions, 'conditions', r.conditions, 'expires_at', r.expires_at))
    from policies r where r.vault_id = v.id and r.principal_type = '${principalType}' and r.principal_id = p.id) as v_policies,
  s.id as s_id, s.path as s_path, s.deleted_at as s_deleted_at,
  sv.version as sv_version, sv.type as sv_type, sv.cmek as sv_cmek, sv.metadata as sv_metadata,
  sv.cmek_fingerprint as sv_cmek_fingerprint, sv.mpc as sv_mpc,
  sv.expires_at as sv_expires_at, sv.max_access_count as sv_max_access_count, sv.access_count as sv_access_count,
  case when octet_length(sv.blob) <= ${INLINE_BYTES} then sv.blob end as sv_blob,
  sv.created_by as sv_created_by, sv.created_at as sv_created_at, sv.disabled_at as sv_disabled_at,
  sv.deleted_at as sv_deleted_at, k.kek_id as k_kek_id, k.version as k_version, k.material as k_material`;

/** Joins over `p`; `first` is the number of the first of three parameters: vault id, path, version or null. */
export const prefetchJoins = (first: number) =>
  prefetchJoinsOn({ vault_id: `$${first}`, path: `$${first + 1}`, version: `$${first + 2}` });

/** The same joins over `p` with any SQL expressions for vault id, path, and version or null. */
export const prefetchJoinsOn = (address: Record<keyof SecretAddress, string>) => `
  left join vaults v on v.id = ${address.vault_id} and v.org_id = p.org_id and v.deleted_at is null
  left join secrets s on s.vault_id = v.id and s.path = ${address.path}
  left join secret_versions sv on sv.secret_id = s.id and sv.version = coalesce(${address.version}::int, s.current_version, s.latest_version)
  left join vault_keks k on k.vault_id = v.id and k.version = sv.kek_version`;

/** A row of a statement with `prefetchColumns`; nullable throughout because every join is a left one. */
export type PrefetchRow = {
  v_id: string | null;
  v_org_id: string;
  v_created_by: string;
  v_created_by_type: PrincipalType;
  v_kek_version: number;
  v_cmek_fingerprint: string | null;
  v_mpc_custody: string | null;
  v_policies: (Omit<PolicyRule, "expires_at"> & { expires_at: string | null })[] | null;
  s_id: string | null;
  s_path: string;
  s_deleted_at: Date | null;
  sv_version: number | null;
  sv_type: string;
  sv_cmek: boolean;
  sv_cmek_fingerprint: string | null;
  sv_mpc: boolean;
  sv_metadata: Record<string, unknown>;
  sv_expires_at: Date | null;
  sv_max_access_count: number | null;
  sv_access_count: number;
  sv_blob: Buffer | null;
  sv_created_by: string;
  sv_created_at: Date;
  sv_disabled_at: Date | null;
  sv_deleted_at: Date | null;
  k_kek_id: string;
  k_version: number;
  k_material: Buffer;
};

export function prefetched(
  row: PrefetchRow,
  address: SecretAddress,
  principal: { type: PrincipalType; id: string },
): PrefetchedSecret {
  return {
    vault_id: address.vault_id,
    path: address.path,
    vault: row.v_id
      ? {
          id: row.v_id,
          org_id: row.v_org_id,
          created_by: row.v_created_by,
          created_by_type: row.v_created_by_type,
          kek_version: row.v_kek_version,
          cmek_fingerprint: row.v_cmek_fingerprint,
          mpc_custody: row.v_mpc_custody,
        }
      : null,
    policies: (row.v_policies ?? []).map((policy) => ({
      ...policy,
      principal_type: principal.type,
      principal_id: principal.id,
      expires_at: policy.expires_at ? new Date(policy.expires_at) : null,
    })),
    secret: row.s_id
      ? { id: row.s_id, path: row.s_path, deleted_at: row.s_deleted_at, version: versionOf(row) }
      : null,
  };
}

function versionOf(row: PrefetchRow): VersionRow | null {
  if (row.sv_version === null || !row.v_id) return null;
  return {
    version: row.sv_version,
    type: row.sv_type,
    cmek: row.sv_cmek,
    cmek_fingerprint: row.sv_cmek_fingerprint,
    mpc: row.sv_mpc,
    metadata: row.sv_metadata,
    expires_at: row.sv_expires_at,
    max_access_count: row.sv_max_access_count,
    access_count: row.sv_access_count,
    blob: row.sv_blob,
    created_by: row.sv_created_by,
    created_at: row.sv_created_at,
    disabled_at: row.sv_disabled_at,
    deleted_at: row.sv_deleted_at,
    kek: {
      org_id: row.v_org_id,
      vault_id: row.v_id,
      kek_id: row.k_kek_id,
      version: row.k_version,
      material: row.k_material,
    },
  };
}

// The wire contract of vaults.
import { z } from "zod";
import { line, PageQuery, PrincipalType, paragraph, Timestamp, Uuid } from "./fields.ts";

const MpcCustody = z.enum(["2-of-2", "2-of-3"]).meta({
  description: "Splits each new value's key: 2-of-2 between this server and you. 2-of-3 is not offered",
});

export const CreateVaultRequest = z
  .object({
    name: line(100),
    description: paragraph(1000).optional(),
    mpc_custody: MpcCustody.optional(),
  })
  .meta({ id: "CreateVaultRequest" });

export const VaultResponse = z
  .object({
    id: Uuid,
    name: z.string(),
    description: z.string(),
    created_by: Uuid,
    created_by_type: PrincipalType,
    created_at: Timestamp,
    cmek_enabled: z
      .boolean()
      .optional()
      .meta({ description: "The client encrypts; absent where it does not" }),
    cmek_fingerprint: z.string().optional().meta({ description: "Of the key new values come under" }),
    mpc_custody: z.string().optional().meta({ description: "Absent where values are not split" }),
    mpc_threshold: z.int().optional().meta({ description: "Shares that open a value" }),
    mpc_providers: z.array(z.string()).optional().meta({ description: "Who holds a share" }),
  })
  .meta({ id: "VaultResponse" });

export const EnableMpcRequest = z.object({ mpc_custody: MpcCustody }).meta({ id: "EnableMpcRequest" });

export const VaultListResponse = z
  .object({ vaults: z.array(VaultResponse) })
  .meta({ id: "VaultListResponse" });

export const UpdateVaultRequest = z
  .object({ name: line(100).optional(), description: paragraph(1000).optional() })
  .meta({ id: "UpdateVaultRequest" });

/** What a summary counts up to, of each kind in each vault. */
export const VAULT_COUNT_LIMIT = 1_000;

const count = (of: string) =>
  z
    .int()
    .min(0)
    .max(VAULT_COUNT_LIMIT + 1)
    .optional()
    .meta({ description: `${of}; ${VAULT_COUNT_LIMIT + 1} stands for more than ${VAULT_COUNT_LIMIT}` });

export const VaultSummary = z
  .object({
    vault_id: Uuid,
    secrets: count("Paths with a value"),
    policies: count("Policies, expired ones too"),
    agents: count("Active agents that a policy gives access now"),
    last_read_at: Timestamp.nullable().meta({
      description:
        "When a value was last read, to within seconds; null for never, and where you do not administer the vault",
    }),
  })
  .meta({ id: "VaultSummary", description: "The counts are left out where you do not administer the vault" });

export const VaultSummaryResponse = z
  .object({ vaults: z.array(VaultSummary) })
  .meta({ id: "VaultSummaryResponse" });

export const VaultParams = z.object({ vault_id: Uuid });
export const VaultListQuery = z.object(PageQuery);

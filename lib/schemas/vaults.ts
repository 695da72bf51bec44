// The wire contract of vaults.
import { z } from "zod";
import { line, PageQuery, PrincipalType, paragraph, Timestamp, Uuid } from "./fields.ts";

export const CreateVaultRequest = z
  .object({ name: line(100), description: paragraph(1000).optional() })
  .meta({ id: "CreateVaultRequest" });

export const VaultResponse = z
  .object({
    id: Uuid,
    name: z.string(),
    description: z.string(),
    created_by: Uuid,
    created_by_type: PrincipalType,
    created_at: Timestamp,
  })
  .meta({ id: "VaultResponse" });

export const VaultListResponse = z
  .object({ vaults: z.array(VaultResponse) })
  .meta({ id: "VaultListResponse" });

export const VaultParams = z.object({ vault_id: Uuid });
export const VaultListQuery = z.object(PageQuery);

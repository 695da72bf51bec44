// The vault that the pages below this folder are about.
import { cache } from "react";
import { load } from "#app/load.ts";
import type { ApiSchemas } from "#sdk";
import { pageClient } from "#server/session.ts";

/** Asked once for each page; what cannot be found leads to the 404 page. */
export const vaultOf = cache(async (vault_id: string): Promise<ApiSchemas["VaultResponse"]> => {
  return load((await pageClient()).vault.get(vault_id));
});

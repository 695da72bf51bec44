// Vaults: the containers that secrets and policies belong to.
import type { components, operations } from "./api.ts";
import { cmekResource } from "./cmek-vaults.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Custody = Schemas["EnableMpcRequest"]["mpc_custody"];
type Page = operations["listVaults"]["parameters"]["query"];

/** `client.vault` */
export function vaultResource(http: Http) {
  const cmek = cmekResource(http);
  const list = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/vaults", { query }, options);
  return {
    /** Creates a vault with a key of its own. */
    create: (vault: Schemas["CreateVaultRequest"], options?: CallOptions) =>
      http.request("post", "/v1/vaults", { body: vault }, options),

    get: (vault_id: string, options?: CallOptions) =>
      http.request("get", "/v1/vaults/{vault_id}", { params: { vault_id } }, options),

    /** One page of the vaults you can reach; `meta.next_cursor` leads to the next. */
    list,

    /** What is in the vaults of the same page of `list`, in numbers. */
    summary: (query: Page = {}, options?: CallOptions) =>
      http.request("get", "/v1/vaults/summary", { query }, options),

    /** Changes name or description; what is left out stays. */
    update: (vault_id: string, changes: Schemas["UpdateVaultRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/vaults/{vault_id}", { params: { vault_id }, body: changes }, options),

    /** Every vault you can reach. @throws OneclawError when a page cannot be fetched */
    listAll: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => list({ ...query, cursor }, options),
        (page) => page.vaults,
      ),

    /** Splits the keys of new values between the server and you: writes answer a `client_share` that reads need. */
    enableMpc: (vault_id: string, custody: Custody | Schemas["EnableMpcRequest"], options?: CallOptions) => {
      const body = typeof custody === "string" ? { mpc_custody: custody } : custody;
      return http.request("post", "/v1/vaults/{vault_id}/mpc", { params: { vault_id }, body }, options);
    },

    /** `client.cmek.enable` under the name that existing callers use. */
    enableCmek: (
      vault_id: string,
      { fingerprint }: Pick<Schemas["EnableCmekRequest"], "fingerprint">,
      options?: CallOptions,
    ) => cmek.enable(vault_id, fingerprint, options),

    /** `client.cmek.disable` under the name that existing callers use. */
    disableCmek: cmek.disable,

    /** `client.cmek.rotateOnServer` as existing callers use it, with both keys in base64. */
    rotateCmek: (
      vault_id: string,
      old_key: string,
      new_key: string,
      new_fingerprint: string,
      options?: CallOptions,
    ) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/cmek-rotate",
        {
          params: { vault_id },
          headers: { "x-cmek-old-key": old_key, "x-cmek-new-key": new_key },
          body: { new_fingerprint },
        },
        options,
      ),

    /** `client.cmek.getRotation` under the name that existing callers use. */
    getRotationJobStatus: cmek.getRotation,

    /** Deletes a vault with all its secrets. */
    delete: (vault_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/vaults/{vault_id}", { params: { vault_id } }, options),
  };
}

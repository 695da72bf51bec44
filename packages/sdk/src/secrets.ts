// Secrets: values at paths of a vault, in versions. Values pass through and are kept nowhere.
import type { components, operations } from "./api.ts";
import type { OneclawResponse } from "./envelope.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Metadata = Schemas["SecretMetadataResponse"];
type Page = NonNullable<operations["listSecrets"]["parameters"]["query"]>;

type SearchQuery = NonNullable<operations["searchSecrets"]["parameters"]["query"]>;
type ExpiringQuery = NonNullable<operations["listExpiringSecrets"]["parameters"]["query"]>;

export type SetSecretOptions = Omit<Schemas["PutSecretRequest"], "value" | "secret_type">;

/** `clientShare`, or as existing callers say `client_share`: what the write answered, for values in split custody. */
export type ReadOptions = CallOptions & { clientShare?: string; client_share?: string };

/** `cmekFingerprint`: of the key you encrypted the value under; refused when the vault is under another by now. */
export type SetOptions = CallOptions & { cmekFingerprint?: string };

/** `client.secrets` */
export function secretsResource(http: Http) {
  const list = (vault_id: string, prefix: string | Page = {}, options?: CallOptions) => {
    const query = typeof prefix === "string" ? { prefix } : prefix;
    return http.request("get", "/v1/vaults/{vault_id}/secrets", { params: { vault_id }, query }, options);
  };
  const set = (
    vault_id: string,
    path: string,
    value: string,
    fields: SetSecretOptions = {},
    options: SetOptions = {},
  ) => {
    const headers = { "x-cmek-fingerprint": options.cmekFingerprint };
    const input = { params: { vault_id, path }, headers, body: { ...fields, value } };
    return http.request("put", "/v1/vaults/{vault_id}/secrets/{path}", input, options);
  };
  const listVersions = (vault_id: string, path: string, options?: CallOptions) =>
    http.request(
      "get",
      "/v1/vaults/{vault_id}/secret-versions/{path}",
      { params: { vault_id, path } },
      options,
    );
  const search = (query: SearchQuery, options?: CallOptions) =>
    http.request("get", "/v1/secrets/search", { query }, options);
  const expiring = (query: ExpiringQuery = {}, options?: CallOptions) =>
    http.request("get", "/v1/secrets/expiring", { query }, options);

  return {
    /** Stores a value as the next version; the answer tells about it without showing it. */
    set,

    /** The value, with what is known about it. */
    get: (vault_id: string, path: string, options: ReadOptions = {}) =>
      http.request(
        "get",
        "/v1/vaults/{vault_id}/secrets/{path}",
        { params: { vault_id, path }, headers: shareOf(options) },
        options,
      ),

    /** What is known about the version that `get` would show, without its value and without counting as a read. */
    async describe(
      vault_id: string,
      path: string,
      options?: CallOptions,
    ): Promise<OneclawResponse<Metadata>> {
      const answer = await listVersions(vault_id, path, options);
      if (answer.error) return answer;
      const { versions } = answer.data;
      const shown = versions.find((version) => !version.is_disabled) ?? versions[0];
      if (shown) return { ...answer, data: shown };
      const message = "This secret has no version that can be shown.";
      return { data: null, error: { type: "not_found", message }, meta: answer.meta };
    },

    /** One page of the paths you may read, those that start with `prefix`; `meta.next_cursor` leads to the next. */
    list,

    /** Every path you may read. @throws OneclawError when a page cannot be fetched */
    listAll: (vault_id: string, prefix: string | Page = {}, options?: CallOptions) => {
      const query = typeof prefix === "string" ? { prefix } : prefix;
      return everyItem(
        query.cursor,
        (cursor) => list(vault_id, { ...query, cursor }, options),
        (page) => page.secrets,
      );
    },

    /** Deletes a secret; a new value at its path brings it back. */
    delete: (vault_id: string, path: string, options?: CallOptions) =>
      http.request("delete", "/v1/vaults/{vault_id}/secrets/{path}", { params: { vault_id, path } }, options),

    /** Replaces the value by one of yours: `set` under the name that says why. */
    rotate: set,

    /** Replaces the value by one that the server generates and does not show. */
    rotateGenerate: (
      vault_id: string,
      path: string,
      rule: Schemas["RotateSecretRequest"] = {},
      options?: CallOptions,
    ) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/secret-rotate/{path}",
        { params: { vault_id, path }, body: rule },
        options,
      ),

    listVersions,

    /** The value of one version. */
    getVersion: (vault_id: string, path: string, version: number, options: ReadOptions = {}) =>
      http.request(
        "get",
        "/v1/vaults/{vault_id}/secret-version/{path}/{version}",
        { params: { vault_id, path, version }, headers: shareOf(options) },
        options,
      ),

    /** Makes the value of an older version the newest one; it does not leave the server. */
    rollback: (vault_id: string, path: string, version: number, options: ReadOptions = {}) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/secret-rollback/{path}/{version}",
        { params: { vault_id, path, version }, headers: shareOf(options) },
        options,
      ),

    /** Takes a deletion back, within 30 days. */
    undelete: (vault_id: string, path: string, options?: CallOptions) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/secret-undelete/{path}",
        { params: { vault_id, path } },
        options,
      ),

    /** Stores up to 1,000 secrets, all or none. */
    import: (vault_id: string, body: Schemas["SecretImportRequest"], options?: CallOptions) =>
      http.request("post", "/v1/vaults/{vault_id}/secret-import", { params: { vault_id }, body }, options),

    /** One page of what is found in paths and metadata; go on while there is a `meta.next_cursor`, also after an empty page. */
    search,

    /** Everything that is found in paths and metadata. @throws OneclawError when a page cannot be fetched */
    searchAll: (query: SearchQuery, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => search({ ...query, cursor }, options),
        (page) => page.secrets,
      ),

    /** One page of what expires within `days` (30 unless told otherwise), soonest first. */
    expiring,

    /** Everything that expires within `days`, soonest first. @throws OneclawError when a page cannot be fetched */
    expiringAll: (query: ExpiringQuery = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => expiring({ ...query, cursor }, options),
        (page) => page.secrets,
      ),

    /** Makes one version unreadable. */
    disableVersion: (vault_id: string, path: string, version: number, options?: CallOptions) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/secret-version-disable/{path}/{version}",
        { params: { vault_id, path, version } },
        options,
      ),
  };
}

function shareOf({ clientShare, client_share }: ReadOptions): { "x-client-share"?: string } {
  return { "x-client-share": clientShare ?? client_share };
}

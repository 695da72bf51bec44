// Sharing: a value lent to somebody, and sealed shares, which only sender and receiver can read.
import type { components, operations } from "./api.ts";
import { failure, type OneclawResponse } from "./envelope.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";
import { createSealedShare, openSealedShare, SealedShareError } from "./sealed-share.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listOutboundShares"]["parameters"]["query"]>;

export type SealOptions = Omit<Schemas["CreateSealedShareRequest"], "ciphertext" | "kdf"> & {
  /** Asked for when the share is opened; at least 8 characters. Tell it in another way than the link. */
  passphrase?: string;
};

/** `client.sharing` */
export function sharingResource(http: Http) {
  const listOutbound = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/shares/outbound", { query }, options);
  const listInbound = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/shares/inbound", { query }, options);
  const listSealed = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/sealed-shares", { query }, options);
  const fetchSealed = (sealed_share_id: string, options?: CallOptions) =>
    http.open("post", "/v1/sealed-shares/{sealed_share_id}/open", { params: { sealed_share_id } }, options);

  return {
    /** Lends a secret's value to somebody; `expires_at` is 24 hours from now when left out. */
    create: (secret_id: string, body: Schemas["CreateShareRequest"], options?: CallOptions) =>
      http.request("post", "/v1/secrets/{secret_id}/share", { params: { secret_id }, body }, options),

    /** The shared value; uses one view up. */
    access: (share_id: string, passphrase?: string, options?: CallOptions) => {
      const params = { share_id };
      if (passphrase === undefined) return http.request("get", "/v1/share/{share_id}", { params }, options);
      return http.request("post", "/v1/share/{share_id}/open", { params, body: { passphrase } }, options);
    },

    /** Takes a share back. */
    revoke: (share_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/share/{share_id}", { params: { share_id } }, options),

    /** One page of the shares you have made; `meta.next_cursor` leads to the next. */
    listOutbound,

    /** Every share you have made. @throws OneclawError when a page cannot be fetched */
    listAllOutbound: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listOutbound({ ...query, cursor }, options),
        (page) => page.shares,
      ),

    /** One page of the shares that are for you; `meta.next_cursor` leads to the next. */
    listInbound,

    /** Every share that is for you. @throws OneclawError when a page cannot be fetched */
    listAllInbound: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listInbound({ ...query, cursor }, options),
        (page) => page.shares,
      ),

    /** Accepts a share that is for you, which is needed before it can be opened. */
    accept: (share_id: string, options?: CallOptions) =>
      http.request("post", "/v1/shares/{share_id}/accept", { params: { share_id } }, options),

    /** Declines a share that is for you, for good. */
    decline: (share_id: string, options?: CallOptions) =>
      http.request("post", "/v1/shares/{share_id}/decline", { params: { share_id } }, options),

    /**
     * Encrypts a text here and keeps the ciphertext on the server. The key is in `url` behind the `#` and nowhere else.
     * @throws RangeError for a text of more than 64 KB, or a passphrase of fewer than 8 characters
     */
    async seal(
      text: string,
      { passphrase, ...fields }: SealOptions = {},
      options?: CallOptions,
    ): Promise<OneclawResponse<Schemas["SealedShareResponse"]>> {
      const { fragment, ...sealed } = await createSealedShare(
        text,
        passphrase === undefined ? {} : { passphrase },
      );
      const answer = await http.request(
        "post",
        "/v1/sealed-shares",
        { body: { ...fields, ...sealed } },
        options,
      );
      return answer.error
        ? answer
        : { ...answer, data: { ...answer.data, url: `${answer.data.url}#${fragment}` } };
    },

    /** The text behind the link of a sealed share; uses one view up, also when the passphrase turns out to be wrong. */
    async unseal(
      url: string,
      passphrase?: string,
      options?: CallOptions,
    ): Promise<OneclawResponse<{ text: string; views_left: number }>> {
      const [, id, fragment] = /\/sealed\/([0-9a-fA-F-]{36})#([\w-]+)$/.exec(url) ?? [];
      if (!id || !fragment)
        return refused("This is not the whole link of a sealed share: the key follows its #.");
      const answer = await fetchSealed(id, options);
      if (answer.error) return answer;
      const { views_left, ...sealed } = answer.data;
      try {
        return { ...answer, data: { text: await openSealedShare(sealed, fragment, passphrase), views_left } };
      } catch (error) {
        if (error instanceof SealedShareError) return refused(error.message);
        throw error;
      }
    },

    /** The ciphertext of a sealed share, to be opened with `openSealedShare` as often as it takes; uses one view up. */
    fetchSealed,

    /** One page of the sealed shares you have made; `meta.next_cursor` leads to the next. */
    listSealed,

    /** Every sealed share you have made. @throws OneclawError when a page cannot be fetched */
    listAllSealed: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listSealed({ ...query, cursor }, options),
        (page) => page.sealed_shares,
      ),

    /** Takes a sealed share back; the server drops its ciphertext at once. */
    revokeSealed: (sealed_share_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/sealed-shares/{sealed_share_id}", { params: { sealed_share_id } }, options),
  };
}

function refused(message: string): OneclawResponse<never> {
  return failure({ type: "validation_error", message, code: "sealed_share_refused" });
}

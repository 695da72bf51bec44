// Client-managed encryption of vaults: on, off, and from one key to the next. Keys stay in this process.
import type { components, operations } from "./api.ts";
import { cmek } from "./cmek.ts";
import type { OneclawResponse } from "./envelope.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Job = Schemas["CmekRotationJobResponse"];
type VersionsPage = Omit<operations["listCmekVersions"]["parameters"]["query"], "fingerprint">;
type SecretsPage = operations["listCmekRotationSecrets"]["parameters"]["query"];
type Entry = Schemas["PutCmekRotationSecretsRequest"]["entries"][number];

export type CmekRotation = {
  vault_id: string;
  /** 32 bytes each. */
  oldKey: Uint8Array;
  newKey: Uint8Array;
  /** Told after each batch. */
  onProgress?: (job: Job) => void;
  /** Stops between two calls; the rotation stays open, and calling again goes on from there. */
  signal?: AbortSignal;
};

/** What a batch holds at most: far below what a request may, so that JSON around the values never matters. */
const BATCH_CHARACTERS = 2_500_000;

/** `client.cmek` */
export function cmekResource(http: Http) {
  const start = (
    vault_id: string,
    keys: Schemas["StartCmekRotationRequest"],
    options?: CallOptions,
  ): Promise<OneclawResponse<Job>> =>
    http.request(
      "post",
      "/v1/vaults/{vault_id}/cmek-rotations",
      { params: { vault_id }, body: keys },
      options,
    );

  const listPending = (vault_id: string, job_id: string, query: SecretsPage = {}, options?: CallOptions) =>
    http.request(
      "get",
      "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/secrets",
      { params: { vault_id, job_id }, query },
      options,
    );

  const putPending = (vault_id: string, job_id: string, entries: Entry[], options?: CallOptions) =>
    http.request(
      "post",
      "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/secrets",
      { params: { vault_id, job_id }, body: { entries } },
      options,
    );

  const complete = (vault_id: string, job_id: string, options?: CallOptions) =>
    http.request(
      "post",
      "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/complete",
      { params: { vault_id, job_id } },
      options,
    );

  const listVersions = (
    vault_id: string,
    fingerprint: string,
    query: VersionsPage = {},
    options?: CallOptions,
  ) =>
    http.request(
      "get",
      "/v1/vaults/{vault_id}/cmek/versions",
      { params: { vault_id }, query: { ...query, fingerprint } },
      options,
    );

  return {
    /** Lets the vault take only values under the key with this fingerprint. */
    enable: (vault_id: string, fingerprint: string, options?: CallOptions) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/cmek",
        { params: { vault_id }, body: { fingerprint } },
        options,
      ),

    /** Lets the vault take values as they are again; what is under a key stays under it. */
    disable: (vault_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/vaults/{vault_id}/cmek", { params: { vault_id } }, options),

    /** One page of the versions that are not under this key, or under none. */
    listVersions,

    /** Every version that is not under this key. @throws OneclawError when a page cannot be fetched */
    listAllVersions: (vault_id: string, fingerprint: string, options?: CallOptions) =>
      everyItem(
        undefined,
        (cursor) => listVersions(vault_id, fingerprint, { cursor }, options),
        (page) => page.versions,
      ),

    /**
     * Puts everything that is under the old key under the new one, here: neither key leaves this process. Goes on where
     * a rotation between the two was interrupted, also beside another client that is at it.
     */
    async rotate({
      vault_id,
      oldKey,
      newKey,
      onProgress,
      signal,
    }: CmekRotation): Promise<OneclawResponse<Job>> {
      const options = signal ? { signal } : {};
      const [old_fingerprint, new_fingerprint] = await Promise.all([
        cmek.fingerprint(oldKey),
        cmek.fingerprint(newKey),
      ]);
      const begun = await start(vault_id, { old_fingerprint, new_fingerprint }, options);
      if (begun.error) return begun;
      const job_id = begun.data.id;
      let cursor: string | undefined;
      do {
        const page = await listPending(vault_id, job_id, { cursor }, options);
        if (page.error) return isOver(page) ? complete(vault_id, job_id, options) : page;
        const entries = await reencrypted(page.data.secrets, oldKey, newKey);
        for (const batch of batches(entries)) {
          const answer = await putPending(vault_id, job_id, batch, options);
          if (answer.error) return isOver(answer) ? complete(vault_id, job_id, options) : answer;
          onProgress?.(answer.data.job);
        }
        cursor = page.meta.next_cursor;
      } while (cursor !== undefined);
      return complete(vault_id, job_id, options);
    },

    /** Begins a rotation, or gives the open one between the same keys; `rotate` does all of it. */
    startRotation: start,

    /** One page of what is under the old key, as it is stored. */
    listRotationSecrets: listPending,

    /** Sends versions under the new key. */
    putRotationSecrets: putPending,

    /** Ends a rotation of which nothing is left. */
    completeRotation: complete,

    /** Gives up a rotation, also one on the server; a new one between the same keys goes on from there. */
    abandonRotation: (vault_id: string, job_id: string, options?: CallOptions) =>
      http.request(
        "delete",
        "/v1/vaults/{vault_id}/cmek-rotations/{job_id}",
        { params: { vault_id, job_id } },
        options,
      ),

    /** How far a rotation is. */
    getRotation: (vault_id: string, job_id: string, options?: CallOptions) =>
      http.request(
        "get",
        "/v1/vaults/{vault_id}/cmek-rotate/{job_id}",
        { params: { vault_id, job_id } },
        options,
      ),

    /** Hands both keys to the server, which rotates by itself where its operator allows that. `rotate` needs no such trust. */
    async rotateOnServer(
      vault_id: string,
      { oldKey, newKey }: { oldKey: Uint8Array; newKey: Uint8Array },
      options?: CallOptions,
    ): Promise<OneclawResponse<Job>> {
      const headers = {
        "x-cmek-old-key": cmek.toBase64(oldKey),
        "x-cmek-new-key": cmek.toBase64(newKey),
      };
      const body = { new_fingerprint: await cmek.fingerprint(newKey) };
      const input = { params: { vault_id }, headers, body };
      return http.request("post", "/v1/vaults/{vault_id}/cmek-rotate", input, options);
    },
  };
}

/** Another client may have completed the same rotation meanwhile. */
function isOver(answer: OneclawResponse<unknown>): boolean {
  return answer.error?.code === "cmek_rotation_over";
}

/** Those of the values that open with the old key; of the others the server says in the end that they are left. */
async function reencrypted(
  secrets: Schemas["CmekRotationSecretsResponse"]["secrets"],
  oldKey: Uint8Array,
  newKey: Uint8Array,
): Promise<Entry[]> {
  const [from, to] = await Promise.all([cmek.importKey(oldKey), cmek.importKey(newKey)]);
  const made = await Promise.allSettled(
    secrets.map(async (secret) => ({
      ...secret,
      value: await cmek.seal(to, await cmek.open(from, secret.value)),
    })),
  );
  return made.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

function* batches(entries: readonly Entry[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let characters = 0;
  for (const entry of entries) {
    if (batch.length > 0 && characters + entry.value.length > BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(entry);
    characters += entry.value.length;
  }
  if (batch.length > 0) yield batch;
}

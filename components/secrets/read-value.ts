// The one way to a value in the browser: asked for on somebody's click, opened here where the customer holds the key.
// Must never keep a value: it is handed to the caller, who drops it.
import { api } from "#components/api/client.ts";
import { hasKey, KeyMissingError, openValue } from "#components/cmek/vault-key.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { CmekOpenError } from "#sdk";

export type Read =
  | { value: string; version: number }
  | { needs: "key"; fingerprint: string | undefined }
  | { needs: "share"; problem: string }
  | { problem: string };

type Asked = {
  path: string;
  /** Null for the newest one. */
  version: number | null;
  /** The reads are counted, so none may be spent on a value that could not be opened. */
  limited: boolean;
  clientShare: string | undefined;
};

const SHARE_MISSING =
  "This value is in split custody. Its share is sent with the read and kept until you close the secret.";

/** Reads one value, or says what is missing. The server records it on the audit log. */
export async function readValue(vault: Vault, { path, version, limited, clientShare }: Asked): Promise<Read> {
  if (limited && vault.cmek_enabled && !hasKey(vault))
    return { needs: "key", fingerprint: vault.cmek_fingerprint };
  const options = clientShare === undefined ? {} : { clientShare };
  const { secrets } = api();
  const answer =
    version === null
      ? await secrets.get(vault.id, path, options)
      : await secrets.getVersion(vault.id, path, version, options);
  if (answer.error) {
    const { code, message } = answer.error;
    const asksForShare = code === "client_share_missing" || code === "client_share_wrong";
    if (!asksForShare) return { problem: message };
    return { needs: "share", problem: code === "client_share_wrong" ? message : SHARE_MISSING };
  }
  const { value, cmek_encrypted } = answer.data;
  if (!cmek_encrypted) return { value, version: answer.data.version };
  const fingerprint = answer.meta.cmek_fingerprint;
  try {
    return { value: await openValue(vault, value, fingerprint), version: answer.data.version };
  } catch (error) {
    if (error instanceof KeyMissingError) return { needs: "key", fingerprint };
    if (error instanceof CmekOpenError) return { problem: "The loaded key does not open this value." };
    throw error;
  }
}

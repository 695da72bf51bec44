// The one way from a form to a new version: sealed here where the customer holds the key.
import { api } from "#components/api/client.ts";
import { KeyMissingError, sealValue } from "#components/cmek/vault-key.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import type { ApiSchemas, OneclawResponse } from "#sdk";

type Body = ApiSchemas["PutSecretRequest"];
type Created = ApiSchemas["SecretCreatedResponse"];

/** The answer of the server, or null where the vault's key must be loaded first. */
export async function writeValue(
  vault: Vault,
  path: string,
  { value, ...fields }: Body,
): Promise<OneclawResponse<Created> | null> {
  if (!vault.cmek_enabled) return api().secrets.set(vault.id, path, value, fields);
  try {
    const sealed = await sealValue(vault, value);
    const options = vault.cmek_fingerprint ? { cmekFingerprint: vault.cmek_fingerprint } : {};
    return await api().secrets.set(vault.id, path, sealed, fields, options);
  } catch (error) {
    if (error instanceof KeyMissingError) return null;
    throw error;
  }
}

// The one way from the form to an answered request: sealed here where the customer holds the key.
import { api } from "#components/api/client.ts";
import { KeyMissingError, sealValue } from "#components/cmek/vault-key.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import type { ApiSchemas, OneclawResponse } from "#sdk";

type Body = ApiSchemas["FulfilSecretRequestRequest"];
type Fulfilled = ApiSchemas["SecretRequestFulfilledResponse"];

/** The answer of the server, or null where the vault's key must be loaded first. */
export async function fulfilValue(
  vault: Vault,
  id: string,
  { value, ...fields }: Body,
): Promise<OneclawResponse<Fulfilled> | null> {
  const { secretRequests } = api();
  if (!vault.cmek_enabled) return secretRequests.fulfil(id, { ...fields, value });
  try {
    const sealed = await sealValue(vault, value);
    const options = vault.cmek_fingerprint ? { cmekFingerprint: vault.cmek_fingerprint } : {};
    return await secretRequests.fulfil(id, { ...fields, value: sealed }, options);
  } catch (error) {
    if (error instanceof KeyMissingError) return null;
    throw error;
  }
}

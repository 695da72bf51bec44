// Reads the secret's address from raw path parameters, for loading it together with the principal.
// Says null where anything is odd: validation, which comes later, will name what is wrong.
import { isSecretPath } from "#lib/secret-path.ts";
import type { SecretAddress } from "#server/secrets/prefetch.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VERSION = /^[1-9]\d{0,8}$/;

export function addressOf(params: Record<string, string>): SecretAddress | null {
  const vault_id = params.vault_id?.toLowerCase() ?? "";
  const path = params.path ?? "";
  if (!UUID.test(vault_id) || !isSecretPath(path)) return null;
  if (params.version !== undefined && !VERSION.test(params.version)) return null;
  return { vault_id, path, version: params.version === undefined ? null : Number(params.version) };
}

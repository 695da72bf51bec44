// The operator's commands about keys.
import { transaction } from "#db/client.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import { rotateSigningKey } from "#server/auth/signing-keys.ts";
import type { Runtime } from "#server/runtime.ts";
import { rotateKek } from "#server/vaults/rotate-kek.ts";
import { CommandError, EXIT, print, tell } from "./terminal.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Rotates the key of one vault; exit code 1 when a stored value is damaged. */
export async function rotateVaultKey(runtime: Runtime, vault_id: string): Promise<number> {
  if (!UUID.test(vault_id)) throw new CommandError(`"${vault_id}" is not the id of a vault.`);
  const rotation = await rotateKek(runtime, vault_id.toLowerCase(), {
    onProgress: ({ rewrapped, remaining }) => tell(`${rewrapped} rewrapped, ${remaining} to go`),
  });
  const { from_version, to_version, rewrapped, damaged, resumed } = rotation;
  print(
    resumed
      ? `Finished the rotation from key version ${from_version} to ${to_version}; ${rewrapped} secret versions rewrapped now. Run it again for a new key version.`
      : `Rotated from key version ${from_version} to ${to_version}; ${rewrapped} secret versions rewrapped.`,
  );
  if (damaged === 0) return EXIT.done;
  print(
    `${damaged} secret versions failed their integrity check and were left alone; the audit log names them (crypto.integrity_failure).`,
  );
  return EXIT.failed;
}

/** Makes the next key for tokens; it is published now and signs from tomorrow on. */
export async function rotateTokenKey(runtime: Runtime): Promise<number> {
  const kid = await rotateSigningKey(runtime.db, runtime.kms, "jwt");
  await transaction(runtime.db, null, (trx) =>
    record(trx, null, {
      org_id: SYSTEM_ORG,
      actor: { type: "system", id: null },
      action: "signing_key.rotate",
      resource: { type: "signing_key", id: kid },
    }),
  );
  print(
    `Made signing key ${kid}. It is published within a minute, signs in 24 hours, and the key before it ends a day later.`,
  );
  return EXIT.done;
}

// In which form a vault takes a value: as it is, encrypted by the client (CMEK), or split between server and client (MPC).
// Must never let a value into a vault whose client encrypts without the form of an encrypted one.
import { isCmekBlob } from "#lib/schemas/cmek.ts";
import { MAX_BODY_BYTES } from "#server/api/steps/read-body.ts";
import { type SecretHeader, seal } from "#server/crypto/envelope.ts";
import { sealSplit } from "#server/crypto/mpc.ts";
import { Problem } from "#server/errors.ts";
import type { KekRef, Kms } from "#server/ports/kms/kms.ts";
import type { VaultFacts } from "./prefetch.ts";

/** Where a value comes from. */
export type Origin = {
  /** The server made it, so that it cannot be under a key of the client's. */
  is_generated?: boolean;
  /** The key that the client says, or the stored version says, it is under; undefined when nobody says. */
  cmek_fingerprint?: string | null | undefined;
};

export type Custody = { cmek_fingerprint: string | null; mpc: boolean };

// A rotation sends a value back with its path around it, in a body no larger than that of the write.
const MAX_BLOB_CHARACTERS = MAX_BODY_BYTES - 4096;

/**
 * The form in which the vault takes this value.
 * @throws Problem `client_encryption_needed` | `cmek_fingerprint_mismatch` | `cmek_format` | `body_too_large`
 */
export function custodyFor(
  vault: Pick<VaultFacts, "cmek_fingerprint" | "mpc_custody">,
  value: string,
  { is_generated, cmek_fingerprint: named }: Origin,
): Custody {
  const { cmek_fingerprint, mpc_custody } = vault;
  if (cmek_fingerprint !== null) {
    if (is_generated || named === null) throw encryptionNeeded();
    if (named !== undefined && named !== cmek_fingerprint) throw otherKey(cmek_fingerprint);
    requireBlob(value);
  } else if (typeof named === "string") {
    throw otherKey(null);
  }
  return { cmek_fingerprint, mpc: mpc_custody !== null };
}

function requireBlob(value: string): void {
  if (!isCmekBlob(value)) {
    const why = "must be the base64 of a value encrypted under the vault's client key (format v1)";
    throw new Problem("cmek_format", {
      detail: `value: ${why}. Nothing was stored.`,
      fields: { value: why },
    });
  }
  if (value.length > MAX_BLOB_CHARACTERS) {
    throw new Problem("body_too_large", {
      detail: `An encrypted value may be ${MAX_BLOB_CHARACTERS} characters at most, so that it can be rotated.`,
    });
  }
}

function encryptionNeeded(): Problem {
  return new Problem("client_encryption_needed", {
    detail:
      "Values of this vault are encrypted by the client, and the server has no key to do it with. Put a value instead.",
  });
}

function otherKey(current: string | null): Problem {
  return new Problem("cmek_fingerprint_mismatch", {
    detail: current
      ? `New values of this vault come under the key with the fingerprint ${current}.`
      : "This vault takes values as they are: client-side encryption is off.",
  });
}

/** Seals a value in its custody; `client_share` is the half of a split value that exists nowhere else. */
export async function sealIn(
  kms: Kms,
  kek: KekRef,
  custody: Custody,
  row: Omit<SecretHeader, "cmek" | "mpc">,
  value: string,
): Promise<{ blob: Buffer; client_share: string | null }> {
  const header: SecretHeader = { ...row, cmek: custody.cmek_fingerprint !== null, mpc: custody.mpc };
  const plaintext = Buffer.from(value, "utf8");
  const split = custody.mpc ? sealSplit(header, plaintext) : null;
  try {
    const blob = await seal(kms, kek, header, split?.stored ?? plaintext);
    return { blob, client_share: split?.client_share.toString("base64") ?? null };
  } finally {
    plaintext.fill(0);
    split?.stored.fill(0);
    split?.client_share.fill(0);
  }
}

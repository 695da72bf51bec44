// The port to whatever holds the keys: keyd (local, PKCS#11) or Cloud KMS. Owns the interface and its errors.
// Nothing here may hold key material; a KEK never crosses this interface in the clear.

export type KmsProvider = "local" | "gcp" | "pkcs11";

/** Names one version of a vault's key encryption key. Ids are lower-case UUID strings. */
export type KekId = { org_id: string; vault_id: string; kek_id: string; version: number };

/** A KEK version as stored: `material` is opaque to everyone but the provider that made it
 *  (local: the KEK wrapped under the root; gcp: a crypto key version name in UTF-8; pkcs11: the object's CKA_ID). */
export type KekRef = KekId & { material: Uint8Array };

/** An Ed25519 signing key as stored: `material` is opaque to everyone but the provider that made it. */
export type SigningKeyRef = { kid: string; material: Uint8Array };

/** Each purpose has its own HKDF-derived key; no key has two uses. */
export type MacPurpose =
  | "apikey"
  | "pw-pepper"
  | "recovery"
  | "opaque-token"
  | "log-pseudonym"
  | "totp"
  | "outbox"
  | "webhook"
  | "root-check";

export type KmsHealth = {
  status: "ok" | "degraded" | "unavailable";
  protection_level: "software" | "hsm";
};

export interface Kms {
  readonly provider: KmsProvider;
  /** Makes the KEK named by `id` and returns the material to store beside it. */
  createKek(id: KekId): Promise<Uint8Array>;
  /** Wraps a 32-byte DEK; `aad` (already length-prefixed by the caller) must be given again to unwrap. */
  wrap(kek: KekRef, dek: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
  /** @throws KmsError `kms_integrity` when the wrapped key or the AAD is not what was wrapped */
  unwrap(kek: KekRef, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
  /** Unwraps under `from` and wraps under `to`; the DEK does not leave the provider where it can avoid it. */
  rewrap(
    from: KekRef,
    to: KekRef,
    wrapped: Uint8Array,
    fromAad: Uint8Array,
    toAad: Uint8Array,
  ): Promise<Uint8Array>;
  /** Ends a KEK version for good (gcp: schedules destruction; local: nothing to do, the row is deleted). */
  destroyKek(kek: KekRef): Promise<void>;
  /** Makes an Ed25519 key and returns its material and the raw 32-byte public key. */
  createSigningKey(kid: string): Promise<{ material: Uint8Array; public_key: Uint8Array }>;
  /** Ed25519 signature (RFC 8032) of `bytes`, 64 bytes. */
  sign(key: SigningKeyRef, bytes: Uint8Array): Promise<Uint8Array>;
  /** HMAC-SHA256 under the purpose's own key, 32 bytes. */
  mac(purpose: MacPurpose, data: Uint8Array): Promise<Uint8Array>;
  health(): Promise<KmsHealth>;
  close(): Promise<void>;
}

export type KmsErrorCode =
  /** Cannot be reached, timed out, overloaded: the same call may succeed later. */
  | "kms_unavailable"
  /** This key is disabled, destroyed or forbidden: other keys are not affected. */
  | "kms_key_unavailable"
  /** Ciphertext, AAD or checksum do not belong together. */
  | "kms_integrity";

export class KmsError extends Error {
  readonly code: KmsErrorCode;
  constructor(code: KmsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "KmsError";
    this.code = code;
  }
}

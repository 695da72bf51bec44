// Owns the secret envelope v1: one fresh data key (DEK) for every version, bound to everything its row says about it.
// Must never keep a DEK or a plaintext, and must never say which check a blob failed.
// Frozen: the AAD items (`headerAad`), the wrap AAD and the byte layout; testdata/envelope.json holds them.
import { createSecretKey, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { type KekRef, type Kms, KmsError } from "#server/ports/kms/kms.ts";
import { AEAD_OVERHEAD, openBox, sealBox } from "./aead.ts";
import { lp, uuidBytes } from "./lp.ts";

/** What the row says about the value; a change of any of it makes the value refuse to open. */
export type SecretHeader = {
  org_id: string;
  vault_id: string;
  secret_id: string;
  path: string;
  version: number;
  type: string;
  cmek: boolean;
  expires_at: Date | null;
  max_access_count: number | null;
  /** What is sealed is the server's part of a value in split custody (crypto/mpc.ts), not the value. */
  mpc?: boolean;
};

/** The parts of blob = 0x01 | alg | kek_id 16 | kek_version u32 | u16 length | wdek | COM 32 | iv 12 | ct | tag 16. */
export type Blob = {
  alg: number;
  kek_id: string;
  kek_version: number;
  wdek: Buffer;
  commitment: Buffer;
  /** iv 12 | ciphertext | tag 16 */
  box: Buffer;
};

/** A value key whose commitment held; `decrypt` or `wipe` must be its end. */
export type UnwrappedDek = {
  readonly value_key: Buffer;
  /** What it was unwrapped for, so that opening just that does not work it out again. */
  readonly of: { header: SecretHeader; blob: Uint8Array; aad: Buffer; box: Buffer };
};

/** Finds the stored KEK version that a blob names; nothing found means that the blob is not ours. */
export type KekLookup = (kek_id: string, version: number) => KekRef | null | undefined;

/** The stored value and its row do not belong together, or bytes were changed; answered as 500 `integrity_failure`. */
export class IntegrityFailure extends Error {
  readonly code = "integrity_failure";
  constructor() {
    super("the stored value failed its integrity check");
    this.name = "IntegrityFailure";
  }
}

const FORMAT = 0x01;
const ALG_AES_256_GCM = 0x01;
/** The same encryption; the plaintext is the server's part of a split value. */
const ALG_AES_256_GCM_SPLIT = 0x02;
const DEK_BYTES = 32;
const COMMITMENT_BYTES = 32;
const FIXED_HEAD_BYTES = 24;
const WDEK_MAX_BYTES = 0xffff;
const KEK_VERSION_MAX = 0xffff_ffff;

/**
 * The blob of one secret version under a DEK that is used once; only the same header opens it again.
 * @throws TypeError when the KEK is not of the header's vault; KmsError as `Kms.wrap`
 */
export async function seal(
  kms: Kms,
  kek: KekRef,
  header: SecretHeader,
  plaintext: Uint8Array,
): Promise<Buffer> {
  if (!ownsHeader(kek, header)) throw new TypeError("the KEK belongs to another vault");
  const aad = headerAad(header);
  const dek = randomBytes(DEK_BYTES);
  let keys: DerivedKeys | null = null;
  try {
    keys = deriveKeys(dek, aad);
    const box = sealBox(keys.value_key, plaintext, aad);
    const wdek = await kms.wrap(kek, dek, wrapAad(aad, kek));
    return formatBlob(algOf(header), kek, wdek, keys.commitment, box);
  } finally {
    dek.fill(0);
    keys?.value_key.fill(0);
  }
}

/**
 * The key that opens the blob, after the KMS, the AAD and the key commitment agreed.
 * @throws IntegrityFailure for a blob that is not this header's; KmsError when the KMS cannot be used
 */
export async function unwrapDek(
  kms: Kms,
  kekFor: KekLookup,
  header: SecretHeader,
  blob: Uint8Array,
): Promise<UnwrappedDek> {
  const parsed = parseBlob(blob);
  const kek = kekFor(parsed.kek_id, parsed.kek_version);
  if (!kek || !isKekOf(kek, parsed) || !ownsHeader(kek, header)) throw new IntegrityFailure();
  if (parsed.alg !== algOf(header)) throw new IntegrityFailure();
  const aad = checkedHeaderAad(header);
  const dek = await integrity(kms.unwrap(kek, parsed.wdek, wrapAad(aad, kek)));
  try {
    if (dek.length !== DEK_BYTES) throw new IntegrityFailure();
    const keys = deriveKeys(dek, aad);
    if (!timingSafeEqual(keys.commitment, parsed.commitment)) {
      keys.value_key.fill(0);
      throw new IntegrityFailure();
    }
    return { value_key: keys.value_key, of: { header, blob, aad, box: parsed.box } };
  } finally {
    dek.fill(0);
  }
}

/**
 * The plaintext; the key is wiped whatever happens, so it opens one value once.
 * @throws IntegrityFailure when the blob was changed or is another one
 */
export function decrypt(dek: UnwrappedDek, header: SecretHeader, blob: Uint8Array): Buffer {
  try {
    const isSame = dek.of.header === header && dek.of.blob === blob;
    const { aad, box } = isSame ? dek.of : { aad: checkedHeaderAad(header), box: parseBlob(blob).box };
    const plaintext = openBox(dek.value_key, box, aad);
    if (!plaintext) throw new IntegrityFailure();
    return plaintext;
  } finally {
    wipe(dek);
  }
}

/** Ends a key that will not be used, because the access could not be recorded. */
export function wipe(dek: UnwrappedDek): void {
  dek.value_key.fill(0);
}

/**
 * The same value under another KEK version: kek_id, kek_version and wdek are replaced, every other byte stays,
 * and the result was unwrapped once before it is given back.
 * @throws IntegrityFailure when the blob is not `from`'s or not this header's; KmsError when the KMS cannot be used
 */
export async function rewrapBlob(
  kms: Kms,
  from: KekRef,
  to: KekRef,
  header: SecretHeader,
  blob: Uint8Array,
): Promise<Buffer> {
  if (!ownsHeader(to, header)) throw new TypeError("the KEK belongs to another vault");
  const parsed = parseBlob(blob);
  if (!isKekOf(from, parsed) || !ownsHeader(from, header)) throw new IntegrityFailure();
  const aad = checkedHeaderAad(header);
  const wdek = await integrity(kms.rewrap(from, to, parsed.wdek, wrapAad(aad, from), wrapAad(aad, to)));
  const rewrapped = formatBlob(parsed.alg, to, wdek, parsed.commitment, parsed.box);
  wipe(await unwrapDek(kms, () => to, header, rewrapped));
  return rewrapped;
}

/**
 * The parts of a blob, as views on its bytes; nothing is verified but the layout.
 * @throws IntegrityFailure when the layout is not that of v1
 */
export function parseBlob(blob: Uint8Array): Blob {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.length);
  const alg = bytes[1];
  if (bytes.length < FIXED_HEAD_BYTES || bytes[0] !== FORMAT) throw new IntegrityFailure();
  if (alg !== ALG_AES_256_GCM && alg !== ALG_AES_256_GCM_SPLIT) throw new IntegrityFailure();
  const commitmentStart = FIXED_HEAD_BYTES + bytes.readUInt16BE(22);
  const boxStart = commitmentStart + COMMITMENT_BYTES;
  if (commitmentStart === FIXED_HEAD_BYTES || bytes.length < boxStart + AEAD_OVERHEAD) {
    throw new IntegrityFailure();
  }
  return {
    alg,
    kek_id: uuidText(bytes.subarray(2, 18)),
    kek_version: bytes.readUInt32BE(18),
    wdek: bytes.subarray(FIXED_HEAD_BYTES, commitmentStart),
    commitment: bytes.subarray(commitmentStart, boxStart),
    box: bytes.subarray(boxStart),
  };
}

/**
 * The frozen encoding: ids as 16 bytes, path and type as UTF-8, version as u64, cmek as one byte 0 or 1, expires_at as
 * ISO 8601 UTC with milliseconds or "", max_access_count as u64 or "", alg as one byte.
 */
export function headerAad(header: SecretHeader): Buffer {
  return lp(
    "1claw/secret/v1",
    uuidBytes(header.org_id),
    uuidBytes(header.vault_id),
    uuidBytes(header.secret_id),
    header.path,
    header.version,
    header.type,
    Uint8Array.of(header.cmek ? 1 : 0),
    header.expires_at ? header.expires_at.toISOString() : "",
    header.max_access_count ?? "",
    Uint8Array.of(algOf(header)),
  );
}

function algOf({ mpc }: SecretHeader): number {
  return mpc ? ALG_AES_256_GCM_SPLIT : ALG_AES_256_GCM;
}

function checkedHeaderAad(header: SecretHeader): Buffer {
  try {
    return headerAad(header);
  } catch {
    throw new IntegrityFailure();
  }
}

function wrapAad(aad: Buffer, kek: KekRef): Buffer {
  return lp("1claw/wrap/v1", sha256(aad), uuidBytes(kek.kek_id), kek.version);
}

type DerivedKeys = { value_key: Buffer; commitment: Buffer };

function deriveKeys(dek: Uint8Array, aad: Buffer): DerivedKeys {
  const derived = Buffer.from(hkdfSync("sha256", createSecretKey(dek), sha256(aad), "1claw/dek/v1", 64));
  return { value_key: derived.subarray(0, 32), commitment: derived.subarray(32) };
}

function formatBlob(
  alg: number,
  kek: KekRef,
  wdek: Uint8Array,
  commitment: Uint8Array,
  box: Uint8Array,
): Buffer {
  if (wdek.length === 0 || wdek.length > WDEK_MAX_BYTES) throw new RangeError("the wrapped DEK does not fit");
  if (kek.version > KEK_VERSION_MAX) throw new RangeError("the KEK version does not fit in 32 bits");
  const head = Buffer.alloc(FIXED_HEAD_BYTES);
  head[0] = FORMAT;
  head[1] = alg;
  uuidBytes(kek.kek_id).copy(head, 2);
  head.writeUInt32BE(kek.version, 18);
  head.writeUInt16BE(wdek.length, 22);
  return Buffer.concat([head, wdek, commitment, box]);
}

function isKekOf(kek: KekRef, parsed: Blob): boolean {
  return kek.kek_id.toLowerCase() === parsed.kek_id && kek.version === parsed.kek_version;
}

function ownsHeader(kek: KekRef, header: SecretHeader): boolean {
  return kek.org_id === header.org_id && kek.vault_id === header.vault_id;
}

async function integrity(wrapped: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await wrapped;
  } catch (error) {
    if (error instanceof KmsError && error.code === "kms_integrity") throw new IntegrityFailure();
    throw error;
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return hash("sha256", bytes, "buffer");
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return groups.join("-");
}

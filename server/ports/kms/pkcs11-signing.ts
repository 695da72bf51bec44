// Owns Ed25519 signing keys under PKCS#11: key pairs in the token, or wrapped under the root where it has no EdDSA.
// Must never take a key of one kind or kid for another.
import { createHash } from "node:crypto";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import { type Kms, KmsError, type SigningKeyRef } from "./kms.ts";
import { MissingObject, returnValue, type Token, type TokenSession } from "./pkcs11-token.ts";

/** PKCS#11 3.0; pkcs11js knows 2.40 only. */
const CKM_EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
const CKM_EDDSA = 0x1057;
const CKK_EC_EDWARDS = 0x40;

/** The two ways to name the curve in CKA_EC_PARAMS: as object identifier (RFC 8410) and as PrintableString. */
const CURVE_NAMES = [
  Buffer.from("06032b6570", "hex"),
  Buffer.concat([Buffer.from([0x13, 12]), Buffer.from("edwards25519")]),
];

/** First byte of the material. */
const IN_TOKEN = 1;
const UNDER_ROOT = 2;
const PUBLIC_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** `rooted` makes and uses the keys where the token cannot. */
export function createTokenSigner(
  token: Token,
  rooted: Pick<Kms, "createSigningKey" | "sign">,
  deployment_id: string,
): Pick<Kms, "createSigningKey" | "sign"> {
  const { api } = token;
  const tokenHasEdDsa = token.mechanisms.has(CKM_EC_EDWARDS_KEY_PAIR_GEN) && token.mechanisms.has(CKM_EDDSA);
  const objectId = (kid: string) =>
    createHash("sha256")
      .update(lp("1claw/signing-key/v1", uuidBytes(deployment_id), kid))
      .digest();

  async function createSigningKey(kid: string) {
    if (!tokenHasEdDsa) {
      const { material, public_key } = await rooted.createSigningKey(kid);
      return { material: Buffer.concat([Buffer.from([UNDER_ROOT]), material]), public_key };
    }
    const id = objectId(kid);
    const public_key = token.use((session) => {
      if (!session.find(api.CKO_PRIVATE_KEY, id)) generateKeyPair(token, session, id, `1claw-signing-${kid}`);
      return publicKey(token, session, id);
    });
    return { material: Buffer.concat([Buffer.from([IN_TOKEN]), id]), public_key };
  }

  async function sign({ kid, material }: SigningKeyRef, bytes: Uint8Array): Promise<Uint8Array> {
    const rest = Buffer.from(material.subarray(1));
    if (material[0] === UNDER_ROOT) return rooted.sign({ kid, material: rest }, bytes);
    const id = objectId(kid);
    if (material[0] !== IN_TOKEN || !id.equals(rest)) {
      throw new KmsError("kms_integrity", "the signing key names another object of the token");
    }
    return token.use(({ find, library, handle }) => {
      const key = find(api.CKO_PRIVATE_KEY, id);
      if (!key) throw new MissingObject("the signing key is not in the PKCS#11 token");
      library.C_SignInit(handle, { mechanism: CKM_EDDSA }, key);
      return library.C_Sign(handle, Buffer.from(bytes), Buffer.alloc(SIGNATURE_BYTES));
    });
  }
  return { createSigningKey, sign };
}

function generateKeyPair(token: Token, { library, handle }: TokenSession, id: Buffer, label: string): void {
  const { api } = token;
  const common = [
    { type: api.CKA_KEY_TYPE, value: CKK_EC_EDWARDS },
    { type: api.CKA_TOKEN, value: true },
    { type: api.CKA_ID, value: id },
    { type: api.CKA_LABEL, value: label },
  ];
  const privateHalf = [
    ...common,
    { type: api.CKA_CLASS, value: api.CKO_PRIVATE_KEY },
    { type: api.CKA_PRIVATE, value: true },
    { type: api.CKA_SENSITIVE, value: true },
    { type: api.CKA_EXTRACTABLE, value: false },
    { type: api.CKA_SIGN, value: true },
  ];
  for (const [index, curve] of CURVE_NAMES.entries()) {
    const publicHalf = [
      ...common,
      { type: api.CKA_CLASS, value: api.CKO_PUBLIC_KEY },
      { type: api.CKA_PRIVATE, value: false },
      { type: api.CKA_VERIFY, value: true },
      { type: api.CKA_EC_PARAMS, value: curve },
    ];
    try {
      library.C_GenerateKeyPair(handle, { mechanism: CKM_EC_EDWARDS_KEY_PAIR_GEN }, publicHalf, privateHalf);
      return;
    } catch (error) {
      const unknownName = returnValue(api, error) !== undefined && index + 1 < CURVE_NAMES.length;
      if (!unknownName) throw error;
    }
  }
}

function publicKey({ api }: Token, { find, library, handle }: TokenSession, id: Buffer): Buffer {
  const object = find(api.CKO_PUBLIC_KEY, id);
  if (!object) throw new MissingObject("the public half of the signing key is not in the PKCS#11 token");
  const [point] = library.C_GetAttributeValue(handle, object, [{ type: api.CKA_EC_POINT }]);
  // Raw, or in a DER string of two or three bytes of header: the point is the end either way.
  const value = point?.value ? Buffer.from(point.value) : Buffer.alloc(0);
  if (value.length < PUBLIC_BYTES || value.length > PUBLIC_BYTES + 3) {
    throw new KmsError("kms_key_unavailable", "the PKCS#11 token gave no Ed25519 public key");
  }
  return value.subarray(value.length - PUBLIC_BYTES);
}

// Owns a PKCS#11 token as a provider: vault KEKs as AES-256 objects in it, the root wrapped by it, Ed25519 where it can.
// Must never make an extractable key, nor a second root; its calls block, so it runs inside keyd.
import { randomBytes } from "node:crypto";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import { type KekId, type KekRef, type Kms, KmsError, type KmsHealth } from "./kms.ts";
import { createLocalKms } from "./local.ts";
import { createTokenSigner } from "./pkcs11-signing.ts";
import {
  isAlive,
  MissingObject,
  openToken,
  returnValue,
  type Token,
  type TokenConfig,
  type TokenSession,
} from "./pkcs11-token.ts";

export type Pkcs11KmsConfig = TokenConfig & {
  deployment_id: string;
  /** The root as `openPkcs11Kms` returned it at the first start. */
  root_material: Uint8Array | null;
  may_create_root: boolean;
};

const ROOT_LABEL = "1claw-root";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CKR_AEAD_DECRYPT_FAILED = 0x35;

/**
 * The token with its root unwrapped. `root_material` is what to store and to pass at the next start.
 * @throws KmsError `kms_unavailable` (no package, module, token or login), `kms_key_unavailable` (the root's key or
 * material is missing), `kms_integrity` (the root does not open)
 */
export async function openPkcs11Kms(
  config: Pkcs11KmsConfig,
): Promise<{ kms: Kms; root_material: Uint8Array | null }> {
  const token = await openToken(config);
  try {
    const { root, material } = openRoot(token, config);
    try {
      return { kms: createPkcs11Kms(token, config, root), root_material: material };
    } finally {
      root.fill(0);
    }
  } catch (error) {
    token.close();
    throw error;
  }
}

function openRoot(token: Token, config: Pkcs11KmsConfig): { root: Buffer; material: Uint8Array } {
  const aad = lp("1claw/root/v1", uuidBytes(config.deployment_id));
  const id = rootId(config);
  const { root_material } = config;
  if (root_material) return { root: open(token, id, root_material, aad), material: root_material };
  if (!config.may_create_root) {
    throw new KmsError("kms_key_unavailable", "this deployment has data but its wrapped root key is missing");
  }
  ensureAesKey(token, id, ROOT_LABEL);
  const root = randomBytes(KEY_BYTES);
  return { root, material: seal(token, id, root, aad) };
}

function createPkcs11Kms(token: Token, config: Pkcs11KmsConfig, root: Uint8Array): Kms {
  const rooted = createLocalKms({ root, deployment_id: config.deployment_id });
  const signer = createTokenSigner(token, rooted, config.deployment_id);
  return {
    provider: "pkcs11",
    async createKek(id) {
      ensureAesKey(token, kekObjectId(id), `1claw-kek-${id.vault_id}-v${id.version}`);
      return kekObjectId(id);
    },
    async wrap(kek, dek, aad) {
      if (dek.length !== KEY_BYTES) throw new RangeError("a DEK must be 32 bytes");
      return seal(token, ownObjectId(kek), dek, aad);
    },
    unwrap: async (kek, wrapped, aad) => open(token, ownObjectId(kek), wrapped, aad),
    async rewrap(from, to, wrapped, fromAad, toAad) {
      const dek = open(token, ownObjectId(from), wrapped, fromAad);
      try {
        return seal(token, ownObjectId(to), dek, toAad);
      } finally {
        dek.fill(0);
      }
    },
    async destroyKek(kek) {
      const id = ownObjectId(kek);
      token.use(({ find, library, handle }) => {
        const object = find(token.api.CKO_SECRET_KEY, id);
        if (object) library.C_DestroyObject(handle, object);
      });
    },
    createSigningKey: signer.createSigningKey,
    sign: signer.sign,
    mac: (purpose, data) => rooted.mac(purpose, data),
    health: async () => health(token, config),
    async close() {
      await rooted.close();
      token.close();
    },
  };
}

function health(token: Token, config: Pkcs11KmsConfig): KmsHealth {
  const protection_level = token.hardware ? "hsm" : "software";
  try {
    // A real encryption: a handle alone would still look well after the token was pulled out.
    seal(token, rootId(config), randomBytes(KEY_BYTES), lp("1claw/health/v1"));
    return { status: "ok", protection_level };
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return { status: error.code === "kms_unavailable" ? "unavailable" : "degraded", protection_level };
  }
}

/** The deployment is part of it, so that several can share a token. */
function rootId(config: Pkcs11KmsConfig): Buffer {
  return Buffer.concat([uuidBytes(config.deployment_id), Buffer.from(ROOT_LABEL)]);
}

/** CKA_ID of a KEK version: kek id (16 bytes), version (u32). */
function kekObjectId(id: KekId): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(id.version);
  return Buffer.concat([uuidBytes(id.kek_id), version]);
}

function ownObjectId(kek: KekRef): Buffer {
  const id = kekObjectId(kek);
  if (id.equals(kek.material)) return id;
  throw new KmsError("kms_integrity", "the KEK names another object of the token");
}

function aesKey({ api }: Token, session: TokenSession, id: Buffer) {
  const key = session.find(api.CKO_SECRET_KEY, id);
  if (!key) throw new MissingObject("the key is not in the PKCS#11 token");
  return key;
}

function ensureAesKey(token: Token, id: Buffer, label: string): void {
  const { api } = token;
  token.use(({ find, library, handle }) => {
    if (find(api.CKO_SECRET_KEY, id)) return;
    library.C_GenerateKey(handle, { mechanism: api.CKM_AES_KEY_GEN }, [
      { type: api.CKA_CLASS, value: api.CKO_SECRET_KEY },
      { type: api.CKA_KEY_TYPE, value: api.CKK_AES },
      { type: api.CKA_VALUE_LEN, value: KEY_BYTES },
      { type: api.CKA_ID, value: id },
      { type: api.CKA_LABEL, value: label },
      { type: api.CKA_TOKEN, value: true },
      { type: api.CKA_PRIVATE, value: true },
      { type: api.CKA_SENSITIVE, value: true },
      { type: api.CKA_EXTRACTABLE, value: false },
      { type: api.CKA_MODIFIABLE, value: false },
      { type: api.CKA_ENCRYPT, value: true },
      { type: api.CKA_DECRYPT, value: true },
      { type: api.CKA_WRAP, value: false },
      { type: api.CKA_UNWRAP, value: false },
    ]);
  });
}

function gcm({ api }: Token, iv: Buffer, aad: Uint8Array) {
  const parameter = {
    type: api.CK_PARAMS_AES_GCM_v240,
    iv,
    ivBits: IV_BYTES * 8,
    aad: Buffer.from(aad),
    tagBits: TAG_BYTES * 8,
  };
  return { mechanism: api.CKM_AES_GCM, parameter };
}

/** iv 12 | ciphertext | tag 16 under the AES object with that CKA_ID. */
function seal(token: Token, id: Buffer, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const copy = Buffer.from(plaintext);
  try {
    return token.use((session) => {
      const { library, handle } = session;
      const iv = randomBytes(IV_BYTES);
      library.C_EncryptInit(handle, gcm(token, iv, aad), aesKey(token, session, id));
      return Buffer.concat([iv, library.C_Encrypt(handle, copy, Buffer.alloc(copy.length + TAG_BYTES))]);
    });
  } finally {
    copy.fill(0);
  }
}

function open(token: Token, id: Buffer, box: Uint8Array, aad: Uint8Array): Buffer {
  const notOurs = () => new KmsError("kms_integrity", "a wrapped key does not belong to its key and context");
  if (box.length !== IV_BYTES + KEY_BYTES + TAG_BYTES) throw notOurs();
  const iv = Buffer.from(box.subarray(0, IV_BYTES));
  const ciphertext = Buffer.from(box.subarray(IV_BYTES));
  return token.use((session) => {
    const { library, handle } = session;
    library.C_DecryptInit(handle, gcm(token, iv, aad), aesKey(token, session, id));
    try {
      return library.C_Decrypt(handle, ciphertext, Buffer.alloc(ciphertext.length));
    } catch (error) {
      if (meansBadTag(token, error) && isAlive(session)) throw notOurs();
      throw error;
    }
  });
}

/** Modules disagree about the value: SoftHSM2 says CKR_GENERAL_ERROR. */
function meansBadTag({ api }: Token, error: unknown): boolean {
  const code = returnValue(api, error);
  return (
    code === api.CKR_GENERAL_ERROR ||
    code === api.CKR_FUNCTION_FAILED ||
    code === api.CKR_ENCRYPTED_DATA_INVALID ||
    code === api.CKR_ENCRYPTED_DATA_LEN_RANGE ||
    code === api.CKR_SIGNATURE_INVALID ||
    code === CKR_AEAD_DECRYPT_FAILED
  );
}

// Owns access and MFA tokens: EdDSA JWTs signed in the KMS, verified against our own key records.
// Must never let a token choose its algorithm or bring its key, and must never throw on a bad token.
import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Kms, SigningKeyRef } from "#server/ports/kms/kms.ts";

export type TokenType = "at+jwt" | "mfa+jwt" | "session+jwt";

/** Registered claims every token of ours has (iat and exp in seconds since 1970), and what the issuer added. */
export type Claims = {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
};

/** A verification key as recorded: the raw 32 bytes of an Ed25519 public key. The record means EdDSA and nothing else. */
export type VerificationKey = { readonly public_key: Uint8Array };
export type VerificationKeys = ReadonlyMap<string, VerificationKey>;

export type Expectation = { typ: TokenType; issuer: string; audience: string; now: Date };

export type TokenVerifier = {
  /** The claims (frozen), or null for a token that is not valid for `typ` at `now`. */
  verify(token: string, typ: TokenType, now: Date): Claims | null;
};

const TOKEN_MAX_CHARACTERS = 8192;
const FUTURE_IAT_MS = 60_000;
const SIGNATURE_BYTES = 64;
const REMEMBERED_MAX = 20_000;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const HEADER_MEMBERS = ["alg", "kid", "typ"];

const keyObjects = new WeakMap<VerificationKey, KeyObject>();

/**
 * A signed token with the header {alg: "EdDSA", typ, kid} and these claims.
 * @throws KmsError as `Kms.sign`
 * @see RFC 7515, RFC 8037, RFC 9068
 */
export async function signToken(
  kms: Kms,
  key: SigningKeyRef,
  typ: TokenType,
  claims: Claims,
): Promise<string> {
  const input = `${encodeJson({ alg: "EdDSA", typ, kid: key.kid })}.${encodeJson(claims)}`;
  const signature = await kms.sign(key, Buffer.from(input, "ascii"));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

/** The claims of a token that is ours, of this type, for this audience and valid now; null for anything else. */
export function verifyToken(token: string, keys: VerificationKeys, expected: Expectation): Claims | null {
  const claims = verifySignature(token, keys, expected.typ)?.claims;
  return claims && holds(claims, expected) ? claims : null;
}

/**
 * A verifier that checks the signature of a token once (up to 20,000 tokens, found by SHA-256) and everything else on
 * every call; a key that left `keys()` or was replaced ends the tokens it signed.
 */
export function createTokenVerifier(options: {
  keys: () => VerificationKeys;
  issuer: string;
  audience: string;
}): TokenVerifier {
  type Remembered = { verified: Verified; typ: TokenType };
  const remembered = new LRUCache<string, Remembered>({ max: REMEMBERED_MAX });

  function signed(digest: string, token: string, typ: TokenType): Claims | null {
    const keys = options.keys();
    const known = remembered.get(digest);
    if (known && known.typ === typ && keys.get(known.verified.kid) === known.verified.key) {
      return known.verified.claims;
    }
    remembered.delete(digest);
    const verified = verifySignature(token, keys, typ);
    if (verified) remembered.set(digest, { verified, typ });
    return verified?.claims ?? null;
  }

  return {
    verify(token, typ, now) {
      if (typeof token !== "string" || token.length > TOKEN_MAX_CHARACTERS) return null;
      const digest = hash("sha256", token, "base64");
      const claims = signed(digest, token, typ);
      if (claims && holds(claims, { typ, issuer: options.issuer, audience: options.audience, now })) {
        return claims;
      }
      remembered.delete(digest);
      return null;
    },
  };
}

type Verified = { kid: string; key: VerificationKey; claims: Claims };

function verifySignature(token: string, keys: VerificationKeys, typ: TokenType): Verified | null {
  if (typeof token !== "string" || token.length > TOKEN_MAX_CHARACTERS) return null;
  const [head = "", body = "", tail = "", ...more] = token.split(".");
  if (more.length > 0) return null;
  const signature = decode(tail);
  const kid = kidOf(decodeJson(head), typ);
  const key = kid === null ? undefined : keys.get(kid);
  if (kid === null || !key || signature?.length !== SIGNATURE_BYTES) return null;
  if (!isSignedBy(key, `${head}.${body}`, signature)) return null;
  const claims = decodeJson(body);
  return isClaims(claims) ? { kid, key, claims: frozen(claims) } : null;
}

function kidOf(header: unknown, typ: TokenType): string | null {
  if (!isObject(header)) return null;
  const members = Object.keys(header).sort();
  if (members.length !== HEADER_MEMBERS.length || members.some((name, i) => name !== HEADER_MEMBERS[i])) {
    return null;
  }
  return header.alg === "EdDSA" && header.typ === typ && typeof header.kid === "string" ? header.kid : null;
}

function isSignedBy(key: VerificationKey, input: string, signature: Buffer): boolean {
  try {
    let keyObject = keyObjects.get(key);
    if (!keyObject) {
      const x = Buffer.from(key.public_key).toString("base64url");
      keyObject = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
      keyObjects.set(key, keyObject);
    }
    return verify(null, Buffer.from(input, "ascii"), keyObject, signature);
  } catch {
    return false;
  }
}

function isClaims(value: unknown): value is Claims {
  if (!isObject(value)) return false;
  const texts = [value.iss, value.aud, value.sub, value.jti];
  const times = [value.iat, value.exp];
  return (
    texts.every((text) => typeof text === "string" && text !== "") &&
    times.every((time) => Number.isSafeInteger(time))
  );
}

function holds(claims: Claims, { issuer, audience, now }: Expectation): boolean {
  const nowMs = now.getTime();
  return (
    claims.iss === issuer &&
    claims.aud === audience &&
    claims.exp * 1000 > nowMs &&
    claims.iat * 1000 <= nowMs + FUTURE_IAT_MS
  );
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function decodeJson(part: string): unknown {
  const bytes = decode(part);
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** Bytes of a base64url part in its only spelling: no padding, no stray characters, no spare bits set. */
function decode(part: string): Buffer | null {
  if (!BASE64URL.test(part)) return null;
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

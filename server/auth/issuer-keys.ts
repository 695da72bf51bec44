// Verifies ID and workload tokens of issuers outside, against keys found by OpenID Connect Discovery.
// Must never take a key, a key's address or an algorithm from the token itself, and must never let a token make it ask often.
import { type CryptoKey, decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "#server/ports/clock.ts";
import { type Egress, EgressRefused } from "#server/ports/egress.ts";

export type Expected = {
  /** The issuer whose keys count; also the only `iss` there may be, unless `spellings` names more. */
  issuer: string;
  /** One of several is enough. */
  audience: string | string[];
  now: Date;
  /** Further values of `iss` that mean the same issuer. */
  spellings?: readonly string[];
};

export type IssuerKeys = {
  /**
   * The claims of a token that `issuer` signed for `audience` and that is valid at `now` (30 s of skew).
   * @throws TokenRefused for any other token; IssuerUnavailable when the issuer's keys cannot be had
   * @see RFC 7519, RFC 8725, OpenID Connect Discovery 1.0
   */
  verify(token: string, expected: Expected): Promise<JWTPayload>;
};

/** The token is not one of the issuer's for this audience and time; the message says why, for the log. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** The issuer's keys could not be fetched or understood; the message names no address inside the network. */
export class IssuerUnavailable extends Error {
  override readonly name = "IssuerUnavailable";
}

const TOKEN_MAX_CHARACTERS = 16_384;
const SKEW_SECONDS = 30;
const FRESH_MS = 3_600_000;
/** An issuer that is away for a while does not lock everybody out. */
const STALE_MS = 24 * FRESH_MS;
const REFETCH_MS = 60_000;
const RETRY_MS = 10_000;
const RSA_BITS = 2048;
const ISSUERS_MAX = 500;
const KEYS_MAX = 100;
const FETCH = { timeout_ms: 5_000, max_bytes: 256 * 1024 };

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const KeySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(KEYS_MAX) });

type Key = { alg: string; key: CryptoKey };
type Entry = { keys: Map<string, Key>; fetched_at: number; tried_at: number };

/** A verifier that keeps an issuer's keys for an hour and asks for a key it does not know once a minute at most. */
export function createIssuerKeys(egress: Pick<Egress, "request">, clock: Clock): IssuerKeys {
  const entries = new LRUCache<string, Entry>({ max: ISSUERS_MAX });
  const fetching = new Map<string, Promise<Entry>>();

  async function refresh(issuer: string, old: Entry | undefined): Promise<Entry> {
    const tried_at = clock.now().getTime();
    try {
      const entry = { keys: await fetchKeys(egress, issuer), fetched_at: tried_at, tried_at };
      entries.set(issuer, entry);
      return entry;
    } catch (error) {
      const again_at = tried_at + RETRY_MS;
      entries.set(issuer, { keys: new Map(), fetched_at: 0, ...old, tried_at: again_at - REFETCH_MS });
      if (old && tried_at - old.fetched_at < STALE_MS) return old;
      throw error;
    }
  }

  function refreshOnce(issuer: string, old: Entry | undefined): Promise<Entry> {
    const running = fetching.get(issuer) ?? refresh(issuer, old).finally(() => fetching.delete(issuer));
    fetching.set(issuer, running);
    return running;
  }

  async function keyOf(issuer: string, kid: string): Promise<Key | undefined> {
    const now = clock.now().getTime();
    const known = entries.get(issuer);
    const may_ask = !known || now - known.tried_at >= REFETCH_MS;
    const is_fresh = known && now - known.fetched_at < FRESH_MS && known.keys.has(kid);
    if (known && (is_fresh || !may_ask)) {
      if (now - known.fetched_at >= STALE_MS) throw new IssuerUnavailable("its keys cannot be had just now");
      return known.keys.get(kid);
    }
    return (await refreshOnce(issuer, known)).keys.get(kid);
  }

  return {
    async verify(token, expected) {
      const found = await keyOf(expected.issuer, kidOf(token));
      if (!found) throw new TokenRefused("the issuer has no key of this id");
      return verified(token, found, expected);
    },
  };
}

function kidOf(token: string): string {
  if (token.length > TOKEN_MAX_CHARACTERS) throw new TokenRefused("the token is too long");
  try {
    const { kid } = decodeProtectedHeader(token);
    if (typeof kid === "string") return kid;
  } catch (cause) {
    throw new TokenRefused("the token is malformed", { cause });
  }
  throw new TokenRefused("the token names no key");
}

async function verified(token: string, { alg, key }: Key, expected: Expected): Promise<JWTPayload> {
  const { issuer, audience, now, spellings = [] } = expected;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [alg],
      issuer: [issuer, ...spellings],
      audience,
      currentDate: now,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ["iss", "aud", "sub", "iat", "exp"],
    });
    if ((payload.iat ?? Number.NaN) <= now.getTime() / 1000 + SKEW_SECONDS) return payload;
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw new TokenRefused(cause.message, { cause });
    throw cause;
  }
  throw new TokenRefused("the token was issued in the future");
}

async function fetchKeys(egress: Pick<Egress, "request">, issuer: string): Promise<Map<string, Key>> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const discovered = await fetchJson(egress, url, Discovery);
  if (discovered.issuer !== issuer)
    throw new IssuerUnavailable("its discovery document names another issuer");
  if (url.startsWith("https:") && !discovered.jwks_uri.startsWith("https:"))
    throw new IssuerUnavailable("its keys are not offered over https");
  const { keys } = await fetchJson(egress, discovered.jwks_uri, KeySet);
  const usable = new Map<string, Key>();
  for (const jwk of keys) {
    const key = await usableKey(jwk);
    if (key && typeof jwk.kid === "string") usable.set(jwk.kid, key);
  }
  return usable;
}

async function fetchJson<S extends z.ZodType>(
  egress: Pick<Egress, "request">,
  url: string,
  shape: S,
): Promise<z.output<S>> {
  try {
    const answer = await egress.request(url, {
      method: "GET",
      headers: { accept: "application/json" },
      ...FETCH,
    });
    if (answer.status !== 200) throw new IssuerUnavailable(`it answered with status ${answer.status}`);
    const parsed = shape.safeParse(JSON.parse(answer.body));
    if (parsed.success) return parsed.data;
  } catch (cause) {
    if (cause instanceof IssuerUnavailable) throw cause;
    if (cause instanceof EgressRefused) throw new IssuerUnavailable(cause.message, { cause });
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new IssuerUnavailable("its answer is not the document that OpenID Connect describes");
}

/** A public key with the one algorithm that its type stands for; null for a key that is of no use here. */
async function usableKey(jwk: Record<string, unknown>): Promise<Key | null> {
  const { kty, crv, n, e, x, y, use = "sig" } = jwk;
  const alg = algorithmOf(jwk);
  if (!alg || use !== "sig" || (jwk.alg !== undefined && jwk.alg !== alg)) return null;
  try {
    const key = await importJWK({ kty, crv, n, e, x, y } as Parameters<typeof importJWK>[0], alg);
    return key instanceof Uint8Array || isShort(key) ? null : { alg, key };
  } catch {
    return null;
  }
}

function isShort({ algorithm }: CryptoKey): boolean {
  return "modulusLength" in algorithm && Number(algorithm.modulusLength) < RSA_BITS;
}

function algorithmOf({ kty, crv }: Record<string, unknown>): string | null {
  if (kty === "RSA") return "RS256";
  if (kty === "EC" && crv === "P-256") return "ES256";
  return kty === "OKP" && crv === "Ed25519" ? "EdDSA" : null;
}

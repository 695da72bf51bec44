// The keys that sign tokens and audit checkpoints: public halves in memory, private halves with the KMS alone.
import { randomUUIDv7 } from "node:crypto";
import type { Database } from "#db/client.ts";
import { transaction } from "#db/client.ts";
import type { VerificationKey, VerificationKeys } from "#server/crypto/jwt.ts";
import type { Kms, SigningKeyRef } from "#server/ports/kms/kms.ts";
import { insertSigningKey, lockSigningKeys, retireSigningKeys, selectSigningKeys } from "./store.ts";

export type SigningPurpose = "jwt" | "audit";
export type SigningKey = SigningKeyRef & { public_key: Buffer; active_at: Date; retired_at: Date | null };

export type SigningKeys = {
  /** The key that signs now. */
  current(): SigningKey;
  /** Keys whose signatures are still good, the next one included. */
  published(): SigningKey[];
  verification(): VerificationKeys;
  /** Reads the keys again: another instance may have made one. */
  reload(): Promise<void>;
};

const HOUR_MS = 3_600_000;
/** A new key is published this long before it signs, so that caches of the JWKS hold it by then. */
const PUBLISH_AHEAD_MS = 24 * HOUR_MS;
/** No token lives longer than a day. */
const LAST_TOKEN_MS = 24 * HOUR_MS;

/** The keys of one purpose, with a first one made where there is none. */
export async function openSigningKeys(db: Database, kms: Kms, purpose: SigningPurpose): Promise<SigningKeys> {
  let keys: SigningKey[] = [];
  let verification = new Map<string, VerificationKey>();

  async function reload(): Promise<void> {
    keys = await selectSigningKeys(db, purpose);
    const now = new Date();
    // A record that is known keeps its identity: what was verified with it stays remembered.
    verification = new Map(
      keys
        .filter((key) => !key.retired_at || key.retired_at > now)
        .map((key) => [key.kid, verification.get(key.kid) ?? key]),
    );
  }

  await reload();
  if (keys.length === 0) {
    await makeSigningKey(db, kms, purpose, new Date(), "first");
    await reload();
  }
  return {
    current() {
      const now = new Date();
      const key = keys.findLast((candidate) => candidate.active_at <= now);
      if (!key) throw new Error("there is no signing key");
      return key;
    },
    published: () => keys.filter((key) => verification.has(key.kid)),
    verification: () => verification,
    reload,
  };
}

/** Makes the next key: published now, signing a day from now; the older ones end when their last token has. */
export async function rotateSigningKey(db: Database, kms: Kms, purpose: SigningPurpose): Promise<string> {
  return makeSigningKey(db, kms, purpose, new Date(Date.now() + PUBLISH_AHEAD_MS), "next");
}

async function makeSigningKey(
  db: Database,
  kms: Kms,
  purpose: SigningPurpose,
  active_at: Date,
  which: "first" | "next",
): Promise<string> {
  const kid = randomUUIDv7();
  const { material, public_key } = await kms.createSigningKey(kid);
  return transaction(db, null, async (trx) => {
    await lockSigningKeys(trx, purpose);
    const existing = await selectSigningKeys(trx, purpose);
    const winner = existing.at(-1);
    if (which === "first" && winner) return winner.kid;
    await insertSigningKey(trx, {
      kid,
      purpose,
      provider: kms.provider,
      material: Buffer.from(material),
      public_key: Buffer.from(public_key),
      active_at,
    });
    // Checkpoints stay verifiable for ever; tokens do not live that long.
    if (purpose === "jwt")
      await retireSigningKeys(trx, purpose, kid, new Date(active_at.getTime() + LAST_TOKEN_MS));
    return kid;
  });
}

// Signing in with Google: a verified ID token stands for whoever its subject is, and for the address it vouches for.
// Must never hand an account that somebody prepared for another's address to both of them.
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import { type GoogleAuthRequest, GoogleClaims, type TokenResponse } from "#lib/schemas/auth.ts";
import { record } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { lockUserByEmail, lockUserByGoogle, voidCredentials } from "./account/store.ts";
import { IssuerUnavailable, TokenRefused } from "./issuer-keys.ts";
import { mailWelcome } from "./notices.ts";
import { emailKey } from "./passwords.ts";
import { admit } from "./sessions.ts";
import { hashInvite, type InviteHashes, openAccount, requireEntry } from "./sign-up.ts";
import { updateUser } from "./store.ts";

type Claims = z.output<typeof GoogleClaims>;
type User = NonNullable<Awaited<ReturnType<typeof lockUserByEmail>>>;

const GOOGLE = "https://accounts.google.com";

/**
 * Signs in whoever an ID token is about: by its subject, else by its address, else with a new account.
 * @throws Problem `google_not_configured` | `credentials_invalid` | `issuer_unavailable` | `signup_closed`
 */
export async function signInWithGoogle(
  ctx: PublicContext,
  body: z.output<typeof GoogleAuthRequest>,
): Promise<z.input<typeof TokenResponse>> {
  const claims = await verifiedClaims(ctx, body);
  const invite_hashes = await hashInvite(ctx, body.invite_token);
  const user = await transaction(ctx.runtime.db, null, async (trx) => {
    const known = await lockUserByGoogle(trx, claims.sub);
    const { found, how } = known
      ? { found: known, how: "known" }
      : await byAddress(trx, ctx, claims, invite_hashes);
    await record(trx, ctx, {
      org_id: found.org_id,
      actor: { type: "user", id: found.id },
      action: "auth.google",
      resource: { type: "user", id: found.id },
      details: { account: how },
    });
    return found;
  });
  return admit(ctx, user);
}

async function verifiedClaims(
  ctx: PublicContext,
  { id_token, nonce }: z.output<typeof GoogleAuthRequest>,
): Promise<Claims> {
  const { config, issuerKeys } = ctx.runtime;
  const { GOOGLE_CLIENT_ID: audience, GOOGLE_ISSUER: issuer } = config;
  if (!audience) {
    throw new Problem("google_not_configured", {
      detail: "This server does not let people sign in with Google. Use e-mail and password.",
    });
  }
  // Google's own tokens come in both spellings.
  const spellings = issuer === GOOGLE ? ["accounts.google.com"] : [];
  const payload = await issuerKeys
    .verify(id_token, { issuer, audience, now: ctx.now, spellings })
    .catch((error) => {
      throw asProblem(error);
    });
  const claims = GoogleClaims.safeParse(payload);
  if (!claims.success) throw refused("the address is missing, odd or not verified");
  if (nonce !== undefined && claims.data.nonce !== nonce) throw refused("the nonce is another one");
  return claims.data;
}

/** The account of the token's address, linked from now on, or a new one. */
async function byAddress(
  trx: Database,
  ctx: PublicContext,
  claims: Claims,
  invite_hashes: InviteHashes | null,
) {
  const key = emailKey(claims.email);
  let existing = await lockUserByEmail(trx, key);
  if (!existing) {
    const entry = await requireEntry(trx, ctx, key, invite_hashes);
    // Entries wait for each other: the same sign-in may have come twice.
    existing = await lockUserByEmail(trx, key);
    if (!existing) return { found: await newAccount(trx, ctx, entry, claims), how: "opened" };
  }
  if (existing.google_sub === claims.sub) return { found: existing, how: "known" };
  if (existing.google_sub) throw refused("another Google account holds the address here", existing);
  return {
    found: await link(trx, existing, claims.sub),
    how: existing.email_verified ? "linked" : "taken_over",
  };
}

async function link(trx: Database, account: User, google_sub: string): Promise<User> {
  const { id, org_id, email_verified } = account;
  // Whoever opened the account never showed that the address is theirs; now somebody has.
  if (!email_verified) await voidCredentials(trx, account);
  await updateUser(trx, org_id, id, {
    google_sub,
    email_verified: true,
    ...(!email_verified && { auth_method: "google" }),
  });
  return present(await lockUserByGoogle(trx, google_sub));
}

async function newAccount(
  trx: Database,
  ctx: PublicContext,
  entry: Awaited<ReturnType<typeof requireEntry>>,
  { sub, email, name }: Claims,
): Promise<User> {
  await openAccount(trx, ctx, entry, {
    email,
    email_verified: true,
    display_name: name,
    auth_method: "google",
    password_hash: null,
    google_sub: sub,
  });
  const user = present(await lockUserByGoogle(trx, sub));
  await mailWelcome(trx, ctx, user);
  return user;
}

function present(user: User | undefined): User {
  if (!user) throw new Error("an account is gone in the transaction that made it");
  return user;
}

function asProblem(error: unknown): unknown {
  if (error instanceof TokenRefused) return refused(error.message);
  if (!(error instanceof IssuerUnavailable)) return error;
  return new Problem("issuer_unavailable", {
    detail: "Google's keys cannot be fetched just now. Try again shortly, or sign in another way.",
    cause: error,
    headers: { "retry-after": "10" },
  });
}

function refused(reason: string, user?: User): Problem {
  return new Problem("credentials_invalid", {
    detail: "This Google sign-in is not valid here. Sign in with Google again.",
    ...(user && { org_id: user.org_id }),
    audit: { reason, ...(user && { user_id: user.id }) },
  });
}

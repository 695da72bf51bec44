// Second factors: setting one up, signing in with it, taking it away.
// A secret that is being set up must never replace the one that counts before a code has proved it.
import { generateSecret, generateURI } from "otplib";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { TokenResponse } from "#lib/schemas/auth.ts";
import type {
  MfaDisableRequest,
  MfaSetupRequest,
  MfaSetupResponse,
  MfaStatusResponse,
  MfaVerifyRequest,
  MfaVerifySetupRequest,
  MfaVerifySetupResponse,
} from "#lib/schemas/mfa.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import { hashing, spendAttempt } from "#server/auth/passwords.ts";
import { openSession } from "#server/auth/sessions.ts";
import { selectUser, updateUser } from "#server/auth/store.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { openFor, sealFor } from "#server/crypto/sealed-box.ts";
import { Problem } from "#server/errors.ts";
import { hashChallenge } from "./challenge.ts";
import { hashRecoveryCode, newRecoveryCodes, proofOf, type SecondFactor, stepOf, useProof } from "./codes.ts";
import {
  adoptPending,
  burnChallenge,
  countRecoveryCodes,
  deleteChallenges,
  replaceRecoveryCodes,
  spendAccountTry,
  spendChallengeTry,
  takeChallenge,
} from "./store.ts";

const ISSUER = "1Claw";
const PENDING_MS = 10 * 60_000;
const WINDOW_SECONDS = 15 * 60;

async function ownRow(ctx: Context) {
  const row = await selectUser(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  if (!row) throw new Error("the signed-in person has no row");
  return row;
}

/** Whether the caller has a second factor, and how many recovery codes are left. */
export async function mfaStatus(ctx: Context): Promise<z.input<typeof MfaStatusResponse>> {
  const { totp_secret } = await ownRow(ctx);
  if (!totp_secret) return { enabled: false };
  const recovery_codes_left = await countRecoveryCodes(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  return { enabled: true, recovery_codes_left };
}

/**
 * A new secret, pending for 10 minutes; one that is in use stays so until the new one is proved.
 * @throws Problem `validation_failed` | `code_wrong` | `password_wrong` | `account_locked` when one is in use
 */
export async function setUpMfa(
  ctx: Context,
  body: z.output<typeof MfaSetupRequest>,
): Promise<z.input<typeof MfaSetupResponse>> {
  const row = await ownRow(ctx);
  const confirm = row.totp_secret ? await proved(ctx, row, row.totp_secret, body) : null;
  const secret = generateSecret();
  const totp_pending = await sealFor(ctx.runtime.kms, "totp", row.id, secret);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await confirm?.(trx);
    await updateUser(trx, ctx.org_id, row.id, { totp_pending, totp_pending_at: ctx.now });
    await recordOwn(trx, ctx, "auth.mfa_setup");
  });
  return { otpauth_uri: generateURI({ issuer: ISSUER, label: row.email, secret }), secret };
}

/**
 * Turns the pending secret on and gives out recovery codes in place of earlier ones.
 * @throws Problem `mfa_not_set_up` | `code_wrong`
 */
export async function verifyMfaSetup(
  ctx: Context,
  { code }: z.output<typeof MfaVerifySetupRequest>,
): Promise<z.input<typeof MfaVerifySetupResponse>> {
  const { runtime, now } = ctx;
  const row = await ownRow(ctx);
  const { totp_pending, totp_pending_at } = row;
  if (!totp_pending || !totp_pending_at || now.getTime() - totp_pending_at.getTime() > PENDING_MS) {
    throw notSetUp("Nothing is being set up, or it took longer than ten minutes. Begin again.");
  }
  const step = stepOf(await openFor(runtime.kms, "totp", row.id, totp_pending), code, now);
  if (step === null) throw codeWrong();
  const recovery_codes = newRecoveryCodes();
  const hashes = await Promise.all(recovery_codes.map((each) => hashRecoveryCode(runtime, row.id, each)));
  await transaction(runtime.db, ctx.org_id, async (trx) => {
    if (!(await adoptPending(trx, row, totp_pending, step))) {
      throw notSetUp("This set-up was replaced or finished by another request.");
    }
    await replaceRecoveryCodes(trx, row, hashes);
    await recordOwn(trx, ctx, "auth.mfa_enable");
  });
  return { recovery_codes };
}

/**
 * Signs in with the code that a challenge asks for.
 * @throws Problem `credentials_invalid` | `account_locked` after 5 tries of the challenge or 10 of the account in 15 minutes
 */
export async function verifyMfa(
  ctx: PublicContext,
  { mfa_token, code }: z.output<typeof MfaVerifyRequest>,
): Promise<z.input<typeof TokenResponse>> {
  const { db } = ctx.runtime;
  const token_hash = await hashChallenge(ctx, mfa_token);
  const challenge = await spendChallengeTry(db, token_hash, ctx.now);
  if (!challenge) throw signInAgain();
  const { org_id, user_id } = challenge;
  if (!challenge.spent) throw exhausted(org_id, user_id);
  if (!(await spendAccountTry(db, org_id, user_id, ctx.now))) {
    await burnChallenge(db, org_id, token_hash);
    throw exhausted(org_id, user_id);
  }
  const row = await selectUser(db, org_id, user_id);
  if (!row?.totp_secret || row.epoch !== challenge.epoch) throw signInAgain();
  const user = { ...row, totp_secret: row.totp_secret };
  const proof = await proofOf(ctx, user, code);
  if (!proof) throw wrongAtSignIn(user);
  return openSession(ctx, user, async (trx) => {
    if (!(await takeChallenge(trx, org_id, token_hash, ctx.now))) throw signInAgain();
    if (!(await useProof(trx, user, proof))) throw wrongAtSignIn(user);
    await record(trx, ctx, {
      org_id,
      actor: { type: "user", id: user_id },
      action: "auth.mfa_verify",
      resource: { type: "user", id: user_id },
      details: { method: proof.method },
    });
  });
}

/**
 * Takes the second factor away, with its recovery codes.
 * @throws Problem `mfa_not_set_up` | `validation_failed` | `code_wrong` | `password_wrong` | `account_locked`
 */
export async function disableMfa(ctx: Context, body: z.output<typeof MfaDisableRequest>): Promise<void> {
  const row = await ownRow(ctx);
  if (!row.totp_secret) throw notSetUp("There is no second factor to take away.");
  const confirm = await proved(ctx, row, row.totp_secret, body);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await confirm(trx);
    await updateUser(trx, ctx.org_id, row.id, {
      totp_secret: null,
      totp_pending: null,
      totp_pending_at: null,
    });
    await replaceRecoveryCodes(trx, row, []);
    await deleteChallenges(trx, ctx.org_id, row.id);
    await recordOwn(trx, ctx, "auth.mfa_disable");
  });
}

type Row = Awaited<ReturnType<typeof ownRow>>;

/** Checks what shows that it is still the person; the result uses a code up in the transaction of the effect. */
async function proved(
  ctx: Context,
  row: Row,
  totp_secret: Buffer,
  { code, password }: { code?: string; password?: string },
): Promise<(trx: Database) => Promise<void>> {
  if (code === undefined && password === undefined) {
    throw invalid({ code: "is required, or `password`, to show that it is you" });
  }
  if (password !== undefined) await requirePassword(ctx, row, password);
  if (code === undefined) return async () => {};
  const user: SecondFactor = { ...row, totp_secret };
  if (!(await spendAccountTry(ctx.runtime.db, row.org_id, row.id, ctx.now)))
    throw exhausted(row.org_id, row.id);
  const proof = await proofOf(ctx, user, code);
  if (!proof) throw codeWrong();
  return async (trx) => {
    if (!(await useProof(trx, user, proof))) throw codeWrong();
  };
}

async function requirePassword(ctx: Context, row: Row, password: string): Promise<void> {
  const { passwords, rateLimits } = ctx.runtime;
  await spendAttempt(ctx, row.email_key);
  const verdict = await hashing(
    row.password_hash
      ? passwords.verifyPassword(row.password_hash, password)
      : passwords.verifyNothing(password),
  );
  if (!verdict.ok) {
    throw new Problem("password_wrong", {
      detail: "password: is wrong.",
      fields: { password: "is wrong" },
    });
  }
  await rateLimits.reset("account", row.email_key);
}

async function recordOwn(
  trx: Database,
  ctx: Context,
  action: "auth.mfa_setup" | "auth.mfa_enable" | "auth.mfa_disable",
): Promise<void> {
  await record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "user", id: ctx.principal.id },
  });
}

function codeWrong(): Problem {
  return new Problem("code_wrong", {
    detail: "code: is wrong, has expired or was used before. Wait for the next one.",
    fields: { code: "is wrong, has expired or was used before" },
  });
}

function notSetUp(detail: string): Problem {
  return new Problem("mfa_not_set_up", { detail });
}

function signInAgain(): Problem {
  return new Problem("credentials_invalid", {
    detail: "This sign-in has expired or was finished already. Sign in again.",
  });
}

function wrongAtSignIn(user: { org_id: string; id: string }): Problem {
  return new Problem("credentials_invalid", {
    detail: "The code is wrong, has expired or was used before.",
    org_id: user.org_id,
    audit: { user_id: user.id },
  });
}

function exhausted(org_id: string, user_id: string): Problem {
  return new Problem("account_locked", {
    detail: "Too many codes were tried. Sign in again, after 15 minutes at the latest.",
    headers: { "retry-after": String(WINDOW_SECONDS) },
    org_id,
    audit: { user_id },
  });
}

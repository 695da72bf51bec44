// Opens accounts. The answer never tells whether an address has one already.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { SignupRequest, SignupResponse } from "#lib/schemas/auth.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { hashOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import {
  acceptInvite,
  type FoundInvite,
  findInvite,
  hashOrgInvite,
  recordJoin,
} from "#server/organization/invitations.ts";
import { mailLink, mayMail } from "./mailed-tokens.ts";
import { mailSignupAttempt, mailWelcome } from "./notices.ts";
import { emailKey, hashing, requireSuitable } from "./passwords.ts";
import { insertOrganization, insertUser, isFirstUser, selectUserByEmail, takeInvite } from "./store.ts";

/** How somebody without an account may come in; `invited` is the organization they come into, null for one of their own. */
type Entry = { is_operator: boolean; invited: FoundInvite | null };

/** What an invitation is looked up under: one to sign up, or one into an organization. */
export type InviteHashes = { sign_up: Buffer; into_org: Buffer };

type NewAccount = {
  email: string;
  email_verified: boolean;
  display_name?: string | undefined;
  auth_method: "password" | "google";
  password_hash: string | null;
  google_sub: string | null;
};

/**
 * Opens an account, in an organization of its own unless it was invited into one; the first one is the operator's. The
 * answer is the same for an address that has an account already, which is left as it is; its owner is told by mail.
 * @throws Problem `password_unsuitable` | `signup_closed` | `busy`
 */
export async function signUp(
  ctx: PublicContext,
  body: z.output<typeof SignupRequest>,
): Promise<z.input<typeof SignupResponse>> {
  requireSuitable(body.password, body.email);
  const { runtime } = ctx;
  const { email, display_name, invite_token } = body;
  const key = emailKey(email);
  const password_hash = await hashing(runtime.passwords.hashPassword(body.password));
  const invite_hashes = await hashInvite(ctx, invite_token);
  const may_tell = await mayMail(ctx, "signup", key);
  const opened = await transaction(runtime.db, null, async (trx) => {
    const entry = await requireEntry(trx, ctx, key, invite_hashes);
    const existing = await selectUserByEmail(trx, key);
    if (existing) return refuseQuietly(trx, ctx, may_tell ? existing.email : null);
    const user = await openAccount(trx, ctx, entry, {
      email,
      email_verified: false,
      display_name,
      auth_method: "password",
      password_hash,
      google_sub: null,
    });
    if (runtime.config.SMTP_URL) await mailLink(trx, ctx, "verify_email", user);
    else await mailWelcome(trx, ctx, user);
    return true;
  });
  // The mail just queued counts as the link that a sign-in would send; for others it is the same work without effect.
  await mayMail(ctx, opened ? "verification" : "signup", key);
  return {
    message: runtime.config.SMTP_URL
      ? "Look into your mail: a link there makes the account yours, unless the address had one before."
      : "Your account is ready unless the address had one before: sign in with it now.",
    email,
  };
}

/** What an invitation is looked up under; null without one. */
export async function hashInvite(
  { runtime }: PublicContext,
  invite_token: string | undefined,
): Promise<InviteHashes | null> {
  if (!invite_token) return null;
  const [sign_up, into_org] = await Promise.all([
    hashOpaqueToken(runtime.kms, "invite", invite_token),
    hashOrgInvite(runtime.kms, invite_token),
  ]);
  return { sign_up, into_org };
}

/**
 * Whether an account may be opened for the address; uses an invitation to sign up up where one is needed. One into an
 * organization is good whoever else may sign up, and is used up with the opening.
 * @throws Problem `signup_closed`
 */
export async function requireEntry(
  trx: Database,
  ctx: PublicContext,
  email_key: string,
  invite: InviteHashes | null,
): Promise<Entry> {
  const is_operator = await isFirstUser(trx);
  const invited = invite && (await findInvite(trx, ctx, invite.into_org, email_key));
  const take = (hash: Buffer) => takeInvite(trx, hash, email_key, ctx.now);
  if (!is_operator && !invited) await requireInvited(ctx, take, invite?.sign_up ?? null);
  return { is_operator, invited };
}

/**
 * Opens the account, in the organization that invited it or one of its own, in the transaction that let it in.
 * @throws Problem `signup_closed` when somebody else used the invitation up in between
 */
export async function openAccount(
  trx: Database,
  ctx: PublicContext,
  { is_operator, invited }: Entry,
  account: NewAccount,
) {
  const email_key = emailKey(account.email);
  const display_name = account.display_name ?? email_key.split("@")[0] ?? email_key;
  const id = randomUUIDv7();
  const { org_id, role } = invited
    ? await enterInvited(trx, ctx, id, invited)
    : await ownOrganization(trx, ctx, display_name);
  const user = { ...account, id, org_id, email_key, display_name, role, is_operator, created_at: ctx.now };
  await insertUser(trx, user);
  await record(trx, ctx, {
    org_id,
    actor: { type: "user", id },
    action: "auth.signup",
    resource: { type: "user", id },
    details: { is_operator, auth_method: account.auth_method },
  });
  return user;
}

async function ownOrganization(trx: Database, ctx: PublicContext, display_name: string) {
  const org_id = randomUUIDv7();
  await insertOrganization(trx, {
    id: org_id,
    name: `${display_name}'s organization`,
    created_at: ctx.now,
  });
  return { org_id, role: "owner" };
}

async function enterInvited(trx: Database, ctx: PublicContext, user_id: string, invited: FoundInvite) {
  if (!(await acceptInvite(trx, invited))) {
    throw new Problem("signup_closed", { detail: "The invitation was used or withdrawn just now." });
  }
  await recordJoin(trx, ctx, user_id, invited);
  return invited;
}

async function refuseQuietly(trx: Database, ctx: PublicContext, tell: string | null): Promise<false> {
  await record(trx, ctx, {
    org_id: SYSTEM_ORG,
    actor: { type: "anonymous", id: null },
    action: "auth.signup",
    outcome: "failure",
    details: { reason: "account_exists" },
  });
  if (tell) await mailSignupAttempt(trx, ctx, tell);
  return false;
}

async function requireInvited(
  ctx: PublicContext,
  take: (hash: Buffer) => Promise<unknown>,
  invite_hash: Buffer | null,
): Promise<void> {
  const { signup } = ctx.runtime.settings.current();
  if (signup === "open") return;
  if (signup === "invite" && invite_hash && (await take(invite_hash))) return;
  throw new Problem("signup_closed", {
    detail:
      signup === "invite"
        ? "Sign-up is by invitation here: send a valid `invite_token` for this address."
        : "The operator of this server has closed sign-up.",
  });
}

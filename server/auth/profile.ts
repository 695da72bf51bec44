// A person's own account: profile, password, and its end.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import { DELETE_CONFIRMATIONS } from "#lib/delete-confirmations.ts";
import type {
  ChangePasswordRequest,
  DeleteAccountRequest,
  UpdateProfileRequest,
  UserProfileResponse,
} from "#lib/schemas/auth.ts";
import { record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { dropTokens } from "./account/store.ts";
import { endAccount } from "./members.ts";
import { mailPasswordChanged } from "./notices.ts";
import { hashing, requireSuitable, spendAttempt } from "./passwords.ts";
import { requireRecentProof } from "./reauthentication.ts";
import { deleteOtherSessions, selectUser, updateUser } from "./store.ts";

type Profile = z.input<typeof UserProfileResponse>;

async function ownRow(ctx: Context) {
  const row = await selectUser(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  if (!row) throw new Error("the signed-in person has no row");
  return row;
}

/** The caller's own profile. */
export async function readProfile(ctx: Context): Promise<Profile> {
  const row = await ownRow(ctx);
  return {
    id: row.id,
    email: row.email,
    display_name: row.display_name,
    auth_method: row.auth_method,
    role: row.role as Profile["role"],
    org_id: row.org_id,
    is_operator: row.is_operator,
    email_verified: row.email_verified,
    marketing_emails: row.marketing_emails,
    totp_enabled: row.totp_secret !== null,
    created_at: row.created_at.toISOString(),
  };
}

/** Changes name and mail preferences. */
export async function updateProfile(
  ctx: Context,
  body: z.output<typeof UpdateProfileRequest>,
): Promise<Profile> {
  const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length > 0) {
    await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
      await updateUser(trx, ctx.org_id, ctx.principal.id, changes);
      await recordOwn(trx, ctx, "user.update", { changed: Object.keys(changes) });
    });
  }
  return readProfile(ctx);
}

/**
 * Changes the password and ends every other session; the one that asked and the API keys stay.
 * @throws Problem `password_wrong` | `password_unsuitable` | `account_locked`
 */
export async function changePassword(
  ctx: Context,
  body: z.output<typeof ChangePasswordRequest>,
): Promise<void> {
  const { runtime, principal } = ctx;
  const row = await ownRow(ctx);
  await spendAttempt(ctx, row.email_key);
  const verdict = await hashing(
    row.password_hash
      ? runtime.passwords.verifyPassword(row.password_hash, body.current_password)
      : runtime.passwords.verifyNothing(body.current_password),
  );
  if (!verdict.ok) {
    throw new Problem("password_wrong", {
      detail: "current_password: is wrong.",
      fields: { current_password: "is wrong" },
    });
  }
  requireSuitable(body.new_password, row.email, "new_password");
  const password_hash = await hashing(runtime.passwords.hashPassword(body.new_password));
  await runtime.rateLimits.reset("account", row.email_key);
  await transaction(runtime.db, ctx.org_id, async (trx) => {
    await updateUser(trx, ctx.org_id, principal.id, { password_hash });
    await deleteOtherSessions(
      trx,
      ctx.org_id,
      principal.id,
      principal.type === "user" ? principal.session_id : null,
    );
    await dropTokens(trx, row, "reset_password");
    await recordOwn(trx, ctx, "auth.password_change", {});
    await mailPasswordChanged(trx, ctx, row);
  });
}

/**
 * Deletes the account; with the organization's last member go its agents and vaults. `password` may also come as `header`.
 * @throws Problem `confirmation_missing` | `owner_needed`, or as `requireRecentProof`
 */
export async function deleteAccount(
  ctx: Context,
  body: z.output<typeof DeleteAccountRequest>,
  header: string | undefined,
): Promise<void> {
  const word = body.confirmation ?? body.confirm;
  if (!DELETE_CONFIRMATIONS.some((accepted) => accepted === word)) {
    throw new Problem("confirmation_missing", {
      detail: `confirmation: must be "${DELETE_CONFIRMATIONS[0]}".`,
      fields: { confirmation: `must be "${DELETE_CONFIRMATIONS[0]}"` },
    });
  }
  await requireRecentProof(ctx, await ownRow(ctx), body.password ?? header);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await endAccount(trx, ctx, { id: ctx.principal.id, org_id: ctx.org_id }, ctx.principal);
  });
}

async function recordOwn(
  trx: Parameters<typeof record>[0],
  ctx: Context,
  action: "user.update" | "auth.password_change",
  details: Record<string, unknown>,
): Promise<void> {
  await record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "user", id: ctx.principal.id },
    details,
  });
}

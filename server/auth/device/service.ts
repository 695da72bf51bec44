// Signing in a device that has no browser (RFC 8628): it shows a short code, a person approves it, it gets a token.
import { randomInt, randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type {
  DeviceCodeRequest,
  DeviceCodeResponse,
  DeviceCodeStatusResponse,
  DeviceDecisionResponse,
  DeviceTokenResponse,
} from "#lib/schemas/device.ts";
import { requireAllowedAddress } from "#server/api/steps/ip-rules.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import { authenticate } from "#server/auth/authenticate.ts";
import { emailKey } from "#server/auth/passwords.ts";
import { insertSession, selectUser } from "#server/auth/store.ts";
import { issueUserToken } from "#server/auth/tokens.ts";
import type { Context, Principal, PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import {
  decideDeviceCode,
  insertDeviceCode,
  pollDeviceCode,
  selectApprover,
  selectDeviceCode,
  takeApproved,
} from "./store.ts";

const CODE_SECONDS = 600;
const INTERVAL_SECONDS = 5;
const TOKEN_SECONDS = 86_400;
// 32 characters that are not mistaken for one another: 8 of them are 40 bits.
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const GUESSES = { burst: 60, per_second: 1 / 3 };
const GUESSES_OF_ONE_CODE = { burst: 30, per_second: 1 / 20 };

/** A code for the device and one for the person, good for 10 minutes. @see RFC 8628, 3.2 */
export async function newDeviceCode(
  ctx: PublicContext,
  body: z.output<typeof DeviceCodeRequest>,
): Promise<z.input<typeof DeviceCodeResponse>> {
  const { runtime, now } = ctx;
  const device_code = newOpaqueToken();
  const user_code = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const [device_code_hash, user_code_hash] = await Promise.all([
    hashDeviceCode(ctx, device_code),
    hashUserCode(ctx, user_code),
  ]);
  await transaction(runtime.db, null, async (trx) => {
    await insertDeviceCode(trx, {
      device_code_hash,
      user_code_hash,
      client_id: body.client_id,
      email_key: body.email === undefined ? null : emailKey(body.email),
      ip: ctx.ip,
      user_agent: ctx.user_agent?.slice(0, 256).toWellFormed() ?? null,
      interval_seconds: INTERVAL_SECONDS,
      created_at: now,
      expires_at: new Date(now.getTime() + CODE_SECONDS * 1000),
    });
    await record(trx, ctx, {
      org_id: SYSTEM_ORG,
      actor: { type: "anonymous", id: null },
      action: "auth.device_code",
      details: { client_id: body.client_id, for_one_account: body.email !== undefined },
    });
  });
  const verification_uri = `${runtime.config.PUBLIC_URL}/cli/verify`;
  return {
    device_code,
    user_code: shown(user_code),
    verification_uri,
    verification_uri_complete: `${verification_uri}?code=${shown(user_code)}`,
    expires_in: CODE_SECONDS,
    interval: INTERVAL_SECONDS,
  };
}

/** A token once the code is approved, handed out once; until then, and otherwise, what the device should do. */
export async function pollForToken(
  ctx: PublicContext,
  device_code: string,
): Promise<z.input<typeof DeviceTokenResponse>> {
  const { db } = ctx.runtime;
  const hash = await hashDeviceCode(ctx, device_code);
  const code = await pollDeviceCode(db, hash, ctx.now);
  if (!code) return { error: "expired_token" };
  if (code.status === "denied") return { error: "access_denied" };
  // A code that is approved is exchanged however soon after the last poll: `slow_down` is for those that wait.
  if (code.status === "pending") return { error: code.too_fast ? "slow_down" : "authorization_pending" };
  return exchange(ctx, hash);
}

async function exchange(ctx: PublicContext, hash: Buffer): Promise<z.input<typeof DeviceTokenResponse>> {
  const { runtime, now } = ctx;
  const user = await selectApprover(runtime.db, hash, now);
  if (!user) return { error: "expired_token" };
  const session_id = randomUUIDv7();
  const { jti, ...token } = await issueUserToken(
    ctx,
    { user_id: user.id, org_id: user.org_id, epoch: user.epoch, session_id },
    TOKEN_SECONDS,
  );
  const opened = await transaction(runtime.db, user.org_id, async (trx) => {
    if (!(await takeApproved(trx, hash, user.id, now))) return false;
    const user_agent = ctx.user_agent?.slice(0, 256).toWellFormed() ?? null;
    const session = { id: session_id, org_id: user.org_id, user_id: user.id, ip: ctx.ip, user_agent };
    const expires_at = new Date(now.getTime() + TOKEN_SECONDS * 1000);
    if (!(await insertSession(trx, session, user.epoch, now, expires_at))) return false;
    await record(trx, ctx, {
      org_id: user.org_id,
      actor: { type: "user", id: user.id },
      action: "auth.device_token",
      resource: { type: "session", id: session_id },
      details: { jti, client_id: user.client_id },
    });
    return true;
  });
  if (!opened) return { error: "expired_token" };
  return { ...token, email: user.email, user_id: user.id, org_id: user.org_id };
}

/**
 * What became of a code; who asks, and from where, is told to signed-in people, and not of a code for another account.
 * @throws Problem `device_code_not_found` | `rate_limited`
 */
export async function deviceCodeStatus(
  ctx: PublicContext,
  user_code: string,
): Promise<z.input<typeof DeviceCodeStatusResponse>> {
  const { db } = ctx.runtime;
  const principal = await whoAsks(ctx);
  const hash = await guess(ctx, user_code);
  const code = await selectDeviceCode(db, hash, ctx.now);
  if (!code) throw notFound();
  const known = {
    user_code: shown(user_code),
    status: code.status as "pending" | "approved" | "denied",
    expires_at: code.expires_at.toISOString(),
  };
  if (principal?.type !== "user") return known;
  const row = await selectUser(db, principal.org_id, principal.id);
  if (code.email_key !== null && code.email_key !== row?.email_key) throw notFound();
  return {
    ...known,
    client_id: code.client_id,
    ...(code.ip !== null && { ip: code.ip }),
    ...(code.user_agent !== null && { user_agent: code.user_agent }),
    created_at: code.created_at.toISOString(),
  };
}

async function whoAsks(ctx: PublicContext): Promise<Principal | null> {
  if (ctx.credential === null) return null;
  const { principal, ip_rules } = await authenticate(ctx, ctx.credential, null);
  requireAllowedAddress(ctx, principal, ip_rules);
  return principal;
}

/**
 * Lets the device of a waiting code sign in as the caller, or refuses it for good.
 * @throws Problem `device_code_not_found` | `rate_limited`
 */
export async function decide(
  ctx: Context,
  user_code: string,
  status: "approved" | "denied",
): Promise<z.input<typeof DeviceDecisionResponse>> {
  const hash = await guess(ctx, user_code);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const device = await decideDeviceCode(trx, ctx.principal, hash, status, ctx.now);
    if (!device) throw notFound();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: status === "approved" ? "auth.device_approve" : "auth.device_deny",
      resource: { type: "user", id: ctx.principal.id },
      details: { client_id: device.client_id, device_ip: device.ip },
    });
  });
  return {
    message:
      status === "approved"
        ? "The device is signed in. You can close this page."
        : "The device was refused. You can close this page.",
  };
}

/** What a typed code is looked up under; every look-up counts as a guess. @throws Problem `rate_limited` */
async function guess(ctx: PublicContext, user_code: string): Promise<Buffer> {
  const { rateLimits } = ctx.runtime;
  await rateLimits.take("device/address", ctx.ip ?? "unknown", GUESSES);
  await rateLimits.take("device/code", user_code, GUESSES_OF_ONE_CODE);
  return hashUserCode(ctx, user_code);
}

function hashDeviceCode({ runtime }: PublicContext, device_code: string): Promise<Buffer> {
  return hashOpaqueToken(runtime.kms, "device", device_code);
}

function hashUserCode({ runtime }: PublicContext, user_code: string): Promise<Buffer> {
  return hashOpaqueToken(runtime.kms, "device-user-code", user_code);
}

function shown(user_code: string): string {
  return `${user_code.slice(0, 4)}-${user_code.slice(4)}`;
}

function notFound(): Problem {
  return new Problem("device_code_not_found", {
    detail:
      "No device waits with this code: it is mistyped, has expired, was decided on, or is meant for another account.",
  });
}

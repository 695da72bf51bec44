// Self-enrolment: a program asks to become an agent, and a signed-in person decides; the key goes to that person alone.
// Must never tell a program whether an address has an account, nor give it a key.
import { randomUUIDv7 } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import { CreateAgentRequest } from "#lib/schemas/agents.ts";
import type {
  DecideEnrolmentRequest,
  EnrollAgentRequest,
  EnrollAgentResponse,
  EnrolmentApprovedResponse,
  EnrolmentResponse,
} from "#lib/schemas/enrolment.ts";
import { prepareAgent } from "#server/agents/service.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import { emailKey } from "#server/auth/passwords.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import {
  decide,
  insertEnrolment,
  selectAccount,
  selectAddress,
  selectById,
  selectByToken,
  selectDecided,
  selectOpen,
  undone,
} from "./store.ts";

type Row = NonNullable<Awaited<ReturnType<typeof selectByToken>>>;
type View = z.input<typeof EnrolmentResponse>;
type Choice = z.output<typeof DecideEnrolmentRequest>;
type Address = { email: string; email_key: string; is_own: boolean };

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const OPEN_MS = 86_400_000;
const LIMITS = { all: 10_000, per_email: 20 };
const PER_EMAIL = { burst: 1, per_second: 1 / 600 };
const ACCESS = "Nothing at first: it reads no secret and sees no vault until somebody gives it a policy.";

/**
 * Takes a program's request. The answer, its limits and the work behind it are the same whether or not the address has an
 * account; only one that has is sent a mail, once in ten minutes at most.
 * @throws Problem `enrolment_closed` | `rate_limited`
 */
export async function enroll(
  ctx: PublicContext,
  body: z.output<typeof EnrollAgentRequest>,
): Promise<z.input<typeof EnrollAgentResponse>> {
  const { runtime } = ctx;
  if (runtime.settings.current().enrolment === "off") {
    throw new Problem("enrolment_closed", {
      detail: "The operator has switched enrolment off. Have a person register the agent.",
    });
  }
  const { name, description = "", human_email } = body;
  const email_key = human_email === undefined ? null : emailKey(human_email);
  const { ENROLMENTS_PER_HOUR: burst } = runtime.config;
  await runtime.rateLimits.take("enrol/address", network(ctx.ip), { burst, per_second: burst / 3600 });
  if (email_key !== null) await runtime.rateLimits.take("enrol/email", email_key, PER_EMAIL);
  const token = newOpaqueToken();
  const row = {
    id: randomUUIDv7(),
    token_hash: await hashOpaqueToken(runtime.kms, "enrolment", token),
    name,
    description,
    email_key,
    ip: ctx.ip,
    user_agent: ctx.user_agent?.slice(0, 256).toWellFormed().replaceAll("\0", "") ?? null,
    created_at: ctx.now,
    expires_at: new Date(ctx.now.getTime() + OPEN_MS),
  };
  const approval_url = `${runtime.config.PUBLIC_URL}/enroll/approve?token=${token}`;
  await store(ctx, row, approval_url);
  const message = human_email
    ? "If the address has an account here, its owner has been asked. They can also open approval_url while signed in. The key will go to them."
    : "Have a person open approval_url while signed in. The key will go to them.";
  return { agent_id: NIL_UUID, message, approval_url };
}

type NewRow = Parameters<typeof insertEnrolment>[1];

async function store(ctx: PublicContext, row: NewRow, url: string): Promise<void> {
  await transaction(ctx.runtime.db, null, async (trx) => {
    if (!(await insertEnrolment(trx, row, LIMITS))) throw tooMany();
    const account = row.email_key ? await selectAccount(trx, row.email_key) : undefined;
    const is_asked = account !== undefined && isKnownOwner(ctx, account);
    if (row.email_key) {
      const mail = (to: string) => mailRequest(trx, ctx, to, row, url);
      if (is_asked) await mail(account.email);
      else await undone(trx, () => mail("nobody@invalid"));
    }
    await record(trx, ctx, {
      org_id: is_asked ? account.org_id : SYSTEM_ORG,
      actor: { type: "anonymous", id: null },
      action: "agent.enroll",
      resource: { type: "enrolment", id: row.id ?? null },
      details: { name: row.name, by_email: row.email_key !== null },
    });
  });
}

function mailRequest(trx: Database, ctx: PublicContext, to: string, row: NewRow, url: string): Promise<void> {
  return queueMail(trx, ctx, to, "enrolment_request", {
    agent_name: row.name,
    description: row.description ?? "",
    ip: row.ip ?? null,
    url,
    expires_at: row.expires_at.toISOString(),
  });
}

/** The requests made for the caller's address that wait, or those that are over, with the ones the caller decided by link. */
export async function listEnrolments(
  ctx: Context,
  { limit, cursor, status }: { limit: number; cursor?: string; status: "pending" | "decided" },
): Promise<{ enrolments: View[] }> {
  const address = await addressOf(ctx);
  const from = readCursor(cursor);
  const email_key = address.is_own ? address.email_key : null;
  const { db } = ctx.runtime;
  const rows =
    status === "pending"
      ? await selectOpen(db, email_key, ctx.now, from, limit + 1)
      : await selectDecided(db, { email_key, decided_by: ctx.principal.id }, ctx.now, from, limit + 1);
  return { enrolments: nextPage(ctx, rows, limit, (row) => row.id).map((row) => view(ctx, row)) };
}

/** The request that a link names, for a person who may decide it. @throws Problem `enrolment_not_found` */
export async function lookUpEnrolment(ctx: Context, token: string): Promise<View> {
  return view(ctx, await find(ctx, { token }, await addressOf(ctx)));
}

/**
 * Makes the agent in the approver's organization, without any access. Its key is mailed to the approver, or shown this
 * once where no mail can reach them.
 * @throws Problem `enrolment_not_found` | `enrolment_decided` | `enrolment_expired`
 */
export async function approve(
  ctx: Context,
  choice: Choice,
): Promise<z.input<typeof EnrolmentApprovedResponse>> {
  const { runtime, now, principal } = ctx;
  const address = await addressOf(ctx);
  const row = await find(ctx, choice, address);
  requireOpen(ctx, row);
  const { id, api_key, insert } = await prepareAgent(
    ctx,
    CreateAgentRequest.parse({ name: row.name, description: row.description }),
  );
  if (!api_key) throw new Error("an agent with an API key got none");
  const is_mailed = runtime.config.SMTP_URL !== undefined && address.is_own;
  const agent = await transaction(runtime.db, ctx.org_id, async (trx) => {
    const decision = { status: "approved", decided_by: principal.id, decided_at: now, agent_id: id } as const;
    if (!(await decide(trx, row.id, decision))) throw decided();
    const made = await insert(trx);
    if (is_mailed)
      await queueMail(trx, ctx, address.email, "enrolment_approved", {
        agent_name: made.name,
        agent_id: made.id,
        api_key,
      });
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: principal,
      action: "agent.enroll_approve",
      resource: { type: "enrolment", id: row.id },
      details: { agent_id: made.id, name: made.name, asked_from: row.ip, key_is_mailed: is_mailed },
    });
    return made;
  });
  return is_mailed
    ? { agent, message: "The agent is registered. Its key has been mailed to you." }
    : { agent, api_key, message: "The agent is registered. This is its key, shown this once." };
}

/** Turns the request down, for good. @throws Problem `enrolment_not_found` | `enrolment_decided` | `enrolment_expired` */
export async function deny(ctx: Context, choice: Choice): Promise<{ message: string }> {
  const row = await find(ctx, choice, await addressOf(ctx));
  requireOpen(ctx, row);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const decision = {
      status: "denied",
      decided_by: ctx.principal.id,
      decided_at: ctx.now,
      agent_id: null,
    } as const;
    if (!(await decide(trx, row.id, decision))) throw decided();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "agent.enroll_deny",
      resource: { type: "enrolment", id: row.id },
      details: { name: row.name, asked_from: row.ip },
    });
  });
  return { message: "The request was denied. No agent was made." };
}

async function addressOf(ctx: Context): Promise<Address> {
  const found = await selectAddress(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  if (!found) throw new Error("the authenticated person has no row");
  return { email: found.email, email_key: found.email_key, is_own: isKnownOwner(ctx, found) };
}

/** Without a mailer no address can be verified, so the one an account has counts as its own. */
function isKnownOwner(ctx: PublicContext, { email_verified }: { email_verified: boolean }): boolean {
  return email_verified || ctx.runtime.config.SMTP_URL === undefined;
}

async function find(ctx: Context, { token, enrolment_id }: Choice, address: Address): Promise<Row> {
  const { db, kms } = ctx.runtime;
  const row =
    token === undefined
      ? await selectById(db, enrolment_id ?? NIL_UUID, address.email_key)
      : await selectByToken(db, await hashOpaqueToken(kms, "enrolment", token));
  const is_theirs = row?.email_key === null || (row?.email_key === address.email_key && address.is_own);
  if (row && is_theirs) return row;
  throw new Problem("enrolment_not_found", {
    detail: "There is no such request, or it was made for another account's address.",
  });
}

/** @throws Problem `enrolment_decided` | `enrolment_expired` */
function requireOpen(ctx: Context, row: Row): void {
  if (row.status !== "pending") throw decided();
  if (row.expires_at > ctx.now) return;
  throw new Problem("enrolment_expired", {
    detail: "Nobody decided this request within 24 hours. Have the agent ask again.",
  });
}

function decided(): Problem {
  return new Problem("enrolment_decided", { detail: "This request has been approved or denied already." });
}

function tooMany(): Problem {
  return new Problem("rate_limited", {
    detail: "Too many requests for enrolment are open. Try again later, or have a person register the agent.",
    headers: { "retry-after": "3600" },
  });
}

// Who has one version 6 address has the whole /64 it is in.
function network(ip: string | null): string {
  if (ip === null) return "unknown";
  const address = ipaddr.process(ip);
  return address.kind() === "ipv4" ? ip : ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}

function view(ctx: Context, row: Row): View {
  const is_over = row.status === "pending" && row.expires_at <= ctx.now;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    status: is_over ? "expired" : (row.status as View["status"]),
    ip: row.ip ?? undefined,
    user_agent: row.user_agent ?? undefined,
    for_your_address: row.email_key !== null,
    access: ACCESS,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    decided_at: row.decided_at?.toISOString(),
  };
}

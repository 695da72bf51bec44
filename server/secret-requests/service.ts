// Secret requests: an agent asks for a value at a path, and people who may write there answer it on a page.
// Must never give the agent anything but the state of its own requests, nor tell whether there is a secret.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type {
  CreateSecretRequestRequest,
  FulfilSecretRequestRequest,
  SecretRequestFulfilledResponse,
  SecretRequestListQuery,
  SecretRequestResponse,
} from "#lib/schemas/secret-requests.ts";
import { SecretType } from "#lib/schemas/secrets.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import { grantFor, permits, visibleVaults } from "#server/policies/access.ts";
import { beyondCeilings, isWithinPermissions } from "#server/policies/evaluate.ts";
import { putSecret, type Together } from "#server/secrets/service.ts";
import { vaultNotFound } from "#server/vaults/lookup.ts";
import {
  closeExpired,
  decide,
  insertRequest,
  lockAgent,
  type NewRequest,
  type StoredRequest,
  selectAddresses,
  selectOpen,
  selectRequest,
  selectRequests,
  type Whose,
} from "./store.ts";
import { agentView, listedView, personView, statusOf, urlOf } from "./view.ts";

type View = z.input<typeof SecretRequestResponse>;

const LIMITS = { open: 20, per_hour: 30 };

/**
 * Asks the agent's people for a value. While a request of the agent's for the path is open, that one is the answer.
 * @throws Problem `vault_not_found` | `vault_not_bound` | `scope_insufficient` | `path_not_granted`, as a read of the
 *   path by an agent that may neither read nor write it; `rate_limited`
 */
export async function askForSecret(
  ctx: Context,
  vault_id: string,
  { path, type, reason, expires_in_seconds }: z.output<typeof CreateSecretRequestRequest>,
): Promise<View> {
  const { org_id, principal, now } = ctx;
  if (!(await permits(ctx, vault_id, path, "write"))) await grantFor(ctx, vault_id, path, "read");
  const row: NewRequest = {
    id: randomUUIDv7(),
    org_id,
    vault_id,
    agent_id: principal.id,
    path,
    type: type ?? null,
    reason,
    created_at: now,
    expires_at: new Date(now.getTime() + expires_in_seconds * 1000),
  };
  return transaction(ctx.runtime.db, org_id, async (trx) => {
    if (!(await lockAgent(trx, org_id, principal.id))) throw notFound();
    const open = await selectOpen(trx, org_id, row, now);
    return agentView(ctx, open ?? (await store(trx, ctx, row)));
  });
}

async function store(trx: Database, ctx: Context, row: NewRequest): Promise<StoredRequest> {
  await closeExpired(trx, ctx.org_id, row.agent_id, ctx.now);
  const { isMade, open, lately } = await insertRequest(trx, row, LIMITS);
  if (open >= LIMITS.open) throw tooMany(`${open} requests of this agent wait for an answer`);
  if (lately >= LIMITS.per_hour) throw tooMany(`This agent has asked ${lately} times within an hour`);
  const stored = isMade ? await selectRequest(trx, ctx.org_id, row.id) : undefined;
  if (!stored) throw vaultNotFound();
  await recordRequest(trx, ctx, "secret_request.create", stored, {
    ...(row.type && { type: row.type }),
    expires_at: row.expires_at.toISOString(),
  });
  await tellPeople(trx, ctx, stored);
  return stored;
}

/** Mails whoever registered the agent and whoever made the vault, where their addresses are known to be theirs. */
async function tellPeople(trx: Database, ctx: Context, row: StoredRequest): Promise<void> {
  const people = new Set([row.agent_created_by]);
  if (row.vault_created_by_type === "user") people.add(row.vault_created_by);
  const { SMTP_URL } = ctx.runtime.config;
  for (const { email, email_verified } of await selectAddresses(trx, ctx.org_id, [...people])) {
    if (SMTP_URL !== undefined && !email_verified) continue;
    await queueMail(trx, ctx, email, "secret_request", {
      agent_name: row.agent_name,
      path: row.path,
      vault_name: row.vault_name,
      reason: row.reason,
      url: urlOf(ctx, row),
      expires_at: row.expires_at.toISOString(),
    });
  }
}

/** One request, for the agent that made it and people who may answer it. @throws Problem `secret_request_not_found` */
export async function readRequest(ctx: Context, id: string): Promise<View> {
  const row = await find(ctx, id);
  return ctx.principal.type === "agent" ? agentView(ctx, row) : personView(ctx, row);
}

/** One page of the agent's own requests, or of those that a person may answer. */
export async function listRequests(
  ctx: Context,
  { status, limit, cursor }: z.output<typeof SecretRequestListQuery>,
): Promise<{ secret_requests: View[] }> {
  const rows = await selectRequests(ctx.runtime.db, ctx.org_id, await whoseFor(ctx), {
    status,
    now: ctx.now,
    from_id: readCursor(cursor),
    limit: limit + 1,
  });
  const page = nextPage(ctx, rows, limit, (row) => row.id);
  const view = ctx.principal.type === "agent" ? agentView : listedView;
  return { secret_requests: page.map((row) => view(ctx, row)) };
}

async function whoseFor(ctx: Context): Promise<Whose> {
  const { principal } = ctx;
  if (principal.type === "agent") return { agent_id: principal.id };
  const { ceilings } = principal;
  return {
    writable: await visibleVaults(ctx, undefined, "write"),
    made_agent: isWithinPermissions(ceilings, "write") ? principal.id : null,
    within: { paths: ceilings.path_scopes, vault_ids: ceilings.vault_ids },
  };
}

/**
 * Stores the value at the path that was asked for, as a write of it does, and closes the request: both or neither.
 * @throws Problem `secret_request_not_found` | `secret_request_answered` | `secret_request_expired`, and as `putSecret`
 */
export async function fulfil(
  ctx: Context,
  id: string,
  body: z.output<typeof FulfilSecretRequestRequest>,
  cmek_fingerprint?: string,
): Promise<z.input<typeof SecretRequestFulfilledResponse>> {
  const row = await find(ctx, id);
  requireOpen(ctx, row);
  const { vault_id, path } = row;
  const type = body.type ?? SecretType.optional().parse(row.type ?? undefined);
  const secret = await putSecret(
    ctx,
    { vault_id, path },
    { ...body, ...(type && { type }) },
    cmek_fingerprint,
    closing(ctx, row),
  );
  return { request: await personView(ctx, await find(ctx, id)), secret };
}

class NothingStored extends Error {}

/** Closes the request in the transaction that stores the value. */
function closing(ctx: Context, row: StoredRequest): Together {
  return async (insert) => {
    try {
      await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
        // First, so that of two answers the second waits here and stores nothing.
        await close(trx, ctx, row, "fulfilled");
        if (!(await insert(trx))) throw new NothingStored();
        await recordRequest(trx, ctx, "secret_request.fulfil", row, {});
      });
      return true;
    } catch (error) {
      if (error instanceof NothingStored) return false;
      throw error;
    }
  };
}

/** Turns a request down for good. @throws Problem `secret_request_not_found` | `secret_request_answered` | `secret_request_expired` */
export async function decline(ctx: Context, id: string, reason: string | undefined): Promise<View> {
  const row = await find(ctx, id);
  requireOpen(ctx, row);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await close(trx, ctx, row, "declined", reason);
    await recordRequest(trx, ctx, "secret_request.decline", row, {});
  });
  return personView(ctx, await find(ctx, id));
}

/** Takes the agent's own request back. @throws Problem `secret_request_not_found` | `secret_request_answered` | `secret_request_expired` */
export async function withdraw(ctx: Context, id: string): Promise<void> {
  const row = await find(ctx, id);
  requireOpen(ctx, row);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await close(trx, ctx, row, "withdrawn");
    await recordRequest(trx, ctx, "secret_request.withdraw", row, {});
  });
}

async function close(
  trx: Database,
  ctx: Context,
  { id }: StoredRequest,
  status: "fulfilled" | "declined" | "withdrawn",
  decline_reason: string | null = null,
): Promise<void> {
  const decision = { status, decided_by: ctx.principal.id, decided_at: ctx.now, decline_reason };
  if (!(await decide(trx, ctx.org_id, id, decision))) throw answered();
}

/** @throws Problem `secret_request_not_found`, the same for what is not there and what is not the caller's */
async function find(ctx: Context, id: string): Promise<StoredRequest> {
  const row = await selectRequest(ctx.runtime.db, ctx.org_id, id);
  if (!row || !(await maySee(ctx, row))) throw notFound();
  return row;
}

/** An agent sees its own; a person what the person may write, and what an agent of the person's asks for. */
async function maySee(ctx: Context, { agent_id, agent_created_by, vault_id, path }: StoredRequest) {
  const { type, id, ceilings } = ctx.principal;
  if (type === "agent") return agent_id === id;
  if (beyondCeilings(ceilings, vault_id, path, "write") !== null) return false;
  return agent_created_by === id || permits(ctx, vault_id, path, "write");
}

/** @throws Problem `secret_request_answered` | `secret_request_expired` */
function requireOpen(ctx: Context, row: StoredRequest): void {
  const status = statusOf(ctx, row);
  if (status === "pending") return;
  if (status !== "expired") throw answered();
  throw new Problem("secret_request_expired", {
    detail: "Nobody answered this request in the time the agent gave it. Have the agent ask again.",
  });
}

function recordRequest(
  trx: Database,
  ctx: Context,
  action: AuditAction,
  { id, vault_id, path, agent_id }: StoredRequest,
  more: Record<string, unknown>,
): Promise<string> {
  return record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    // Whoever asks writes the reason, and the log is for good: it holds none.
    resource: { type: "secret_request", id },
    details: { vault_id, path, agent_id, ...more },
  });
}

function notFound(): Problem {
  return new Problem("secret_request_not_found", {
    detail: "There is no such request, or it is not one that you may see.",
  });
}

function answered(): Problem {
  return new Problem("secret_request_answered", {
    detail: "This request has been answered or withdrawn already. Nothing was stored.",
  });
}

function tooMany(why: string): Problem {
  return new Problem("rate_limited", {
    detail: `${why}. Withdraw what is not needed any more, or wait for answers.`,
    headers: { "retry-after": "600" },
  });
}

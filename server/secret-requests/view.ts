// How a secret request is shown: to the agent that made it, and to people who may answer it.
// Must never tell the agent anything of the value, or that there was one before.
import type { z } from "zod";
import type { SecretRequestResponse } from "#lib/schemas/secret-requests.ts";
import type { Context } from "#server/context.ts";
import { permits } from "#server/policies/access.ts";
import { agentCouldRead } from "#server/policies/own-access.ts";
import { addressed } from "#server/secrets/service.ts";
import type { StoredRequest } from "./store.ts";

type View = z.input<typeof SecretRequestResponse>;

/** Where a request stands now; one that nobody answered in time has expired, whether or not that is written down. */
export function statusOf({ now }: Context, { status, expires_at }: StoredRequest): View["status"] {
  return status === "pending" && expires_at <= now ? "expired" : (status as View["status"]);
}

/** The page of a request. It opens nothing by itself. */
export function urlOf({ runtime }: Context, { id }: { id: string }): string {
  return `${runtime.config.PUBLIC_URL}/requests/${id}`;
}

/** What the asking agent is told: its own words, and what became of them. */
export function agentView(ctx: Context, row: StoredRequest): View {
  return {
    id: row.id,
    vault_id: row.vault_id,
    path: row.path,
    ...(row.type && { type: row.type }),
    reason: row.reason,
    status: statusOf(ctx, row),
    url: urlOf(ctx, row),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    ...(row.decided_at && { decided_at: row.decided_at.toISOString() }),
    ...(row.decline_reason && { decline_reason: row.decline_reason }),
  };
}

/** What people see in a list. */
export function listedView(ctx: Context, row: StoredRequest): View {
  return {
    ...agentView(ctx, row),
    vault_name: row.vault_name,
    agent: {
      id: row.agent_id,
      name: row.agent_name,
      is_active: row.agent_is_active,
      ...(row.maker_name && { created_by_name: row.maker_name }),
    },
    ...(row.decider_name && { decided_by_name: row.decider_name }),
  };
}

/** What somebody who may answer sees of one request. */
export async function personView(ctx: Context, row: StoredRequest): Promise<View> {
  const { vault_id, path } = row;
  const view = listedView(ctx, row);
  const vault = {
    id: vault_id,
    created_by: row.vault_created_by,
    created_by_type: row.vault_created_by_type === "agent" ? ("agent" as const) : ("user" as const),
  };
  const can_read = await agentCouldRead(ctx, vault, row.agent_id, path);
  const can_fulfil = await permits(ctx, vault_id, path, "write");
  const existing_version = await versionFor(ctx, vault_id, path);
  return {
    ...view,
    ...(view.agent && { agent: { ...view.agent, can_read } }),
    can_fulfil,
    ...(existing_version !== null && { existing_version }),
  };
}

/** The version that is there, for people who may read the path. */
async function versionFor(ctx: Context, vault_id: string, path: string): Promise<number | null> {
  if (!(await permits(ctx, vault_id, path, "read"))) return null;
  const { secret } = await addressed(ctx, { vault_id, path });
  return secret && !secret.deleted_at && secret.version ? secret.version.version : null;
}

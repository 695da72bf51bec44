// Calls that explain decisions, and that try changes on them.
import { expectStatus } from "../test-api.ts";
import { byOwner, inVault, type Make, type World } from "../world.ts";

/** Has the agent denied, and gives the id of that decision. */
async function denial(w: World): Promise<string> {
  const answer = await w.api.ask<{ decision_id: string }>("GET", `/v1/vaults/${w.vault_id}/secrets/prod/db`, {
    token: w.bot_token,
  });
  return expectStatus(answer, 403).decision_id;
}

export const examples: Record<string, Make> = {
  explainPolicies: (w) => ({
    ...byOwner(w),
    body: {
      vault_id: w.vault_id,
      principal_type: "agent",
      principal_id: w.bot.id,
      path: "prod/db",
      permission: "read",
      ip: "203.0.113.9",
      at: "2027-01-31T12:00:00Z",
    },
  }),
  getPolicyDecision: async (w) => ({ ...byOwner(w), params: { decision_id: await denial(w) } }),
  replayPolicies: (w) => ({
    ...inVault(w),
    body: {
      change: {
        create: {
          secret_path_pattern: "prod/**",
          principal_type: "agent",
          principal_id: w.bot.id,
          permissions: ["read"],
        },
      },
      days: 7,
    },
  }),
};

export const ids = async (w: World) => ({ decision_id: await denial(w) });

// Calls of the operator that succeed.
import { person } from "../test-api.ts";
import { byOperator, type Call, type Make, type World } from "../world.ts";

const onLimits = (w: World): Call => ({ ...byOperator(w), params: { org_id: w.owner.org_id } });
const onSetting = (w: World): Call => ({ ...byOperator(w), params: { key: "session_days" } });

export const examples: Record<string, Make> = {
  adminListSettings: byOperator,
  adminUpdateSetting: (w) => ({ ...onSetting(w), body: { value: "30" } }),
  adminDeleteSetting: onSetting,
  adminListUsers: (w) => ({ ...byOperator(w), query: "?limit=5&q=example" }),
  adminDeleteUser: async (w) => ({ ...byOperator(w), params: { user_id: (await person(w.api)).id } }),
  adminGetOrgLimits: onLimits,
  adminUpdateOrgLimits: async (w) => ({
    ...byOperator(w),
    params: { org_id: (await person(w.api)).org_id },
    body: { free_tier_override: 5000, is_sponsored: true, max_vaults: 100_000, max_agents: null },
  }),
};

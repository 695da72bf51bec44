import { expectStatus } from "../test-api.ts";
import { byOwner, inVault, type Make, onFreshSecret, onFreshVersion } from "../world.ts";

export const examples: Record<string, Make> = {
  rollbackSecret: onFreshVersion,
  undeleteSecret: async (w) => {
    const call = await onFreshSecret(w);
    const { vault_id, path } = call.params ?? {};
    const { token } = w.owner;
    expectStatus(await w.api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/${path}`, { token }), 204);
    return call;
  },
  importSecrets: (w) => ({
    ...inVault(w),
    body: {
      entries: [
        {
          path: `imported/${crypto.randomUUID()}`,
          value: "example",
          type: "api_key",
          metadata: { note: "example" },
          expires_at: "2099-01-01T00:00:00Z",
          max_access_count: 5,
        },
      ],
      on_conflict: "skip",
    },
  }),
  searchSecrets: (w) => ({ ...byOwner(w), query: "?q=pay&type=generic&limit=10" }),
  listExpiringSecrets: (w) => ({ ...byOwner(w), query: "?days=30&limit=10" }),
};

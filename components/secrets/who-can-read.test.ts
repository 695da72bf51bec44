import { describe, expect, it } from "vitest";
import { whoCanRead } from "./who-can-read.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const VAULT = { id: "v", created_by: "owner", created_by_type: "user" as const };
type Policies = Parameters<typeof whoCanRead>[2];
const policy = (principal_id: string, secret_path_pattern: string, more: object = {}) =>
  ({
    id: `${principal_id} ${secret_path_pattern}`,
    vault_id: "v",
    secret_path_pattern,
    principal_type: principal_id.startsWith("bot") ? "agent" : "user",
    principal_id,
    permissions: ["read"],
    conditions: {},
    created_by: "owner",
    created_by_type: "user",
    created_at: "2026-01-01T00:00:00Z",
    ...more,
  }) as Policies[number];
const bot = (id: string, more: object = {}) => ({ id, is_active: true, scopes: [], ...more });
const ask = (policies: Policies, bots: ReturnType<typeof bot>[] = []) =>
  whoCanRead(VAULT, "db/password", policies, new Map(bots.map((each) => [each.id, each])), NOW);

describe("who can read a path", () => {
  it("is its vault's owner without any policy", () => {
    expect(ask([])).toMatchObject([{ id: "owner", owner: true, policies: [] }]);
  });

  it("is whoever a live policy for reading covers it for, with every such policy", () => {
    const found = ask([
      policy("bot-a", "db/*"),
      policy("bot-a", "**"),
      policy("ada", "db/password"),
      policy("bot-b", "db/user"),
      policy("bot-c", "**", { permissions: ["write"] }),
      policy("bot-d", "**", { expires_at: "2026-06-01T12:00:00Z" }),
    ]);
    expect(found.map(({ id, policies }) => [id, policies.length])).toEqual([
      ["owner", 0],
      ["ada", 1],
      ["bot-a", 2],
    ]);
  });

  it("says of agents what keeps them out all the same", () => {
    const ids = ["bot-off", "bot-old", "bot-elsewhere", "bot-scoped", "bot-inside", "bot-labelled"];
    const found = ask(
      ids.map((id) => policy(id, "**")),
      [
        bot("bot-off", { is_active: false }),
        bot("bot-old", { expires_at: "2026-05-01T00:00:00Z" }),
        bot("bot-elsewhere", { vault_ids: ["other"] }),
        bot("bot-scoped", { scopes: ["api-keys/**"] }),
        bot("bot-inside", { scopes: ["api-keys/**", "db/**"], vault_ids: ["v"] }),
        bot("bot-labelled", { scopes: ["deploy", "vaults:read"] }),
      ],
    );
    expect(Object.fromEntries(found.slice(1).map(({ id, kept_out }) => [id, kept_out]))).toEqual({
      "bot-off": "inactive",
      "bot-old": "expired",
      "bot-elsewhere": "not_bound",
      "bot-scoped": "scopes",
      "bot-inside": null,
      "bot-labelled": null,
    });
    expect(found.map(({ kept_out }) => kept_out === null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

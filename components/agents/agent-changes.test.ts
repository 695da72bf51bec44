import { expect, it } from "vitest";
import { changesOf, valuesOf } from "./agent-changes.ts";
import { changesSchema } from "./agent-changes-schema.ts";
import type { Agent } from "./agent-words.ts";

const AGENT: Agent = {
  ...{
    id: "a",
    name: "bot",
    description: "old",
    scopes: ["api-keys/**"],
    is_active: true,
    auth_method: "mtls",
  },
  ...{ intents_api_enabled: false, shroud_enabled: false, created_at: "2026-01-01T00:00:00Z" },
  ...{
    expires_at: "2026-02-01T00:00:00Z",
    tx_max_value_eth: "0.5",
    client_cert_fingerprint: "ab".repeat(32),
  },
};

it("an untouched form sends nothing, also for an agent that has expired", () => {
  expect(changesOf(AGENT, valuesOf(AGENT))).toEqual({});
  expect(changesSchema(AGENT).safeParse(valuesOf(AGENT)).success).toBe(true);
});

it("only what was changed is sent, and what was emptied is taken away", () => {
  const values = { ...valuesOf(AGENT), description: "", tx_max_value_eth: "", expires_at: null, scopes: [] };
  expect(changesOf(AGENT, values)).toEqual({
    description: "",
    tx_max_value_eth: null,
    expires_at: null,
    scopes: [],
  });
});

it("a binding to no vault differs from no binding", () => {
  expect(changesOf(AGENT, { ...valuesOf(AGENT), vault_ids: [] })).toEqual({ vault_ids: [] });
});

it("a name that is emptied is refused and not kept silently", () => {
  const found = changesSchema(AGENT).safeParse({ ...valuesOf(AGENT), name: "" });
  expect(found.success ? [] : found.error.issues).toEqual([{ path: ["name"], message: "is required" }]);
});

import { describe, expect, it } from "vitest";
import { type AgentEvent, firstRequestState, whatToCheck, whatWasAsked } from "./first-request-state.ts";

const VAULT = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0";

function event(
  action: string,
  outcome: AgentEvent["outcome"],
  details: Record<string, unknown> = {},
): AgentEvent {
  const created_at = "2026-11-22T09:00:00.000Z";
  return {
    ...{ id: "1", action, outcome, details, created_at, org_id: "2", actor_id: "3", actor_type: "agent" },
    ...{ resource_type: "", resource_id: "" },
  };
}

const read = event("secret.read", "success", { vault_id: VAULT, path: "a/b" });
const denied = event("secret.read", "denied", { vault_id: VAULT, path: "db/x", reason: "no_policy" });
const signedIn = event("auth.agent_token", "success");

describe("the wait for an agent's first read", () => {
  it("goes from nothing over signed in to the read", () => {
    expect(firstRequestState([]).kind).toBe("waiting");
    expect(firstRequestState([signedIn]).kind).toBe("signed_in");
    expect(firstRequestState([read, signedIn]).kind).toBe("read");
  });

  it("shows a denial until a read follows or went before", () => {
    expect(firstRequestState([denied, signedIn])).toEqual({ kind: "denied", event: denied });
    expect(firstRequestState([read, denied]).kind).toBe("read");
    expect(firstRequestState([denied, read]).kind).toBe("read");
  });

  it("is not ended by a read of another vault, nor by a secret that is not there", () => {
    const elsewhere = event("secret.read", "success", { vault_id: "another" });
    expect(firstRequestState([elsewhere], VAULT).kind).toBe("waiting");
    expect(firstRequestState([event("secret.read", "failure")], VAULT).kind).toBe("missing");
  });
});

it("a refusal is told by its reason before its code", () => {
  expect(whatWasAsked(denied)).toBe("read db/x");
  expect(whatToCheck(denied)).toContain("No policy");
  expect(whatToCheck(event("secret.read", "failure", { code: "secret_not_found" }))).toContain("no secret");
  expect(whatToCheck(event("secret.read", "denied", { code: "something_new" }))).toContain("Check");
});

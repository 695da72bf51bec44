import { describe, expect, it } from "vitest";
import { eventWords, hasReason, runsOf } from "./event-words.ts";

const AGENT = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0";
const VAULT = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b1";
const DIRECTORY = {
  agents: [{ id: AGENT, name: "deploy-bot", is_active: true }],
  people: [],
  vaults: [{ id: VAULT, name: "Production", created_by: AGENT }],
};
const read = {
  action: "secret.read",
  outcome: "success" as const,
  actor_type: "agent",
  actor_id: AGENT,
  resource_type: "secret",
  resource_id: "",
  details: { vault_id: VAULT, path: "api-keys/stripe" } as Record<string, unknown>,
};

describe("the line of an event", () => {
  it("says who did what, where", () => {
    expect(eventWords(read, DIRECTORY)).toEqual({
      who: "deploy-bot",
      did: "read",
      what: "api-keys/stripe",
      is_code: true,
      vault: "Production",
    });
  });

  it("never says of an attempt that it was done", () => {
    for (const outcome of ["denied", "failure"] as const)
      expect(eventWords({ ...read, outcome }, DIRECTORY).did).toBe("tried to read");
  });

  it("has a name for everybody, known or not", () => {
    const who = (actor_type: string, actor_id: string) =>
      eventWords({ ...read, actor_type, actor_id }, DIRECTORY).who;
    expect(who("system", "")).toBe("1Claw");
    expect(who("anonymous", "")).toBe("Somebody");
    expect(who("user", VAULT)).toBe("user 0199a1c4");
  });

  it("stands once for the same thing done again and again, with its number", () => {
    const other = { ...read, details: { ...read.details, path: "other" } };
    expect(runsOf([read, read, other, read])).toEqual([
      { event: read, count: 2 },
      { event: other, count: 1 },
      { event: read, count: 1 },
    ]);
    expect(runsOf([read, { ...read, outcome: "denied" as const }])).toHaveLength(2);
  });

  it("leads to a reason only where a policy decided", () => {
    expect(hasReason(read)).toBe(false);
    expect(hasReason({ ...read, outcome: "denied", details: { permission: "read" } })).toBe(true);
    expect(hasReason({ ...read, outcome: "denied", action: "auth.failure" })).toBe(false);
  });
});

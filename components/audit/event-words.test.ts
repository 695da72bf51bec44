import { describe, expect, it } from "vitest";
import { CSV_HEAD, csvLine } from "./csv.ts";
import { ACTIONS, type Event, eventSentence } from "./event-words.ts";
import { readFilters, toQuery, writeFilters } from "./filter-state.ts";

const VAULT = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0";
const BOT = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b1";
const directory = {
  agents: [{ id: BOT, name: "deploy-bot", is_active: true }],
  people: [],
  vaults: [{ id: VAULT, name: "Production", created_by: BOT }],
};

const event = (more: Partial<Event> = {}): Event => ({
  id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b2",
  action: "secret.read",
  outcome: "success",
  actor_id: BOT,
  actor_type: "agent",
  resource_type: "secret",
  resource_id: "s",
  org_id: VAULT,
  details: { vault_id: VAULT, path: "payments/stripe", version: 3 },
  created_at: "2027-01-31T12:00:00.000Z",
  ...more,
});

describe("an event as a sentence", () => {
  it("names who did what, where", () => {
    expect(eventSentence(event(), directory)).toBe("deploy-bot read payments/stripe in Production");
    expect(eventSentence(event({ action: "secret.write" }), directory)).toBe(
      "deploy-bot wrote payments/stripe in Production (version 3)",
    );
  });

  it("says plainly what was denied and what failed", () => {
    expect(eventSentence(event({ outcome: "denied" }), directory)).toBe(
      "deploy-bot was not allowed to read payments/stripe in Production",
    );
    expect(eventSentence(event({ outcome: "failure" }), directory)).toBe(
      "deploy-bot tried to read payments/stripe in Production",
    );
  });

  it("leaves out what the event does not say, and gives ids for what is gone", () => {
    expect(eventSentence(event({ details: {} }), directory)).toBe("deploy-bot read");
    expect(eventSentence(event({ actor_id: VAULT }), directory)).toMatch(/^agent 0199a1c4 read/);
    expect(eventSentence(event({ actor_type: "system", actor_id: "" }), directory)).toMatch(/^The server /);
  });

  it("reads well for every action", () => {
    for (const action of ACTIONS) {
      const text = eventSentence(event({ action }), directory);
      expect(text, action).toMatch(/^deploy-bot [a-z]/);
      expect(text, action).not.toMatch(/[{}|]|undefined| {2}/);
    }
  });
});

describe("the filters in the address", () => {
  const read = (query: string) => readFilters((name) => new URLSearchParams(query).get(name));

  it("come back as they were written", () => {
    const filters = { action: "secret.read", actor: BOT, outcome: "denied", range: "24h" } as const;
    expect(read(writeFilters(filters))).toEqual(filters);
    expect(writeFilters({})).toBe("");
  });

  it("let nothing through that the API would refuse", () => {
    expect(read("action=nonsense&actor=1&outcome=maybe&range=9y&from=now")).toEqual({});
    expect(read("from=2027-02-01T00:00:00.000Z&to=2027-01-01T00:00:00.000Z")).toEqual({});
  });

  it("count a range back from now", () => {
    expect(toQuery({ range: "1h", resource: VAULT }, Date.parse("2027-01-31T12:00:00Z"))).toEqual({
      resource_id: VAULT,
      from: "2027-01-31T11:00:00.000Z",
    });
  });
});

describe("the CSV of events", () => {
  it("has a cell for each column, quoted where it must be", () => {
    const line = csvLine(event({ user_agent: 'a "b", c' }), directory);
    expect(line).toContain('"a ""b"", c"');
    expect(line).toContain("deploy-bot read payments/stripe in Production");
    expect(CSV_HEAD.split(",")).toHaveLength(18);
  });

  it("holds nothing that a spreadsheet would run", () => {
    expect(csvLine(event({ user_agent: "=HYPERLINK(1)" }), directory)).toContain(",'=HYPERLINK(1),");
  });
});

import { describe, expect, it } from "vitest";
import type { Policy } from "./directory.ts";
import { changesOf, draftOf, draftSchema, fieldsOfForm, spoken } from "./policy-draft.ts";

const STORED: Policy = {
  id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
  vault_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b1",
  principal_type: "agent",
  principal_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b2",
  secret_path_pattern: "api-keys/**",
  permissions: ["write", "read"],
  conditions: { time_window: { after: "22:00", before: "06:00" }, ip_allowlist: ["10.0.0.0/8"] },
  expires_at: "2020-01-01T00:00:00.000Z",
  created_by: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b3",
  created_by_type: "user",
  created_at: "2019-01-01T00:00:00.000Z",
};

describe("changing a stored policy", () => {
  it("sends nothing when nothing was changed, even when it has expired", () => {
    const draft = draftOf(STORED, "Europe/Zurich");
    expect(draftSchema(true).safeParse(draft).success).toBe(true);
    expect(changesOf(STORED, draft)).toEqual({});
  });

  it("sends only what was changed, and null for what is taken away", () => {
    const draft = draftOf(STORED, "UTC");
    expect(changesOf(STORED, { ...draft, expires_at: null })).toEqual({ expires_at: null });
    expect(changesOf(STORED, { ...draft, is_timed: false, ip_allowlist: [] })).toEqual({ conditions: null });
    expect(changesOf(STORED, { ...draft, permissions: ["read"] })).toEqual({ permissions: ["read"] });
  });

  it("keeps the zone and the days that a window has by default", () => {
    expect(spoken(draftOf(STORED, "Europe/Zurich")).conditions).toEqual({
      time_window: { after: "22:00", before: "06:00", timezone: "UTC" },
      ip_allowlist: ["10.0.0.0/8"],
    });
  });
});

describe("a draft", () => {
  const draft = {
    ...draftOf(null, "UTC"),
    vault_id: STORED.vault_id,
    principal: `agent:${STORED.principal_id}`,
  };
  const issues = (fields: object) =>
    draftSchema(false)
      .safeParse({ ...draft, secret_path_pattern: "a/**", ...fields })
      .error?.issues.map(({ path }) => path.join(".")) ?? [];

  it("is sent as the API takes it", () => {
    const parsed = draftSchema(false).safeParse({ ...draft, secret_path_pattern: "a/**" });
    expect(parsed).toEqual({
      success: true,
      data: {
        secret_path_pattern: "a/**",
        principal_type: "agent",
        principal_id: STORED.principal_id,
        permissions: ["read"],
      },
    });
  });

  it("is refused at the field that is wrong", () => {
    expect(issues({})).toEqual([]);
    expect(issues({ principal: null })).toEqual(["principal"]);
    expect(issues({ permissions: [] })).toEqual(["permissions"]);
    expect(issues({ secret_path_pattern: "a*" })).toEqual(["secret_path_pattern"]);
    expect(issues({ is_timed: true, days: [], before: "09:00" })).toEqual(["days", "before"]);
    expect(issues({ expires_at: "2020-01-01T00:00:00Z" })).toEqual(["expires_at"]);
  });

  it("shows the server's refusals at its own fields", () => {
    expect(
      fieldsOfForm(
        {
          "conditions.ip_allowlist.1": "no address",
          "conditions.time_window.before": "odd",
          principal_id: "gone",
        },
        { ...draft, ip_allowlist: ["10.0.0.0/8", "x"] },
      ),
    ).toEqual({ ip_allowlist: "x: no address", before: "odd", principal: "gone" });
  });
});

import { describe, expect, it } from "vitest";
import { rolesToGive, rolesToInvite, whyNotRemove } from "./roles.ts";

const owner = { id: "o", role: "owner" } as const;
const admin = { id: "a", role: "admin" } as const;
const member = { id: "m", role: "member" } as const;

describe("what the team page offers", () => {
  it("lets owners give every role, and nobody else the owner's", () => {
    expect(rolesToGive(owner, admin)).toEqual(["owner", "member"]);
    expect(rolesToGive(owner, owner)).toEqual(["admin", "member"]);
    expect(rolesToGive(admin, member)).toEqual(["admin"]);
    expect(rolesToGive(admin, owner)).toEqual([]);
    expect(rolesToGive(member, member)).toEqual([]);
  });

  it("says why somebody cannot be removed", () => {
    expect(whyNotRemove(owner, admin)).toBeNull();
    expect(whyNotRemove(admin, member)).toBeNull();
    expect(whyNotRemove(admin, owner)).toContain("Only owners");
    expect(whyNotRemove(member, member)).toContain("Only owners and admins");
  });

  it("lets owners alone invite owners, and members nobody", () => {
    expect(rolesToInvite(owner)).toContain("owner");
    expect(rolesToInvite(admin)).toEqual(["member", "admin"]);
    expect(rolesToInvite(member)).toEqual([]);
  });
});

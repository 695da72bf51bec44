import { describe, expect, it } from "vitest";
import { judgeAddress, type StoredIpRule, type StoredIpRules } from "./ip-rules.ts";

const allow = (cidr: string, applies_to = "all"): StoredIpRule => ["allow", cidr, applies_to];
const deny = (cidr: string, applies_to = "all"): StoredIpRule => ["deny", cidr, applies_to];

type Row = [what: string, rules: StoredIpRules, kind: "user" | "agent", ip: string | null, verdict: string];

describe("an address", () => {
  it.each<Row>([
    ["is let in where there are no rules", null, "user", "203.0.113.9", "allowed"],
    ["that is not known is let in where there are no rules", [], "agent", null, "allowed"],
    ["of an allow rule is let in", [allow("203.0.113.0/24")], "user", "203.0.113.9", "allowed"],
    ["of no allow rule is refused", [allow("203.0.113.0/24")], "user", "198.51.100.9", "not_listed"],
    [
      "of any allow rule is let in",
      [allow("203.0.113.0/24"), allow("198.51.100.9/32")],
      "agent",
      "198.51.100.9",
      "allowed",
    ],
    ["of a deny rule is refused", [deny("203.0.113.0/24")], "agent", "203.0.113.9", "denied"],
    ["of no deny rule is let in", [deny("203.0.113.0/24")], "agent", "198.51.100.9", "allowed"],
    [
      "of both is refused, whatever the order",
      [allow("203.0.113.9/32"), deny("203.0.113.0/24")],
      "user",
      "203.0.113.9",
      "denied",
    ],
    [
      "of both is refused, also where the deny rule comes first",
      [deny("203.0.113.0/24"), allow("203.0.113.9/32")],
      "user",
      "203.0.113.9",
      "denied",
    ],
    [
      "that a wider allow rule covers is refused by a narrower deny rule",
      [allow("0.0.0.0/0"), deny("203.0.113.9/32")],
      "user",
      "203.0.113.9",
      "denied",
    ],
    [
      "of an agent is not held to rules for people",
      [allow("203.0.113.0/24", "users"), deny("198.51.100.0/24", "users")],
      "agent",
      "198.51.100.9",
      "allowed",
    ],
    [
      "of a person is not held to rules for agents",
      [allow("203.0.113.0/24", "agents")],
      "user",
      "198.51.100.9",
      "allowed",
    ],
    [
      "of a person is not let in by an allow rule for agents",
      [allow("203.0.113.0/24", "users"), allow("198.51.100.0/24", "agents")],
      "user",
      "198.51.100.9",
      "not_listed",
    ],
    ["that is not known is refused by an allow rule", [allow("0.0.0.0/0")], "user", null, "unknown_address"],
    [
      "that is not known is refused by a deny rule",
      [deny("203.0.113.0/24")],
      "agent",
      null,
      "unknown_address",
    ],
    [
      "that is not known is let in where rules are for the others",
      [deny("203.0.113.0/24", "users")],
      "agent",
      null,
      "allowed",
    ],
    ["of version 6 is let in by its range", [allow("2001:db8::/32")], "user", "2001:db8::9", "allowed"],
    [
      "of version 6 is not let in by all of version 4",
      [allow("0.0.0.0/0")],
      "user",
      "2001:db8::9",
      "not_listed",
    ],
    ["of version 4 is not let in by all of version 6", [allow("::/0")], "user", "203.0.113.9", "not_listed"],
    [
      "of version 4 in its mapped form is that of version 4",
      [deny("203.0.113.0/24")],
      "user",
      "::ffff:203.0.113.9",
      "denied",
    ],
    [
      "that cannot be read is refused by a deny rule",
      [deny("203.0.113.0/24")],
      "user",
      "localhost",
      "denied",
    ],
    ["that cannot be read is refused by an allow rule", [allow("0.0.0.0/0")], "user", "0x7f.1", "not_listed"],
    ["is refused by a deny rule that cannot be read", [deny("somewhere")], "user", "203.0.113.9", "denied"],
    [
      "is not let in by an allow rule that cannot be read",
      [allow("somewhere")],
      "user",
      "203.0.113.9",
      "not_listed",
    ],
    [
      "is refused by a rule of a type nobody knows",
      [["maybe", "0.0.0.0/0", "all"]],
      "user",
      "203.0.113.9",
      "denied",
    ],
  ])("%s", (_, rules, kind, ip, verdict) => {
    expect(judgeAddress(rules, kind, ip)).toBe(verdict);
  });
});

import { expect, it } from "vitest";
import { passes, unknownFilter } from "./filter.ts";

it.each([
  [["*"], "secret.read", true],
  [["secret.*"], "secret.read", true],
  [["secret.*"], "secret.version_disable", true],
  [["secret.*"], "sealed_share.open", false],
  [["secret.read"], "secret.read", true],
  [["secret.read"], "secret.rotate", false],
  [["org.*"], "org.join", true],
  [["policy.create", "vault.*"], "vault.delete", true],
  [[], "vault.delete", false],
])("the filters %j and the action %s: %s", (filters, action, expected) => {
  expect(passes(filters, action)).toBe(expected);
});

it.each(["secrets.*", "secret", "secret.reed", "*.read", "**", ""])("%j is no filter", (filter) => {
  expect(unknownFilter(["secret.read", filter])).toBe(filter);
});

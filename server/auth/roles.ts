// What a role means, said once. Pure.
import type { Principal } from "#server/context.ts";

/** Whether the principal administers its organization: a person who is an owner or an admin of it. */
export function isOrgAdmin(principal: Principal): boolean {
  return principal.type === "user" && principal.role !== "member";
}

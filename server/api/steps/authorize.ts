// The coarse gate: kind of principal, and whether a scoped key may touch the account. Paths are the services' business.
import type { Endpoint } from "#server/api/endpoint.ts";
import type { Principal } from "#server/context.ts";
import { Problem } from "#server/errors.ts";

/** @throws Problem `principal_not_allowed` | `operator_only` | `scope_insufficient` */
export function authorize(endpoint: Endpoint, principal: Principal): void {
  if (endpoint.access !== "public" && !endpoint.access.includes(principal.type)) {
    const kinds = endpoint.access.map((kind) => (kind === "user" ? "people" : "agents")).join(" and ");
    throw new Problem("principal_not_allowed", {
      detail: `Only ${kinds} may do this, and this token belongs to ${principal.type === "user" ? "a person" : "an agent"}.`,
    });
  }
  if (endpoint.operator && !(principal.type === "user" && principal.is_operator)) {
    throw new Problem("operator_only", {
      detail: "Only the operator of this deployment may do this. It is the person who signed up first.",
    });
  }
  const { permissions, path_scopes } = principal.ceilings;
  if (endpoint.account && principal.type === "user" && (permissions !== null || path_scopes !== null)) {
    throw new Problem("scope_insufficient", {
      detail:
        "This API key is limited to certain scopes, and they do not cover the account itself. Sign in, or use a key without scopes.",
    });
  }
}

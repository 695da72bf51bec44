// Owns the smallest policy that would allow a request that is denied.
// Smaller means: it allows fewer requests (path, permission, address) at the instant that is asked about; see
// docs/decisions/0031. Pure.
import { type EvaluationInput, evaluate, type Permission, type PrincipalType } from "./evaluate.ts";

export type SuggestedPolicy = {
  secret_path_pattern: string;
  principal_type: PrincipalType;
  principal_id: string;
  permissions: Permission[];
  conditions?: { ip_allowlist: string[] };
};

/**
 * The least policy that, added to the rules there are, allows the request: every other one that does allows whatever
 * this one allows. Null where the request is allowed already, and where no policy can help.
 */
export function suggestPolicy(input: EvaluationInput): SuggestedPolicy | null {
  if (evaluate(input).allowed) return null;
  const { principal, path, permission, ip } = input;
  const anywhere: SuggestedPolicy = {
    secret_path_pattern: path,
    principal_type: principal.type,
    principal_id: principal.id,
    permissions: [permission],
  };
  // What names the interface of a link-local peer is no part of its address.
  const address = ip?.replace(/%.*$/, "");
  const candidates = [
    ...(address ? [{ ...anywhere, conditions: { ip_allowlist: [address] } }] : []),
    anywhere,
  ];
  return candidates.find((candidate) => evaluate(withPolicy(input, candidate)).allowed) ?? null;
}

function withPolicy(input: EvaluationInput, policy: SuggestedPolicy): EvaluationInput {
  const rule = { ...policy, id: "suggested", conditions: policy.conditions ?? {}, expires_at: null };
  return { ...input, policies: [...input.policies, rule] };
}

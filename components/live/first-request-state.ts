// What the newest events of an agent say about its first read. Pure.
import type { ApiSchemas } from "#sdk";

export type AgentEvent = ApiSchemas["AuditEvent"];

export type FirstRequestState =
  | { kind: "waiting" }
  /** Members of an organization do not see what its agents do. */
  | { kind: "unseen" }
  /** It has a token, and has not asked for a secret since. */
  | { kind: "signed_in"; event: AgentEvent }
  | { kind: "denied" | "missing"; event: AgentEvent }
  | { kind: "read"; event: AgentEvent };

/** The first read of the vault ends the wait; until then the newest of what the agent tried counts. `events`: newest first. */
export function firstRequestState(events: readonly AgentEvent[], vault_id?: string): FirstRequestState {
  const read = events.find(
    (event) =>
      isRead(event) && event.outcome === "success" && (!vault_id || event.details.vault_id === vault_id),
  );
  if (read) return { kind: "read", event: read };
  const tried = events.find((event) => event.outcome !== "success" || event.action === "auth.agent_token");
  if (!tried) return { kind: "waiting" };
  if (tried.outcome === "denied") return { kind: "denied", event: tried };
  return { kind: tried.outcome === "failure" ? "missing" : "signed_in", event: tried };
}

function isRead({ action }: AgentEvent): boolean {
  return action === "secret.read";
}

const SENTENCES: Record<string, string> = {
  no_policy:
    "No policy gives it this path. Compare the path that it asks for with the pattern of its policy.",
  scopes_do_not_cover: "Its own scopes do not cover this path, whatever the policies say.",
  vault_not_bound: "It is bound to other vaults than the one that it asked for.",
  condition_failed:
    "There is a policy, but one of its conditions (address, hours) does not hold for this request.",
  expired: "There is a policy, but it has expired.",
  secret_not_found:
    "It may read there, but there is no secret at this path. Put one there, or correct the path.",
  secret_gone: "The secret is deleted, expired, used up or its version is disabled.",
  vault_not_found: "There is no such vault in its organization. Check the vault's id.",
  address_not_allowed: "An IP rule of your organization refuses the address that it comes from.",
  credentials_invalid: "Its key is not the agent's newest one, or the agent is deactivated or has expired.",
};

/** What to look at after a refusal, in a sentence. */
export function whatToCheck({ details }: AgentEvent): string {
  const known = [details.reason, details.code].find(
    (word): word is string => typeof word === "string" && word in SENTENCES,
  );
  return (known && SENTENCES[known]) ?? "Check the address, the path and what its policies say.";
}

/** What the agent asked for, in a few words. */
export function whatWasAsked({ action, details }: AgentEvent): string {
  const verb = action.split(".").at(-1)?.replaceAll("_", " ") ?? action;
  return typeof details.path === "string" ? `${verb} ${details.path}` : verb;
}

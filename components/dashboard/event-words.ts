// An audit event as the words of a line: who did what to which thing. Pure; an action without words here keeps its name.
import { type Directory, nameOf, vaultName } from "#components/policies/directory.ts";
import type { ApiSchemas } from "#sdk";

type Event = Pick<
  ApiSchemas["AuditEvent"],
  "action" | "outcome" | "actor_type" | "actor_id" | "resource_type" | "resource_id" | "details"
>;

export type EventWords = {
  who: string;
  did: string;
  /** A path, pattern or name that it was done to. */
  what: string | null;
  /** What to set in the letters of code. */
  is_code: boolean;
  vault: string | null;
};

/** action -> [what was done, what was tried]. */
const VERBS: Record<string, readonly [string, string]> = {
  "auth.signup": ["signed up", "sign up"],
  "auth.login": ["signed in", "sign in"],
  "auth.agent_token": ["signed in", "sign in"],
  "auth.api_key_token": ["signed in with an API key", "sign in with an API key"],
  "auth.refresh": ["stayed signed in", "stay signed in"],
  "auth.revoke": ["signed out", "sign out"],
  "auth.failure": ["failed to sign in", "sign in"],
  "auth.password_change": ["changed the password", "change the password"],
  "auth.mfa_enable": ["turned on a second factor", "turn on a second factor"],
  "auth.mfa_disable": ["turned off the second factor", "turn off the second factor"],
  "auth.mfa_setup": ["began to set up a second factor", "set up a second factor"],
  "auth.session_end": ["ended a session", "end a session"],
  "user.update": ["changed their profile", "change their profile"],
  "user.export": ["exported their data", "export their data"],
  "api_key.create": ["made the API key", "make the API key"],
  "api_key.revoke": ["revoked the API key", "revoke the API key"],
  "vault.create": ["created the vault", "create the vault"],
  "vault.update": ["changed the vault", "change the vault"],
  "vault.delete": ["deleted the vault", "delete the vault"],
  "secret.list": ["listed secrets", "list secrets"],
  "secret.read": ["read", "read"],
  "secret.write": ["wrote", "write"],
  "secret.rotate": ["rotated", "rotate"],
  "secret.delete": ["deleted", "delete"],
  "secret.versions": ["listed the versions of", "list the versions of"],
  "secret.version_disable": ["disabled a version of", "disable a version of"],
  "secret.rollback": ["rolled back", "roll back"],
  "secret.undelete": ["brought back", "bring back"],
  "secret.import": ["imported secrets", "import secrets"],
  "secret.search": ["searched for secrets", "search for secrets"],
  "secret_request.create": ["asked for", "ask for"],
  "secret_request.fulfil": ["answered the request for", "answer the request for"],
  "secret_request.decline": ["declined the request for", "decline the request for"],
  "secret_request.withdraw": ["took back the request for", "take back the request for"],
  "share.create": ["shared", "share"],
  "share.access": ["opened the share of", "open a share"],
  "share.accept": ["accepted a share", "accept a share"],
  "share.revoke": ["revoked a share", "revoke a share"],
  "policy.create": ["made a policy for", "make a policy for"],
  "policy.update": ["changed the policy for", "change the policy for"],
  "policy.delete": ["deleted the policy for", "delete the policy for"],
  "policy.explain": ["asked why", "ask why"],
  "policy.replay": ["tried out a policy", "try out a policy"],
  "agent.register": ["registered the agent", "register the agent"],
  "agent.update": ["changed the agent", "change the agent"],
  "agent.delete": ["deleted the agent", "delete the agent"],
  "agent.rotate_key": ["gave a new key to the agent", "give a new key to the agent"],
  "agent.enroll_approve": ["approved the agent", "approve an agent"],
  "agent.enroll_deny": ["turned down an agent", "turn down an agent"],
  "org.invite": ["invited", "invite"],
  "org.join": ["joined the organization", "join the organization"],
  "org.update": ["changed the organization", "change the organization"],
  "access.denied": ["asked for something", "do what it may not"],
};

/** The words for an event; with "tried to" in front where it did not succeed. */
export function eventWords(event: Event, directory: Directory): EventWords {
  const [done, tried] = VERBS[event.action] ?? [event.action, event.action];
  const hasFailed = event.outcome !== "success";
  const vault_id = text(event.details.vault_id);
  return {
    who: actorName(event, directory),
    did: hasFailed ? `tried to ${tried}` : done,
    ...thing(event, directory),
    vault: vault_id && event.resource_type !== "vault" ? vaultName(directory, vault_id) : null,
  };
}

/** Who it was, by name. */
export function actorName({ actor_type, actor_id }: Event, directory: Directory): string {
  if (actor_type === "system") return "1Claw";
  if (!actor_id) return "Somebody";
  return nameOf(directory, actor_type, actor_id);
}

/** Whether the event is a denial whose reason can be looked up. */
export function hasReason({ outcome, action, details }: Event): boolean {
  return outcome === "denied" && action !== "auth.failure" && typeof details.permission === "string";
}

/** Runs of the same thing done by the same one as the newest of them and their number, in the order of the events. */
export function runsOf<E extends Event>(events: readonly E[]): { event: E; count: number }[] {
  const runs: { event: E; count: number }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last && sameness(last.event) === sameness(event)) last.count += 1;
    else runs.push({ event, count: 1 });
  }
  return runs;
}

function sameness({ action, outcome, actor_id, resource_id, details }: Event): string {
  return JSON.stringify([action, outcome, actor_id, details.vault_id, details.path ?? resource_id]);
}

function thing({ action, resource_type, resource_id, details }: Event, directory: Directory) {
  const path =
    text(details.path) ?? (action.startsWith("policy.") ? text(details.secret_path_pattern) : null);
  if (path) return { what: path, is_code: true };
  if (resource_type === "vault" && action.startsWith("vault."))
    return { what: text(details.name) ?? vaultName(directory, resource_id), is_code: false };
  if (action.startsWith("agent."))
    return { what: text(details.name) ?? agentName(resource_type, resource_id, directory), is_code: false };
  return { what: text(details.name) ?? text(details.email), is_code: false };
}

function agentName(type: string, id: string, directory: Directory): string | null {
  return type === "agent" ? nameOf(directory, "agent", id) : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

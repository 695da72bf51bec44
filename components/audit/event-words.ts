// An audit event as a sentence: who did what to what. Pure; names come from the directory, ids stand in for what is gone.
import { type Directory, nameOf, vaultName } from "#components/policies/directory.ts";
import type { ApiSchemas } from "#sdk";

export type Event = ApiSchemas["AuditEvent"];
export type Words = { is: "text" | "name" | "path"; text: string };

// done | to do | what. A segment of "what" ends at a bar and is left out where one of its {words} is unknown.
const SENTENCES: Record<string, string> = {
  "auth.signup": "opened an account|open an account|",
  "auth.login": "signed in|sign in|",
  "auth.agent_token": "signed in|sign in| with its credentials",
  "auth.api_key_token": "signed in|sign in| with a personal key",
  "auth.refresh": "went on with a session|go on with a session|",
  "auth.revoke": "signed out|sign out|",
  "auth.failure": "was not let in|get in|: {code_words}",
  "auth.password_change": "changed|change| the password",
  "auth.verify_email": "confirmed|confirm| an e-mail address",
  "auth.reset_request": "asked for|ask for| a new password",
  "auth.password_reset": "chose|choose| a new password by mail",
  "auth.google": "signed in|sign in| with Google",
  "auth.mfa_setup": "began|begin| to set up a second factor",
  "auth.mfa_enable": "turned|turn| a second factor on",
  "auth.mfa_disable": "turned|turn| the second factor off",
  "auth.mfa_challenge": "was asked for|be asked for| the second factor",
  "auth.mfa_verify": "proved|prove| the second factor",
  "auth.device_code": "asked|ask| to sign in a device",
  "auth.device_approve": "approved|approve| a device",
  "auth.device_deny": "refused|refuse| a device",
  "auth.device_token": "signed in|sign in| a device",
  "auth.session_end": "ended|end| {which_sessions}",
  "user.export": "exported|export| their data",
  "user.update": "changed|change| their profile",
  "user.delete": "deleted|delete| an account",
  "api_key.create": "made|make| the personal key| {name}",
  "api_key.revoke": "revoked|revoke| the personal key| {key_prefix}…",
  "vault.create": "created|create| the vault| {vault}",
  "vault.delete": "deleted|delete| the vault| {vault}",
  "vault.update": "changed|change| the vault| {vault}",
  "secret.list": "listed|list| secrets| in {vault}",
  "secret.read": "read|read| {path}| in {vault}",
  "secret.write": "wrote|write| {path}| in {vault}| (version {version})",
  "secret.rotate": "rotated|rotate| {path}| in {vault}",
  "secret.delete": "deleted|delete| {path}| in {vault}",
  "secret.versions": "looked at|look at| the versions| of {path}| in {vault}",
  "secret.version_disable": "disabled|disable| version {version}| of {path}| in {vault}",
  "secret.rollback": "rolled|roll| {path}| in {vault}| back",
  "secret.undelete": "brought|bring| {path}| in {vault}| back",
  "secret.purge": "purged|purge| {path}| in {vault}| for good",
  "secret.import": "imported|import| {imported} secrets| into {vault}",
  "secret.search": "searched|search| secrets| in {vault}",
  "secret.expired": "let|let| {path}| in {vault}| expire",
  "cmek.enable": "gave|give| {vault}| a key of your own",
  "cmek.disable": "took|take| {vault}| off its own key",
  "cmek.rotate": "began|begin| to move| {vault}| to a new key",
  "cmek.rotate_done": "finished|finish| moving| {vault}| to a new key",
  "vault.mpc_enable": "split|split| the custody of {vault}",
  "secret_request.create": "asked for|ask for| {path}| in {vault}",
  "secret_request.fulfil": "answered|answer| a request| of {agent}| for {path}| in {vault}",
  "secret_request.decline": "declined|decline| a request| of {agent}| for {path}| in {vault}",
  "secret_request.withdraw": "took|take| back its request| for {path}| in {vault}",
  "share.create": "shared|share| {path}",
  "share.access": "opened|open| a share| of {path}",
  "share.accept": "accepted|accept| a share| of {path}",
  "share.decline": "declined|decline| a share| of {path}",
  "share.revoke": "revoked|revoke| a share| of {path}",
  "sealed_share.create": "made|make| a sealed share",
  "sealed_share.open": "opened|open| a sealed share",
  "sealed_share.revoke": "revoked|revoke| a sealed share",
  "policy.explain": "asked|ask| why|: {permission}| {path}| in {vault}",
  "policy.replay": "tried|try| a change of policies| in {vault}",
  "policy.create": "created|create| a policy| for {principal}| on {pattern}| in {vault}",
  "policy.update": "changed|change| a policy| for {principal}| on {pattern}| in {vault}",
  "policy.delete": "deleted|delete| a policy| for {principal}| on {pattern}| in {vault}",
  "agent.register": "registered|register| the agent| {agent}",
  "agent.update": "changed|change| the agent| {agent}",
  "agent.rotate_key": "rotated|rotate| the key of| {agent}",
  "agent.delete": "deleted|delete| the agent| {agent}",
  "agent.rotate_identity_keys": "rotated|rotate| the identity keys of| {agent}",
  "agent.smart_account": "changed|change| the smart account of| {agent}",
  "agent.enroll": "asked|ask| to enrol| as {name}",
  "agent.enroll_approve": "approved|approve| the enrolment| of {name}",
  "agent.enroll_deny": "denied|deny| the enrolment| of {name}",
  "org.invite": "invited|invite| {email}| as {role}",
  "org.invite_revoke": "took|take| back the invitation| of {email}",
  "org.join": "joined|join| the organization| as {role}",
  "org.member_role": "changed|change| the role| of {user}| to {role}",
  "org.member_remove": "removed|remove| {user}| from the organization",
  "org.leave": "left|leave| the organization",
  "org.update": "renamed|rename| the organization| to {name}",
  "ip_rule.create": "added|add| an IP rule|: {rule_type}| {cidr}",
  "ip_rule.delete": "deleted|delete| an IP rule|: {rule_type}| {cidr}",
  "webhook.create": "created|create| a webhook| to {host}",
  "webhook.update": "changed|change| a webhook| to {host}",
  "webhook.delete": "deleted|delete| a webhook| to {host}",
  "webhook.rotate_secret": "rotated|rotate| the secret of a webhook",
  "webhook.test": "tested|test| a webhook",
  "webhook.redeliver": "sent|send| a webhook again",
  "admin.setting_update": "set|set| {key}",
  "admin.setting_delete": "reset|reset| {key}",
  "admin.user_delete": "deleted|delete| an account as the operator",
  "admin.limits_update": "changed|change| the limits of an organization",
  "admin.outbox_read": "read|read| a mail in the outbox",
  "admin.outbox_retry": "sent|send| a mail again",
  "access.denied": "called|call| {operation}",
  "vault.purge": "purged|purge| the vault| {vault}| for good",
  "kek.rotate": "rotated|rotate| the key of| {vault}",
  "signing_key.rotate": "rotated|rotate| the signing key",
  "invite.create": "made|make| an invitation",
  "crypto.integrity_failure": "found|find| a value that was changed from outside|: {path}| in {vault}",
};

/** Every action there is, in the order of the log's own list. */
export const ACTIONS = Object.keys(SENTENCES);

const CODES: Record<string, string> = {
  credentials_invalid: "wrong credentials",
  token_invalid: "an invalid token",
  account_locked: "too many tries",
  code_wrong: "a wrong code",
};

const PATHS = new Set(["path", "pattern", "cidr", "operation"]);
const NAMES = new Set(["vault", "agent", "principal", "user", "name", "email", "host"]);

/** The sentence in parts; what was denied or failed reads "was not allowed to …" and "tried to …". */
export function eventWords(event: Event, directory: Directory): Words[] {
  const template = SENTENCES[event.action] ?? `did|do| ${event.action}`;
  const [done = "", todo = "", ...segments] = template.split("|");
  const known = facts(event, directory);
  const words: Words[] = [
    { is: "name", text: actorName(event, directory) },
    { is: "text", text: ` ${verb(event, done, todo)}` },
  ];
  for (const segment of segments) words.push(...(fill(segment, known) ?? []));
  return words;
}

/** The same as one line of text. */
export function eventSentence(event: Event, directory: Directory): string {
  return eventWords(event, directory)
    .map(({ text }) => text)
    .join("");
}

/** Who did it, by name. */
export function actorName({ actor_type, actor_id }: Event, directory: Directory): string {
  if (actor_type === "system") return "The server";
  if (actor_type === "anonymous" || actor_id === "") return "Somebody";
  return nameOf(directory, actor_type, actor_id);
}

function verb({ action, outcome }: Event, done: string, todo: string): string {
  if (outcome === "success" || action === "auth.failure") return done;
  return outcome === "denied" ? `was not allowed to ${todo}` : `tried to ${todo}`;
}

/** The segment with its words filled in, or null where one of them is unknown. */
function fill(segment: string, known: Record<string, string | undefined>): Words[] | null {
  const parts = segment.split(/\{(\w+)\}/u);
  const words: Words[] = [];
  for (const [at, part] of parts.entries()) {
    const text = at % 2 === 0 ? part : known[part];
    if (text === undefined || (at % 2 === 1 && text === "")) return null;
    const is = at % 2 === 0 ? "text" : PATHS.has(part) ? "path" : NAMES.has(part) ? "name" : "text";
    if (text !== "") words.push({ is, text });
  }
  return words;
}

function facts({ details, resource_type, resource_id }: Event, directory: Directory) {
  const word = (name: string) => {
    const value = details[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const resource = (type: string) => (resource_type === type ? resource_id : undefined);
  const vault = word("vault_id") ?? resource("vault");
  const agent = word("agent_id") ?? resource("agent");
  const user = word("user_id") ?? resource("user");
  const principal = word("principal_id");
  const code = word("code");
  return {
    path: word("path"),
    pattern: word("secret_path_pattern"),
    vault: vault && vaultName(directory, vault),
    agent: agent && (word("name") ?? nameOf(directory, "agent", agent)),
    user: user && nameOf(directory, "user", user),
    principal: principal && nameOf(directory, word("principal_type") ?? "agent", principal),
    code_words: code && (CODES[code] ?? code.replaceAll("_", " ")),
    which_sessions: details.all_others === true ? "all other sessions" : "a session",
    ...Object.fromEntries(
      ["name", "email", "role", "cidr", "rule_type", "version", "imported", "permission"].map((name) => [
        name,
        word(name),
      ]),
    ),
    key: word("key"),
    key_prefix: word("key_prefix"),
    host: word("host"),
    operation: word("operation"),
  };
}

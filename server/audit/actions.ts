// The names of everything that can be on the audit log. A name never changes its meaning once it has been used.

export const AUDIT_ACTIONS = [
  "auth.signup",
  "auth.login",
  "auth.agent_token",
  "auth.api_key_token",
  "auth.refresh",
  "auth.revoke",
  "auth.failure",
  "auth.password_change",
  "user.update",
  "user.delete",
  "api_key.create",
  "api_key.revoke",
  "vault.create",
  "vault.delete",
  "secret.list",
  "secret.read",
  "secret.write",
  "secret.rotate",
  "secret.delete",
  "secret.versions",
  "secret.version_disable",
  "policy.create",
  "policy.update",
  "policy.delete",
  "agent.register",
  "agent.update",
  "agent.rotate_key",
  "agent.delete",
  "access.denied",
  "vault.purge",
  "kek.rotate",
  "crypto.integrity_failure",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditOutcome = "success" | "denied" | "failure";

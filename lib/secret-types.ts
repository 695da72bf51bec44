/** What kind of credential a secret is; `env_bundle` is a whole .env file. */
export const SECRET_TYPES = [
  "generic",
  "password",
  "api_key",
  "certificate",
  "private_key",
  "ssh_key",
  "env",
  "env_bundle",
  "file",
  "note",
] as const;

// Every error the API can answer with: code -> status, title, what it means and what to do about it.
// The server renders answers from this table and the documentation its pages; there is no other list.

export type ErrorEntry = {
  status: number;
  title: string;
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  remedy: string;
};

export const ERRORS = {
  validation_failed: {
    status: 400,
    title: "The request is not valid",
    meaning: "A parameter or a field of the body does not have the form that this endpoint documents.",
    remedy:
      "Look at `fields` in the answer: it names each wrong field with its reason. Correct them and send again.",
  },
  json_malformed: {
    status: 400,
    title: "The body is not acceptable JSON",
    meaning: "The body could not be read as JSON, or it is nested deeper than this server accepts.",
    remedy:
      "Send one JSON object in UTF-8. A shell is the usual culprit: put the body in single quotes or in a file.",
  },
  path_not_canonical: {
    status: 400,
    title: "The request path is not canonical",
    meaning:
      "The path could be understood in two ways, for instance because of `//`, `..` or a doubly encoded character.",
    remedy:
      "Send the plain path. Encode each segment of it once; a slash inside a secret's path needs no encoding.",
  },
  headers_ambiguous: {
    status: 400,
    title: "The request headers are ambiguous",
    meaning: "A header that may occur once, such as `Authorization` or `Host`, was sent twice.",
    remedy: "Send it once. If you did, a proxy in between adds its own: have it replace the header instead.",
  },
  confirmation_missing: {
    status: 400,
    title: "Confirmation needed",
    meaning: "This cannot be undone, and the sentence that confirms it was missing or different.",
    remedy: "Send the sentence that `detail` quotes, in the field it names. Nothing has been deleted.",
  },
  password_unsuitable: {
    status: 400,
    title: "Choose another password",
    meaning:
      "The new password is too short, too common, too close to your address, or lacks a kind of character.",
    remedy:
      "Use 12 characters or more, with upper and lower case, a digit and a sign. `detail` says which rule was not met.",
  },
  password_wrong: {
    status: 400,
    title: "The current password is wrong",
    meaning: "Your session is good, but the password that proves it is still you did not match.",
    remedy: "Type your current password again. Failed attempts count towards the limit of the account.",
  },
  signup_failed: {
    status: 400,
    title: "Sign-up is not possible",
    meaning: "The account could not be opened with what was sent.",
    remedy: "Check the address and the invitation, then try again. If you have an account already, sign in.",
  },
  principal_unknown: {
    status: 400,
    title: "No such principal",
    meaning: "The user or agent that the policy names does not exist in your organization.",
    remedy: "Check `principal_id`, and that `principal_type` fits it: an agent's id is not a user's.",
  },
  authentication_required: {
    status: 401,
    title: "Authentication required",
    meaning: "The request carries no credential.",
    remedy: "Send `Authorization: Bearer …` with an access token or a personal API key (`1ck_…`).",
  },
  credentials_invalid: {
    status: 401,
    title: "Wrong credentials",
    meaning: "The address, password or API key is not right. Which of them is not told to anyone.",
    remedy:
      "Check them and try again. An agent's key that was rotated, or whose agent is inactive, ends here too.",
  },
  token_invalid: {
    status: 401,
    title: "The token is not valid",
    meaning: "The token has expired, was revoked, or was not made by this server.",
    remedy:
      "Get a new one: refresh it, sign in, or exchange the API key again. Clients should do this by themselves.",
  },
  path_not_granted: {
    status: 403,
    title: "Access denied",
    meaning:
      "No policy gives you this permission at this path. The answer is the same whether or not a secret lies there.",
    remedy: "Ask someone who administers the vault for a policy that covers this path and permission.",
  },
  vault_not_granted: {
    status: 403,
    title: "Access denied",
    meaning:
      "No policy gives you access to this vault, or what you asked for is left to those who administer it.",
    remedy: "Ask the vault's creator, or an owner or admin of your organization.",
  },
  vault_not_bound: {
    status: 403,
    title: "Access denied",
    meaning: "The agent is bound to certain vaults, and this is not one of them. No policy can change that.",
    remedy: "Add the vault to the agent's `vault_ids`, or use an agent that may reach it.",
  },
  scope_insufficient: {
    status: 403,
    title: "Access denied",
    meaning: "You may do this, but the credential you used is limited to less.",
    remedy: "Use a credential without the limit, or make an API key whose scopes cover this.",
  },
  role_insufficient: {
    status: 403,
    title: "Access denied",
    meaning: "This is left to a higher role in the organization.",
    remedy: "Ask an owner or admin to do it, or to give you the role.",
  },
  principal_not_allowed: {
    status: 403,
    title: "Access denied",
    meaning: "This endpoint is for the other kind of principal: people only, or agents only.",
    remedy: "Use the credential of the right kind; the endpoint's page says who may call it.",
  },
  operator_only: {
    status: 403,
    title: "Only for the operator",
    meaning: "This concerns the whole deployment, not one organization, and you do not run it.",
    remedy: "Ask the operator. It is the person who signed up first; `npm run admin users` lists them.",
  },
  key_material_protected: {
    status: 403,
    title: "Access denied",
    meaning:
      "Agents that have transactions signed for them never read private keys, whatever the policies say.",
    remedy: "Have the transaction signed instead. A person with access can still read the key.",
  },
  signup_closed: {
    status: 403,
    title: "Sign-up is closed",
    meaning: "This server takes no new accounts without an invitation.",
    remedy: "Ask the operator for an invitation. Operators change this with the variable `SIGNUP`.",
  },
  owner_needed: {
    status: 403,
    title: "The organization needs an owner",
    meaning: "You are the last owner, and the organization would be left without one.",
    remedy: "Make somebody else an owner first, then try again.",
  },
  route_not_found: {
    status: 404,
    title: "No such endpoint",
    meaning: "There is no endpoint at this path.",
    remedy:
      "Compare it with the reference; all paths begin with `/v1`, and a slash at the end is another path.",
  },
  vault_not_found: {
    status: 404,
    title: "No such vault",
    meaning: "There is no such vault in your organization. One of another organization looks just the same.",
    remedy: "Check the id against `GET /v1/vaults`. The vault may have been deleted.",
  },
  secret_not_found: {
    status: 404,
    title: "No such secret",
    meaning: "You may use this path, but nothing was ever stored there, or not in this version.",
    remedy:
      "Check the path letter by letter, upper and lower case included, and list the paths of the vault.",
  },
  policy_not_found: {
    status: 404,
    title: "No such policy",
    meaning: "This vault has no policy with this id.",
    remedy: "List the vault's policies; this one may have been deleted, or belongs to another vault.",
  },
  agent_not_found: {
    status: 404,
    title: "No such agent",
    meaning: "There is no such agent in your organization.",
    remedy: "Check the id against `GET /v1/agents`. The agent may have been deleted.",
  },
  api_key_not_found: {
    status: 404,
    title: "No such API key",
    meaning: "You have no API key with this id. Keys of other people look just the same.",
    remedy: "Check the id against `GET /v1/auth/api-keys`; it is not the key itself.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    meaning: "The path exists, but does not answer this method.",
    remedy: "Use one of the methods in the `Allow` header of the answer.",
  },
  secret_gone: {
    status: 410,
    title: "The secret is gone",
    meaning:
      "The secret was deleted, has expired, was read as often as it may be, or its version was disabled.",
    remedy: "Store a new value at the path if it is still needed. `detail` says which of these happened.",
  },
  body_too_large: {
    status: 413,
    title: "The request is too large",
    meaning: "The body is larger than this endpoint takes.",
    remedy:
      "Send less. `detail` names the limit; large files are better kept elsewhere, with only their key here.",
  },
  content_type_unsupported: {
    status: 415,
    title: "Send JSON",
    meaning: "The body was not declared as JSON, or is compressed or encoded in a way that is not accepted.",
    remedy: "Send the header `Content-Type: application/json`.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    meaning: "You, or your address, asked more often than this server allows.",
    remedy:
      "Wait as many seconds as `Retry-After` says. Keep tokens until they expire instead of fetching new ones.",
  },
  account_locked: {
    status: 429,
    title: "Too many failed attempts",
    meaning:
      "Somebody tried to sign in to this account with wrong passwords. Sessions and API keys still work.",
    remedy:
      "Wait as many seconds as `Retry-After` says. If it was not you, choose a new password afterwards.",
  },
  integrity_failure: {
    status: 500,
    title: "The stored data failed its integrity check",
    meaning: "What is stored is not what was written: it was changed or damaged. No value is handed out.",
    remedy: "Tell the operator, with the `request_id`. A backup may hold the data as it was.",
  },
  internal: {
    status: 500,
    title: "Something went wrong on our side",
    meaning: "The server met a case that nobody expected. Nothing about it is told here; the log has it.",
    remedy: "Try again. If it stays, give the operator the `request_id`.",
  },
  database_unavailable: {
    status: 503,
    title: "The database cannot be reached",
    meaning: "The database is away, or cannot be written. Nothing is known to have changed.",
    remedy: "Try again after `Retry-After`. Operators: see the log, the disk and `DATABASE_URL`.",
  },
  audit_unavailable: {
    status: 503,
    title: "The audit log cannot be written",
    meaning: "What cannot be put on the record is not done: nothing was handed out or changed.",
    remedy: "Try again after a moment. Operators: see whether the database has room and accepts writes.",
  },
  kms_unavailable: {
    status: 503,
    title: "The key service cannot be reached",
    meaning: "The service that holds the keys does not answer, so values can be neither opened nor stored.",
    remedy: "Try again after `Retry-After`. Operators: `GET /v1/health/hsm` says what the server sees of it.",
  },
  kms_key_unavailable: {
    status: 503,
    title: "The vault's key is not available",
    meaning:
      "The key of this vault is disabled, or was taken away from this server. Other vaults are not affected.",
    remedy: "Ask the operator to enable the key again. As long as it is away nobody can open the values.",
  },
  busy: {
    status: 503,
    title: "The server is busy",
    meaning: "More work has come in at once than the server takes on. Nothing was done.",
    remedy:
      "Try again after `Retry-After`, with a little chance in the waiting time when many clients do the same.",
  },
  request_timeout: {
    status: 503,
    title: "The request took too long",
    meaning: "The request was given up before it was done.",
    remedy: "Try again. Where something was to be changed, look first whether it was.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** The entry of a code that may come from anywhere; null when there is no such code. */
export function errorEntry(code: string): ErrorEntry | null {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : null;
}

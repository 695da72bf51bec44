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
  mail_token_invalid: {
    status: 400,
    title: "The link is not valid any more",
    meaning:
      "The token of the link was used, has expired, was replaced by a newer one, or was never given out.",
    remedy: "Ask for another mail and use the link in the newest one. Each works once.",
  },
  password_wrong: {
    status: 400,
    title: "The current password is wrong",
    meaning: "Your session is good, but the password that proves it is still you did not match.",
    remedy: "Type your current password again. Failed attempts count towards the limit of the account.",
  },
  code_wrong: {
    status: 400,
    title: "The code is wrong",
    meaning: "The code of the second factor did not match, has expired, or was used before.",
    remedy:
      "Wait for the next code of the authenticator and check the clock of its device, or use a recovery code.",
  },
  mfa_not_set_up: {
    status: 400,
    title: "No second factor",
    meaning: "There is no second factor on this account, or none is being set up.",
    remedy: "Begin with `POST /v1/auth/mfa/setup` and send a code of it within ten minutes.",
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
  cmek_format: {
    status: 400,
    title: "The value is not encrypted",
    meaning: "The vault takes values that the client has encrypted under its own key, and this was none.",
    remedy:
      "Encrypt the value in the client (the SDK and the dashboard do) and send the base64 of the result.",
  },
  cmek_key_wrong: {
    status: 400,
    title: "The key does not fit its fingerprint",
    meaning: "A key that was handed over for a rotation is not the one that the fingerprint names.",
    remedy:
      "Look at `fields`, and compare the fingerprint: SHA-256 over the 32 bytes of the key, in lower-case hex.",
  },
  client_share_missing: {
    status: 400,
    title: "The client share is missing",
    meaning: "The value is in split custody: this server holds one half of its key, you the other.",
    remedy: "Send the `client_share` that the write of this version answered in the header `x-client-share`.",
  },
  mpc_mode_unavailable: {
    status: 400,
    title: "This custody mode is not offered",
    meaning:
      "Shares in three hands need three key services that do not depend on each other; this server has one.",
    remedy: "Use `2-of-2`, which splits the key between this server and you.",
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
  request_cross_site: {
    status: 403,
    title: "Not asked by our own pages",
    meaning:
      "The request carried the session cookie of a browser, but it did not come from a page of this server. Another site may have made the browser send it.",
    remedy:
      "Use the pages at the server's own address. Programs send `Authorization: Bearer` with a token or an API key instead of the cookie.",
  },
  path_not_granted: {
    status: 403,
    title: "Access denied",
    meaning:
      "No policy gives you this permission at this path. The answer is the same whether or not a secret lies there.",
    remedy:
      "Ask someone who administers the vault for a policy that covers this path and permission, and tell them the `decision_id`: it shows them why, and what would allow it.",
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
  client_share_wrong: {
    status: 403,
    title: "The client share does not fit",
    meaning: "The share that was sent is not the one of this version, so the value cannot be opened.",
    remedy: "Each version has a share of its own: send the one that the write of this version answered.",
  },
  server_rotation_disabled: {
    status: 403,
    title: "Rotation on the server is off",
    meaning: "This server does not take keys of clients, not even for a rotation.",
    remedy:
      "Rotate in the client, which needs no key on the server; or ask the operator for `CMEK_SERVER_ROTATION=on`.",
  },
  key_material_protected: {
    status: 403,
    title: "Access denied",
    meaning:
      "Agents that have transactions signed for them never read private keys, whatever the policies say.",
    remedy: "Have the transaction signed instead. A person with access can still read the key.",
  },
  share_not_accepted: {
    status: 403,
    title: "Accept the share first",
    meaning: "The value was shared with you, and you have not accepted it yet.",
    remedy: "Accept it with `POST /v1/shares/{share_id}/accept`, then read it.",
  },
  share_passphrase_needed: {
    status: 403,
    title: "The passphrase is missing or wrong",
    meaning: "The share has a passphrase, and what was sent is not it. After ten wrong ones it is locked.",
    remedy:
      "Ask whoever shared it, and send it in the header `X-Share-Passphrase` or to `POST /v1/share/{share_id}/open`.",
  },
  share_locked: {
    status: 403,
    title: "The share is locked",
    meaning: "The passphrase was wrong ten times. Nobody can open the share any more.",
    remedy: "Ask whoever shared it to share it anew.",
  },
  share_address_refused: {
    status: 403,
    title: "Not from this address",
    meaning: "The share can be opened from certain addresses only, and the request came from another one.",
    remedy: "Use the network that the share is meant for, or ask whoever shared it.",
  },
  signup_closed: {
    status: 403,
    title: "Sign-up is closed",
    meaning: "This server takes no new accounts without an invitation.",
    remedy: "Ask the operator for an invitation. Operators change this with the variable `SIGNUP`.",
  },
  enrolment_closed: {
    status: 403,
    title: "Enrolment is switched off",
    meaning: "Programs may not ask to become agents on this server.",
    remedy: "Have a person register the agent. Operators change this with the setting `enrolment`.",
  },
  address_not_allowed: {
    status: 403,
    title: "Not from this address",
    meaning: "Your organization's IP rules do not let you in from the address that this request came from.",
    remedy:
      "Use an allowed network, or ask an owner or admin to add a rule. Operators: `npm run admin -- unlock <org_id|email>` removes all rules.",
  },
  resource_limit_exceeded: {
    status: 403,
    title: "Limit reached",
    meaning: "The organization has as many vaults, agents or secrets as the operator lets it have.",
    remedy: "Delete what is not needed any more, or ask the operator for a higher limit.",
  },
  email_unverified: {
    status: 403,
    title: "Verify your address first",
    meaning: "The password is right, but nobody has shown yet that the account's address is theirs.",
    remedy:
      "Open the link in the mail from this server; trying again after ten minutes sends another. Operators: see the outbox.",
  },
  reauthentication_needed: {
    status: 403,
    title: "Show that it is you",
    meaning: "This is done only within ten minutes of signing in, or with the password of the account.",
    remedy: "Send `password` along, or sign in again and repeat the request at once.",
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
  secret_request_not_found: {
    status: 404,
    title: "No such request",
    meaning:
      "There is no such request, or it is not yours: agents see their own, people those that they may answer.",
    remedy: "Check the id against `GET /v1/secret-requests`. Requests are forgotten 30 days after their end.",
  },
  policy_not_found: {
    status: 404,
    title: "No such policy",
    meaning: "This vault has no policy with this id.",
    remedy: "List the vault's policies; this one may have been deleted, or belongs to another vault.",
  },
  decision_not_found: {
    status: 404,
    title: "No such decision",
    meaning:
      "There is no denial with this id that you may look at: it is for those who administer the vault.",
    remedy: "Check the `decision_id`, and ask the vault's creator or an owner or admin of the organization.",
  },
  cmek_rotation_not_found: {
    status: 404,
    title: "No such rotation",
    meaning: "This vault has no rotation of client keys with this id.",
    remedy: "Start the rotation again: it goes on where the last one stopped.",
  },
  agent_not_found: {
    status: 404,
    title: "No such agent",
    meaning: "There is no such agent in your organization.",
    remedy: "Check the id against `GET /v1/agents`. The agent may have been deleted.",
  },
  enrolment_not_found: {
    status: 404,
    title: "No such enrolment",
    meaning:
      "There is no such request, or it waits for somebody else: those made for an address are open to its account alone.",
    remedy: "Sign in with the account that the request was made for, or have the agent ask again.",
  },
  device_code_not_found: {
    status: 404,
    title: "No such code",
    meaning: "No device waits with this code, or it waits for another account.",
    remedy:
      "Compare the code with what the device shows. It holds for ten minutes; after that begin again there.",
  },
  api_key_not_found: {
    status: 404,
    title: "No such API key",
    meaning: "You have no API key with this id. Keys of other people look just the same.",
    remedy: "Check the id against `GET /v1/auth/api-keys`; it is not the key itself.",
  },
  member_not_found: {
    status: 404,
    title: "No such member",
    meaning: "There is no such person in your organization.",
    remedy: "Check the id against `GET /v1/org/members`. The person may have left.",
  },
  invite_not_found: {
    status: 404,
    title: "No such invitation",
    meaning:
      "The invitation does not exist, was used, withdrawn or replaced, has expired, or is for another address.",
    remedy: "Ask for a new one, and open it with the account of the address it was sent to.",
  },
  ip_rule_not_found: {
    status: 404,
    title: "No such IP rule",
    meaning: "Your organization has no IP rule with this id.",
    remedy: "Check the id against `GET /v1/security/ip-rules`. The rule may have been deleted.",
  },
  user_not_found: {
    status: 404,
    title: "No such person",
    meaning: "Nobody on this server has an account with this id.",
    remedy: "Check the id against `GET /v1/admin/users`. The account may have been deleted.",
  },
  organization_not_found: {
    status: 404,
    title: "No such organization",
    meaning: "There is no organization with this id on this server.",
    remedy: "Check the id: `GET /v1/admin/users` names the organization of everyone.",
  },
  session_not_found: {
    status: 404,
    title: "No such session",
    meaning: "You have no session with this id. Sessions of other people look just the same.",
    remedy: "Check the id against `GET /v1/auth/sessions`; the session may have ended.",
  },
  google_not_configured: {
    status: 404,
    title: "No sign-in with Google",
    meaning: "This server does not let people sign in with Google.",
    remedy: "Sign in with e-mail and password. Operators switch it on with the variable `GOOGLE_CLIENT_ID`.",
  },
  share_not_found: {
    status: 404,
    title: "No such share",
    meaning: "There is no such share, it was taken back, or it is for somebody else.",
    remedy: "Check the link letter by letter and sign in with the right account, or ask whoever shared it.",
  },
  mail_not_found: {
    status: 404,
    title: "No such mail",
    meaning: "The outbox has no mail with this id.",
    remedy: "Check the id against `GET /v1/admin/outbox`. Mails are forgotten after 30 days.",
  },
  webhook_not_found: {
    status: 404,
    title: "No such webhook",
    meaning: "There is no such webhook in your organization.",
    remedy: "Check the id against `GET /v1/webhooks`. The webhook may have been deleted.",
  },
  delivery_not_found: {
    status: 404,
    title: "No such delivery",
    meaning: "This webhook has no delivery with this id.",
    remedy: "List the deliveries of the webhook. They are forgotten after 30 days.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    meaning: "The path exists, but does not answer this method.",
    remedy: "Use one of the methods in the `Allow` header of the answer.",
  },
  cmek_already_enabled: {
    status: 409,
    title: "Client-side encryption is on",
    meaning: "The vault is under another client key already.",
    remedy: "Rotate to the new key instead of enabling it, or disable client-side encryption first.",
  },
  cmek_not_enabled: {
    status: 409,
    title: "Client-side encryption is off",
    meaning: "There is no client key in this vault to rotate.",
    remedy: "Enable client-side encryption with the fingerprint of your key first.",
  },
  cmek_fingerprint_mismatch: {
    status: 409,
    title: "Another client key",
    meaning:
      "The key that the request names, or that the value is under, is not the one the vault takes new values under.",
    remedy:
      "Look up `cmek_fingerprint` of the vault. Somebody may have rotated its key or changed its encryption.",
  },
  cmek_rotation_open: {
    status: 409,
    title: "A rotation is under way",
    meaning: "One rotation of client keys at a time: this vault has one that is not over.",
    remedy: "Let it finish or abandon it, then try again.",
  },
  cmek_rotation_unfinished: {
    status: 409,
    title: "The rotation is not done",
    meaning: "There are versions left under the old key.",
    remedy:
      "Fetch what is left, encrypt it under the new key and send it; versions you may not read need somebody who may.",
  },
  cmek_rotation_over: {
    status: 409,
    title: "The rotation is over",
    meaning: "It was completed, was abandoned or has failed, and takes nothing any more.",
    remedy: "Look at its status. If versions are left under the old key, start the rotation again.",
  },
  client_encryption_needed: {
    status: 409,
    title: "The client has to encrypt",
    meaning: "The vault takes values under a client key only, and the server cannot make or convert one.",
    remedy: "Make the value in the client, encrypt it there and put it.",
  },
  custody_unavailable: {
    status: 409,
    title: "Not in this vault",
    meaning:
      "The vault cannot have this kind of custody: it has another one, or holds keys that the server makes itself.",
    remedy: "Use a vault of its own for each kind of custody.",
  },
  organization_not_empty: {
    status: 409,
    title: "Your organization is not empty",
    meaning: "You are its only member, and it still has vaults or agents that nobody could reach any more.",
    remedy: "Delete its vaults and agents, or invite somebody and make them an owner. Then join again.",
  },
  would_lock_you_out: {
    status: 409,
    title: "This would lock you out",
    meaning:
      "With this change your own address would be refused from your next request on. Nothing was changed.",
    remedy: "Add a rule for your own address first, or send `confirm_lockout: true` when you mean it.",
  },
  ip_rules_full: {
    status: 409,
    title: "Too many IP rules",
    meaning: "The organization has as many IP rules as one may have.",
    remedy: "Delete rules that are not needed, or put several addresses into one CIDR.",
  },
  own_account: {
    status: 409,
    title: "This is your own account",
    meaning: "Operators delete the accounts of others here, never the one they act with.",
    remedy: "Delete your own account with `DELETE /v1/auth/me`.",
  },
  agent_keyless: {
    status: 409,
    title: "The agent has no API key",
    meaning:
      "The agent signs in with a certificate or with tokens of its issuer, so there is no key to replace.",
    remedy: "Change `client_cert_fingerprint`, `oidc_issuer` or `oidc_client_id` of the agent instead.",
  },
  enrolment_decided: {
    status: 409,
    title: "Already decided",
    meaning: "Somebody has approved or denied this request before; it can be decided once.",
    remedy: "Look at the list of agents. Where it was denied by mistake, have the agent ask again.",
  },
  secret_request_answered: {
    status: 409,
    title: "Already answered",
    meaning:
      "The request was fulfilled, declined or withdrawn before; it is answered once. Nothing was stored now.",
    remedy:
      "Look at its status. Where a value is still needed, put it at the path, or have the agent ask again.",
  },
  secret_request_expired: {
    status: 410,
    title: "The request has expired",
    meaning: "Nobody answered the request in the time that the agent gave it. Nothing was stored.",
    remedy: "Have the agent ask again, or put the value at its path without a request.",
  },
  enrolment_expired: {
    status: 410,
    title: "The request has expired",
    meaning: "A request for enrolment is open for 24 hours, and nobody decided it in that time.",
    remedy: "Have the agent ask again.",
  },
  share_ended: {
    status: 410,
    title: "The share has ended",
    meaning:
      "It has expired, was opened as often as it may be or declined; or what was shared is gone, or whoever shared it may no longer read it.",
    remedy: "Ask whoever shared it to share it anew.",
  },
  webhook_limit_reached: {
    status: 409,
    title: "Too many webhooks",
    meaning: "The organization has as many webhooks as one may have.",
    remedy: "Delete one that is no longer needed, or let an existing one take more events.",
  },
  webhook_inactive: {
    status: 409,
    title: "The webhook is switched off",
    meaning:
      "Nothing is sent to a webhook that is switched off, by you or because its receiver answered 410.",
    remedy: "Set `is_active` to true first, then try again.",
  },
  mail_gone: {
    status: 410,
    title: "The mail's text is gone",
    meaning: "The text of a mail is wiped once it has been sent, or given up where it carried a key.",
    remedy: "Have what the mail was about done again: ask for a new link, or rotate the key.",
  },
  secret_gone: {
    status: 410,
    title: "The secret is gone",
    meaning:
      "The secret was deleted, has expired, was read as often as it may be, or its version was disabled.",
    remedy: "Store a new value at the path if it is still needed. `detail` says which of these happened.",
  },
  value_not_shareable: {
    status: 409,
    title: "This value cannot be shared",
    meaning: "The value is in split custody: it opens only with the half of its key that its reader holds.",
    remedy: "Hand the value over in a sealed share, which its sender encrypts in the client.",
  },
  secret_not_deleted: {
    status: 409,
    title: "The secret is not deleted",
    meaning: "Only a deletion can be taken back, and this secret is there.",
    remedy: "Nothing needs to be done. An older value is brought back with `secret-rollback`.",
  },
  import_conflict: {
    status: 409,
    title: "Something is there already",
    meaning: "The import was to stop where a secret exists already, and one does. Nothing was stored.",
    remedy:
      "Take the path that `detail` names out of the import, or send `on_conflict` as `skip` or `new_version`.",
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
      "Somebody tried to sign in to this account with wrong passwords or codes. Sessions and API keys still work.",
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
  issuer_unavailable: {
    status: 503,
    title: "The identity provider cannot be reached",
    meaning: "The keys that the token would have to be signed with could not be fetched from its issuer.",
    remedy: "Try again after `Retry-After`. If it stays, the issuer is down or this server may not reach it.",
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

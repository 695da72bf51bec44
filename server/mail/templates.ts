// The words of every mail, once: each template gives a subject and its parts from typed data. Pure.
// Nothing that a stranger can choose may become markup, a link or a header: it goes through `quoted`.
import { defused, inWords, quoted } from "./quoted.ts";

/** Template name -> what it tells. Times are ISO 8601, links absolute and built from PUBLIC_URL. */
export type Templates = {
  welcome: { display_name: string; url: string };
  verification: { url: string; expires_at: string };
  password_reset: { url: string; expires_at: string };
  password_changed: { at: string; ip: string | null };
  signup_attempt: { url: string; ip: string | null };
  api_key_created: { name: string; key_prefix: string; at: string };
  org_invite: { organization: string; invited_by: string; role: string; url: string; expires_at: string };
  enrolment_request: {
    agent_name: string;
    description: string;
    ip: string | null;
    url: string;
    expires_at: string;
  };
  enrolment_approved: { agent_name: string; agent_id: string; api_key: string };
  secret_request: {
    agent_name: string;
    path: string;
    vault_name: string;
    reason: string;
    url: string;
    expires_at: string;
  };
  share_invite: { shared_by: string; path_hint: string; url: string; expires_at: string };
  share_accessed: { secret_path: string; by: string; at: string; ip: string | null; views_left: number };
  expiring_secrets: { vault_name: string; secrets: { path: string; expires_at: string }[]; url: string };
};
export type TemplateName = keyof Templates;

export type Mail = { subject: string; text: string; html: string };

/** A paragraph, a button, a table of facts, a list, or something to copy. */
export type Part =
  | string
  | { button: string; url: string }
  | { facts: [label: string, value: string][] }
  | { list: string[] }
  | { copy: string; label: string };

export type Words = { subject: string; heading: string; parts: Part[] };

/** Templates whose body opens something lasting by itself; it is wiped as soon as the mail cannot be sent. */
export const CARRIES_KEY: ReadonlySet<string> = new Set<TemplateName>(["enrolment_approved"]);

const MOST_LISTED = 20;

const from = (ip: string | null): string => ip ?? "an unknown address";

const link = (button: string, url: string, expires_at: string): Part[] => [
  { button, url },
  `The link works once, until ${inWords(expires_at)}.`,
];

const NOT_YOU = "If this was not you, you need not do anything.";

export const WORDS: { [T in TemplateName]: (data: Templates[T]) => Words } = {
  welcome: ({ display_name, url }) => ({
    subject: "Your 1Claw account is ready",
    heading: "Your account is ready",
    parts: [
      `An account with the name ${quoted(display_name)} was opened with this address.`,
      { button: "Open the dashboard", url },
      "A good first step is two-factor authentication, under Settings. Then make a vault, and an agent that may read from it.",
    ],
  }),
  verification: ({ url, expires_at }) => ({
    subject: "Confirm your address",
    heading: "Confirm your address",
    parts: [
      "Somebody, probably you, opened a 1Claw account with this address. Confirm that it is yours:",
      ...link("Confirm address", url, expires_at),
      `${NOT_YOU} Without the confirmation the account stays unverified.`,
    ],
  }),
  password_reset: ({ url, expires_at }) => ({
    subject: "Choose a new password",
    heading: "Choose a new password",
    parts: [
      "Somebody, probably you, asked for a new password for the account with this address.",
      ...link("Choose a new password", url, expires_at),
      `${NOT_YOU} Your password stays as it is, and nobody else sees this link.`,
    ],
  }),
  password_changed: ({ at, ip }) => ({
    subject: "Your password was changed",
    heading: "Your password was changed",
    parts: [
      {
        facts: [
          ["When", inWords(at)],
          ["From", from(ip)],
        ],
      },
      "All other sessions have ended.",
      "If this was not you, ask for a new password on the sign-in page at once, then look through your API keys and your sessions.",
    ],
  }),
  signup_attempt: ({ url, ip }) => ({
    subject: "You already have an account",
    heading: "You already have an account",
    parts: [
      `Somebody tried to sign up with this address, from ${from(ip)}. You have an account already, so nothing was changed.`,
      { button: "Sign in", url },
      "Forgotten the password? The sign-in page sends you a link for a new one.",
      NOT_YOU,
    ],
  }),
  api_key_created: ({ name, key_prefix, at }) => ({
    subject: "A new API key for your account",
    heading: "A new API key",
    parts: [
      "An API key was made for your account. It can do what you can, within its limits.",
      {
        facts: [
          ["Name", quoted(name)],
          ["Begins with", defused(key_prefix)],
          ["When", inWords(at)],
        ],
      },
      "If this was not you, revoke the key under Settings, API keys, and choose a new password.",
    ],
  }),
  org_invite: ({ organization, invited_by, role, url, expires_at }) => ({
    subject: "You are invited to an organization on 1Claw",
    heading: "You are invited",
    parts: [
      "Somebody invites you to share their organization's secrets. The names below are as they chose them:",
      {
        facts: [
          ["Organization", quoted(organization)],
          ["Invited by", quoted(invited_by)],
          ["Your role", defused(role)],
        ],
      },
      ...link("Look at the invitation", url, expires_at),
      "If you do not know them, ignore this mail: nothing happens then.",
    ],
  }),
  enrolment_request: ({ agent_name, description, ip, url, expires_at }) => ({
    subject: "A program asks to become your agent",
    heading: "A program asks to become your agent",
    parts: [
      "Approve it only if you started it yourself just now. What it says about itself, nobody has checked:",
      {
        facts: [
          ["Name", quoted(agent_name)],
          ["Purpose", description ? quoted(description) : "not said"],
          ["Asks from", from(ip)],
        ],
      },
      { button: "Look at the request", url },
      `Opening the page approves nothing. The request ends ${inWords(expires_at)}.`,
      "An approved agent can read nothing until you grant it something.",
    ],
  }),
  enrolment_approved: ({ agent_name, agent_id, api_key }) => ({
    subject: "The key of your new agent",
    heading: "The key of your new agent",
    parts: [
      `You approved the agent ${quoted(agent_name)}. This is its key:`,
      { copy: api_key, label: "API key" },
      { facts: [["Agent id", agent_id]] },
      "Put both where the agent reads its configuration, as ONECLAW_AGENT_API_KEY and ONECLAW_AGENT_ID, then delete this mail. The key is shown nowhere else; if it gets lost or seen, rotate it on the agent's page.",
      "Next, grant the agent the paths it needs: without a policy it can read nothing.",
    ],
  }),
  secret_request: ({ agent_name, path, vault_name, reason, url, expires_at }) => ({
    subject: "An agent asks for a secret",
    heading: "An agent asks for a secret",
    parts: [
      "One of your agents needs a value that it does not have. The reason is in its own words, nobody has checked it, and the page has it in full:",
      {
        facts: [
          ["Agent", quoted(agent_name)],
          ["Secret", quoted(path)],
          ["Vault", quoted(vault_name)],
          ["Reason", quoted(reason)],
        ],
      },
      { button: "Look at the request", url },
      `Opening the page stores nothing. The request ends ${inWords(expires_at)}.`,
      "Enter the value on that page only, never in a chat or an answer to this mail. If you do not expect this, decline it.",
    ],
  }),
  share_invite: ({ shared_by, path_hint, url, expires_at }) => ({
    subject: "A secret was shared with you",
    heading: "A secret was shared with you",
    parts: [
      {
        facts: [
          ["From", quoted(shared_by)],
          ["Name", quoted(path_hint)],
          ["Until", inWords(expires_at)],
        ],
      },
      { button: "Look at the share", url },
      "Opening the page shows nothing yet and uses nothing up: the secret appears when you ask for it there.",
      "If you do not expect this, or do not know the sender, do not open it.",
    ],
  }),
  share_accessed: ({ secret_path, by, at, ip, views_left }) => ({
    subject: "A secret that you shared was opened",
    heading: "A secret that you shared was opened",
    parts: [
      {
        facts: [
          ["Secret", quoted(secret_path)],
          ["By", quoted(by)],
          ["When", inWords(at)],
          ["From", from(ip)],
          ["Views left", String(views_left)],
        ],
      },
      "If you do not expect this, revoke the share and rotate the secret.",
    ],
  }),
  expiring_secrets: ({ vault_name, secrets, url }) => ({
    subject: secrets.length === 1 ? "A secret expires soon" : `${secrets.length} secrets expire soon`,
    heading: "Secrets that expire soon",
    parts: [
      `In the vault ${quoted(vault_name)}:`,
      {
        list: secrets
          .slice(0, MOST_LISTED)
          .map(({ path, expires_at }) => `${quoted(path)}: ${inWords(expires_at)}`),
      },
      ...(secrets.length > MOST_LISTED ? [`… and ${secrets.length - MOST_LISTED} more.`] : []),
      { button: "Open the vault", url },
      "Expired secrets can no longer be read. Store new values, or give them more time.",
    ],
  }),
};

// What a tool says when it cannot do what it was asked: a sentence on what was wrong and one on what to do instead.
// Must never carry a value, a credential or a stack trace.
import type { OneclawErrorBody, OneclawResponse } from "../../sdk/src/index.ts";
import type { Connection } from "./connection.ts";

/** Thrown by tools; its message is what the model reads. */
export class Refusal extends Error {}

type About = Pick<Connection, "base_url" | "credential"> & { path?: string };

/** The data of an answer. @throws Refusal in the words for its error */
export function take<T>(answer: OneclawResponse<T>, about: About): T {
  if (answer.error) throw new Refusal(refusalWords(answer.error, answer.meta, about));
  return answer.data;
}

/** The sentences for an answer with an error. */
export function refusalWords(
  error: OneclawErrorBody,
  meta: { status: number; retry_after_ms?: number },
  about: About,
): string {
  const next = NEXT_STEPS[error.code ?? ""];
  if (next) return `${error.message} ${next}`;
  switch (meta.status) {
    case 0:
      return error.message;
    case 401:
      return credentialWords(error, about);
    case 402:
      return `Free tier quota exhausted. Upgrade your plan or add payment at ${new URL("/settings/billing", about.base_url).href}`;
    case 403:
      return deniedWords(error);
    case 404:
      return notFoundWords(error, about);
    case 410:
      return goneWords(error, about);
    case 429:
      return `Too many requests. Wait ${Math.max(1, Math.ceil((meta.retry_after_ms ?? 1_000) / 1_000))} seconds and try again.`;
    default:
      return otherWords(error, meta.status);
  }
}

const ADDRESS = "The address comes from ONECLAW_BASE_URL in the configuration of this MCP server.";

/** What to do about failures that the SDK has put into words. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  unreachable: `Ask your human to start the server or to correct the address. ${ADDRESS}`,
  timeout: "Try again; if it stays so, ask your human to look at the server.",
  tls_untrusted: "Ask your human to set this right; verification is not to be switched off.",
  tls_missing: ADDRESS,
  not_this_api: `It is the server's address alone, without /v1 or /mcp at its end. ${ADDRESS}`,
  route_not_found: `The base address must be the server's alone, without /v1 or /mcp at its end. ${ADDRESS}`,
  bad_gateway: "Try again in a moment.",
  key_refused:
    "Ask your human for the new key; it goes into ONECLAW_AGENT_API_KEY, followed by a restart of this MCP server.",
  token_expired:
    "Ask your human to set ONECLAW_AGENT_API_KEY instead: with the agent's key (ocv_…) tokens are renewed by themselves.",
};

function credentialWords(error: OneclawErrorBody, { credential }: About): string {
  if (credential === "key") return error.message;
  const where = credential === "token" ? "ONECLAW_AGENT_TOKEN" : "the Authorization header";
  return `The token in ${where} has expired or was revoked. Use the agent's key (ocv_…) instead, which is exchanged for new tokens by itself.`;
}

function deniedWords(error: OneclawErrorBody): string {
  const said = /^Access denied\b/.test(error.message) ? error.message : `Access denied: ${error.message}`;
  const decision = error.decision_id ? ` They find out why with the decision id ${error.decision_id}.` : "";
  return `${said}${decision} Call describe_access to see what you may do here.`;
}

function notFoundWords(error: OneclawErrorBody, { path }: About): string {
  if (error.code === "vault_not_found")
    return "There is no such vault, or it is not shared with you. Call list_vaults to see those that are.";
  if (path === undefined || error.code !== "secret_not_found") return error.message;
  return `No secret found at path '${path}'. Call list_secrets to see what there is, or request_secret to ask your human for it.`;
}

function goneWords(error: OneclawErrorBody, { path }: About): string {
  if (path === undefined) return error.message;
  return `Secret at path '${path}' is expired or has exceeded its maximum access count. ${error.message}`;
}

function otherWords(error: OneclawErrorBody, status: number): string {
  const fields = Object.entries(error.fields ?? {}).map(([name, reason]) => `\n- \`${name}\` ${reason}`);
  const next = status >= 500 ? " Try again in a moment." : "";
  const reference = status >= 500 && error.request_id ? ` (request ${error.request_id})` : "";
  return `${error.message}${reference}${next}${fields.join("")}`;
}

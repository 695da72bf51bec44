// The client of the SDK for a command: at the right server, as the right principal, its errors in words for a terminal.

import type { OneclawClient, OneclawErrorBody, OneclawResponse } from "../../sdk/src/index.ts";
import { createClient, OneclawError } from "../../sdk/src/index.ts";
import type { Credential } from "./credential.ts";
import { CliError } from "./errors.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { notOurs, proxyAnswers, tooSlow, unreachable, type Watch, watchedFetch } from "./network.ts";
import { type Globals, readCredential, readSettings, type Settings } from "./settings.ts";
import { VERSION } from "./version.ts";

export type Connection = {
  client: OneclawClient;
  settings: Settings;
  credential: Credential | null;
  watch: Watch;
};

/** Signed in. @throws CliError `not_signed_in` when there is nothing to sign in with, and as `readSettings` */
export async function connect(globals: Globals): Promise<Connection & { credential: Credential }> {
  const settings = readSettings(globals);
  const credential = await readCredential(settings, globals);
  if (!credential)
    throw new CliError(`You are not signed in at ${settings.base_url}.`, {
      next: `People: 1claw login${baseFlag(settings)}. Agents: set ONECLAW_AGENT_API_KEY.`,
      exit: EXIT.not_signed_in,
      code: "not_signed_in",
    });
  return { ...open(settings, credential), credential };
}

/** Without a credential, for what anybody may call. */
export function connectOpen(globals: Globals): Connection {
  return open(readSettings(globals), null);
}

/** A connection with a credential that was found elsewhere. */
export function open(settings: Settings, credential: Credential | null): Connection {
  const watch = watchedFetch(VERSION);
  const client = createClient({
    baseUrl: settings.base_url,
    fetch: watch.fetch,
    ...(credential?.kind === "token" ? { token: credential.secret } : {}),
    ...(credential && credential.kind !== "token" ? { apiKey: credential.secret } : {}),
    ...(credential?.kind === "agent_key" && credential.agent_id ? { agentId: credential.agent_id } : {}),
  });
  return { client, settings, credential, watch };
}

/**
 * The data of an answer.
 * @param doing what could not be done, to follow "Could not"
 * @throws CliError for an answer with an error
 */
export async function data<T>(
  from: Connection,
  doing: string,
  answering: Promise<OneclawResponse<T>>,
): Promise<T> {
  const answer = await answering;
  if (!answer.error) return answer.data;
  throw problem(from, doing, answer.error, answer.meta.status, answer.meta.retry_after_ms);
}

/** Every item of a list. @throws CliError as `data` */
export async function every<T>(
  from: Connection,
  doing: string,
  items: AsyncIterable<T>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const found: T[] = [];
  try {
    for await (const item of items) {
      found.push(item);
      if (found.length >= most) break;
    }
  } catch (error) {
    throw fromIterator(from, doing, error);
  }
  return found;
}

/** What an iterator of the SDK threw, in words for a terminal. */
export function fromIterator(from: Connection, doing: string, error: unknown): unknown {
  // Lists of ours have items: what has none comes from somebody else.
  if (error instanceof TypeError) return notOurs(from.settings.base_url, 200, null);
  if (!(error instanceof OneclawError)) return error;
  const { type, message, detail, code, fields, decision_id, request_id, status } = error;
  return problem(
    from,
    doing,
    { type, message, detail, code, fields, decision_id, request_id } as OneclawErrorBody,
    status,
  );
}

/** An error of the API in words for a terminal. */
export function problem(
  from: Connection,
  doing: string,
  error: OneclawErrorBody,
  status: number,
  retry_after_ms?: number,
): CliError {
  const { base_url } = from.settings;
  if (status === 0 && error.code === "timeout") return tooSlow(base_url);
  if (status === 0 && error.type === "network_error") return unreachable(base_url, from.watch.failure());
  if (error.code === "bad_gateway") return proxyAnswers(base_url, status);
  const isOurs = error.code !== undefined && error.code !== "not_this_api";
  if (!isOurs && status !== 0) return notOurs(base_url, status, from.watch.redirect());
  const fields = Object.entries(error.fields ?? {}).map(([field, reason]) => `${field} ${reason}`);
  return new CliError(`Could not ${doing}.`, {
    cause: fields.length > 0 ? fields.join("; ") : error.message,
    next: nextStep(from, error, status, retry_after_ms),
    exit: exitFor(error, status),
    code: error.code,
    status,
    decision_id: error.decision_id,
    request_id: error.request_id,
  });
}

function exitFor({ code }: OneclawErrorBody, status: number): ExitCode {
  if (code === "resource_limit_exceeded" || status === 402 || status === 429) return EXIT.limited;
  if (status === 401) return EXIT.not_signed_in;
  if (status === 403) return EXIT.not_allowed;
  if (status === 404 || status === 410) return EXIT.not_found;
  if (status === 409) return EXIT.conflict;
  if (status >= 500) return EXIT.server_failed;
  return status === 0 || (status >= 400 && status < 500) ? EXIT.usage : EXIT.failed;
}

const STEPS: Readonly<Record<string, string>> = {
  vault_not_found: "1claw vault list",
  vault_not_granted: "Ask whoever made the vault, or an owner or admin of the organization, for a policy.",
  vault_not_bound:
    "Somebody who administers agents can bind it to this vault too: 1claw agent update <agent> --bind <vault>",
  secret_not_found: "1claw secret list",
  secret_gone: "1claw secret versions <path>; a deletion can be taken back: 1claw secret undelete <path>",
  agent_not_found: "1claw agent list",
  policy_not_found: "1claw policy list",
  enrolment_not_found: "1claw enrolment list",
  share_not_found: "1claw share list",
  share_not_accepted: "1claw share accept <id>",
  share_passphrase_needed: "Add --passphrase, and type it at the prompt.",
  principal_not_allowed:
    "Sign in as the other kind: people with 1claw login, agents with ONECLAW_AGENT_API_KEY.",
  scope_insufficient: "Use a key without the limit, or sign in: 1claw login",
  role_insufficient: "Ask an owner or admin of the organization.",
  client_share_missing: "Add --client-share-file with the share that the write printed.",
  cmek_fingerprint_mismatch: "The vault is under another key by now: name that one with --cmek-key-file.",
};

function nextStep(
  from: Connection,
  error: OneclawErrorBody,
  status: number,
  retry_after_ms?: number,
): string | undefined {
  const { credential, settings } = from;
  if (status === 429 || status === 503) {
    const seconds = Math.ceil((retry_after_ms ?? 1000) / 1000);
    return `Wait ${seconds} second${seconds === 1 ? "" : "s"} and try again.`;
  }
  if (status === 401 && credential) return renewStep(credential, settings);
  if (error.code === "path_not_granted" && error.decision_id)
    return `Whoever administers the vault sees why, and what would allow it: 1claw policy why ${error.decision_id}`;
  return (
    STEPS[error.code ?? ""] ?? (error.code && `More about it: ${settings.base_url}/docs/errors/${error.code}`)
  );
}

function renewStep({ kind, from }: Credential, settings: Settings): string {
  if (kind === "agent_key")
    return `Compare the key in ${from}. If it was rotated, use the new one; a person sees the agent with 1claw agent list, and makes a new key with 1claw agent rotate-key.`;
  if (from.startsWith("profile")) return `Sign in again: 1claw login${baseFlag(settings)}`;
  return `${from} is not good any more: give it a new one, or unset it and type 1claw login.`;
}

function baseFlag({ base_url, base_url_from, profile_name }: Settings): string {
  const profile = profile_name === "default" ? "" : ` --profile ${profile_name}`;
  return base_url_from === "--base-url" ? ` --base-url ${base_url}${profile}` : profile;
}

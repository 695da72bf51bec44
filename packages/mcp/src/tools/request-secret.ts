// request_secret: asks the agent's human for a value, on a page of the server that the model never sees.
// Must never carry the value; get_secret fetches it then, under the agent's policies.
import { inputRequired, inputResponse } from "@modelcontextprotocol/server";
import { z } from "zod";
import { SECRET_TYPES } from "../../../../lib/secret-types.ts";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { type Connection, isUuid } from "../connection.ts";
import { findSecret } from "../find-secret.ts";
import { take } from "../refusal.ts";
import { stateOf } from "../secret-state.ts";
import { answer, type Call, defineTool, type ToolAnswer } from "../tool.ts";

type SecretRequest = ApiSchemas["SecretRequestResponse"];
type Place = { vault_id: string; path: string };

/** Below the time after which clients and proxies give a quiet call up. */
const LONGEST_WAIT_SECONDS = 25;
const WAIT_AFTER_PAGE_SECONDS = 20;
const POLL_MS = 2_000;
/** An answer of the human counts for so long; after that a call asks again. */
const ANSWER_HOURS = 24;

export const requestSecret = defineTool({
  name: "request_secret",
  title: "Ask your human for a secret",
  description:
    "Ask your human for a credential that you need and that is not in the vault (or that no longer works). They get a page where they type or generate the value; you never see the page, and must never ask for a credential in the conversation. Call the tool again with the same path to hear whether it was answered; then fetch the value with get_secret.",
  input: z.strictObject({
    path: path("Where the value is to be stored, such as 'api-keys/stripe'"),
    reason: z
      .string()
      .trim()
      .min(1, "must not be empty")
      .max(500, "must have 500 characters or fewer")
      .describe("Shown to your human: what you need it for, in a sentence or two"),
    type: z
      .enum(SECRET_TYPES)
      .optional()
      .describe(`What kind of secret it is: ${SECRET_TYPES.join(", ")}`),
    ask_again: z
      .boolean()
      .default(false)
      .describe("Ask although there is a value already, or your human has just answered"),
    wait_seconds: z
      .number()
      .int("must be a whole number")
      .min(0, "must be 0 or more")
      .max(LONGEST_WAIT_SECONDS, `must be ${LONGEST_WAIT_SECONDS} or less`)
      .default(0)
      .describe(`How long to wait for the answer, up to ${LONGEST_WAIT_SECONDS}; not at all when left out`),
    vault_id: vaultId,
  }),
  output: z.object({
    status: z.enum(["pending", "fulfilled", "declined", "withdrawn", "expired", "exists"]),
    path: z.string(),
    vault_id: z.string(),
    id: z.string().optional(),
    url: z.string().optional(),
    expires_at: z.string().optional(),
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  async run({ path, reason, type, ask_again, wait_seconds, vault_id: wanted }, call) {
    const connection = call.connect();
    const warning = call.guard.lets("request_secret", [
      { argument: "reason", content: reason },
      { argument: "path", content: path, isLogged: true },
    ]);
    const asked = call.request.mcpReq.requestState();
    if (typeof asked === "string" && isUuid(asked)) return afterPage(connection, asked, call, warning);
    const place = { vault_id: await chooseVault(connection, wanted), path };
    const open = await newest(connection, place, "pending");
    if (!open && !ask_again) {
      const answered = await newest(connection, place, "decided");
      const known = await existing(connection, place, answered);
      if (known) return known;
    }
    const { client } = connection;
    const body = { path, reason, ...(type && { type }) };
    const request =
      open ?? take(await client.secretRequests.create(place.vault_id, body), { ...connection, path });
    if (canOpenPages(call)) return page(request);
    return told(await waited(connection, request, wait_seconds, call), "untried", warning);
  },
});

/** The client opened the page, or its user did not want to. */
async function afterPage(
  connection: Connection,
  id: string,
  call: Call,
  warning: string,
): Promise<ToolAnswer> {
  const request = take(await connection.client.secretRequests.get(id), connection);
  const response = inputResponse(call.request.mcpReq.inputResponses, "page");
  if (response.kind !== "elicit" || response.action !== "accept") return told(request, "unopened", warning);
  return told(await waited(connection, request, WAIT_AFTER_PAGE_SECONDS, call), "opened", warning);
}

/** The newest request for the place among the agent's own; the server shows it no others. */
async function newest(
  connection: Connection,
  { vault_id, path }: Place,
  status: "pending" | "decided",
): Promise<SecretRequest | undefined> {
  const query = { status, limit: 100 };
  const { secret_requests } = take(await connection.client.secretRequests.list(query), connection);
  return secret_requests.find((each) => each.vault_id === vault_id && each.path === path);
}

/** What there is to say instead of asking, or null. */
async function existing(
  connection: Connection,
  place: Place,
  answered: SecretRequest | undefined,
): Promise<ToolAnswer | null> {
  const recent =
    answered?.decided_at && Date.now() - Date.parse(answered.decided_at) < ANSWER_HOURS * 3_600_000;
  if (recent && answered.status === "declined") return told(answered);
  const found = await findSecret(connection, place.vault_id, place.path);
  if (found && stateOf(found) !== "readable") return null;
  if (recent && answered.status === "fulfilled") return told(answered);
  if (!found) return null;
  return answer(
    `There is a secret at '${place.path}' already: get its value with get_secret. If it no longer works, call request_secret again with ask_again: true.`,
    { status: "exists", ...place },
  );
}

async function waited(
  connection: Connection,
  request: SecretRequest,
  seconds: number,
  call: Call,
): Promise<SecretRequest> {
  const ends_at = performance.now() + seconds * 1_000;
  let current = request;
  while (current.status === "pending" && performance.now() < ends_at) {
    await pause(Math.min(POLL_MS, ends_at - performance.now()), call.request.mcpReq.signal);
    if (call.request.mcpReq.signal.aborted) return current;
    current = take(await connection.client.secretRequests.get(current.id), connection);
  }
  return current;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener("abort", end, { once: true });
  });
}

function canOpenPages({ capabilities }: Call): boolean {
  return capabilities?.elicitation?.url !== undefined;
}

function page({ id, url, path }: SecretRequest): ToolAnswer {
  const message = `An agent asks for a value for '${path}'. Open the page to type or generate it; the agent's model does not see it.`;
  return inputRequired({
    inputRequests: { page: inputRequired.elicitUrl({ message, url }) },
    requestState: id,
  });
}

function told(
  request: SecretRequest,
  page: "opened" | "unopened" | "untried" = "untried",
  warning = "",
): ToolAnswer {
  const { id, status, path, vault_id, url, expires_at } = request;
  const structured = { status, path, vault_id, id, ...(status === "pending" && { url, expires_at }) };
  return answer(`${statusWords(request, page)}${warning}`, structured);
}

function statusWords(request: SecretRequest, page: "opened" | "unopened" | "untried"): string {
  const { path, url, expires_at } = request;
  const again = "call request_secret with the same path again to hear whether it was answered.";
  switch (request.status) {
    case "fulfilled":
      return `Your human has provided a value for '${path}'. Fetch it with get_secret. Should it not be there or not work, call request_secret again with ask_again: true.`;
    case "declined":
      return `Your human declined to provide '${path}'.${request.decline_reason ? ` They wrote: ${JSON.stringify(request.decline_reason)}.` : ""} Go on without it, or ask them in the conversation what to do instead (never for the value).`;
    case "withdrawn":
      return `The request for '${path}' was withdrawn. Call request_secret again if you still need it.`;
    case "expired":
      return `The request for '${path}' has expired without an answer. Call request_secret again if you still need it.`;
    default:
      if (page === "opened")
        return `Your human has opened the page for '${path}' and has not answered yet. Wait a moment, then ${again}`;
      if (page === "unopened")
        return `Your human did not want to open the page for '${path}' now. The request stays open until ${expires_at}: ${url} Do not press them; later, ${again}`;
      return `Your human is asked for '${path}'. Show them this page, where they type or generate the value (never ask for it in the conversation):\n${url}\nIt is open until ${expires_at}. When they say that they are done, ${again}`;
  }
}

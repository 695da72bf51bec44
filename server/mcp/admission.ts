// Finds out whether a request may come in: its credential is shown to the API, which also says which vaults it reaches.
import { createHash } from "node:crypto";
import { createClient, type OneclawErrorBody, type OneclawResponse } from "#sdk";
import type { App, FrontDoor } from "#server/api/app.ts";
import type { AgentTokens } from "./agent-tokens.ts";
import { inProcess, ORIGIN } from "./in-process.ts";
import { refused } from "./refused.ts";
import { resourceMetadataUrl } from "./resource-metadata.ts";

type VaultList = Awaited<ReturnType<ReturnType<typeof createClient>["vault"]["list"]>>;
/** `principal` is whom the API has recognised; never what a token that it did not accept claims to be. */
export type Admitted = { token: string; principal: string; vaults: VaultList };
export type Admission = (request: Request, door: FrontDoor) => Promise<Admitted | Response>;

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;
const HOW = "Send `Authorization: Bearer` with an agent's key (ocv_…) or its access token.";

/** Lets requests in that carry a good credential; everything else gets the refusal that MCP clients expect. */
export function createAdmission(app: App, tokens: AgentTokens, public_url: string): Admission {
  const challenge = `Bearer resource_metadata="${resourceMetadataUrl(public_url)}"`;
  const unauthorized = (message: string, isWrong = true) =>
    refused(401, message, {
      "www-authenticate": isWrong ? `${challenge}, error="invalid_token"` : challenge,
    });

  async function ask(token: string, request: Request, door: FrontDoor): Promise<VaultList> {
    const fetch = inProcess(app, door, request.headers.get("user-agent"));
    return createClient({ baseUrl: ORIGIN, token, retries: 0, fetch }).vault.list();
  }

  async function byKey(key: string, request: Request, door: FrontDoor): Promise<Admitted | Response> {
    for (let tried = 0; ; tried++) {
      const token = await tokens.get(key, door, request.headers.get("user-agent"));
      if (typeof token !== "string") return keyRefused(token);
      const vaults = await ask(token, request, door);
      if (vaults.meta.status !== 401) return admitted(token, vaults);
      // The key may have been replaced, or the token revoked, since it was exchanged.
      tokens.drop(key);
      if (tried > 0) return unauthorized("The agent's key was refused.");
    }
  }

  async function keyRefused(answer: Response): Promise<Response> {
    if (answer.status === 401)
      return unauthorized(
        "The agent's key was refused: it is wrong, has expired or was rotated, or the agent was deactivated or deleted.",
      );
    const { detail = "The key could not be exchanged." } = (await answer.json()) as { detail?: string };
    return passedOn(answer.status, detail, answer.headers.get("retry-after"));
  }

  function admitted(token: string, vaults: VaultList): Admitted | Response {
    const { error, meta } = vaults as OneclawResponse<unknown>;
    if (meta.status === 401)
      return unauthorized(
        "The token has expired or was revoked. Get a new one, or send the agent's key (ocv_…).",
      );
    if (error && (meta.status === 429 || meta.status >= 500)) return unavailable(error, meta);
    // Whatever else is wrong is wrong for the tools too, which say so.
    return { token, principal: principalOf(token, vaults), vaults };
  }

  return async (request, door) => {
    const header = request.headers.get("authorization");
    if (header === null) return unauthorized(HOW, false);
    const credential = BEARER.exec(header)?.[1];
    if (!credential) return unauthorized(HOW);
    if (/^(?:1ck|plt)_/.test(credential))
      return unauthorized(
        "Personal and platform API keys are not accepted here, because they can do all that their owner can. Create an agent and send its key (ocv_…).",
      );
    if (credential.startsWith("ocv_")) return byKey(credential, request, door);
    return admitted(credential, await ask(credential, request, door));
  };
}

/** The subject of a token that has just been accepted; what only this token stands for, where it was not. */
function principalOf(token: string, vaults: VaultList): string {
  if (vaults.error) return createHash("sha256").update(token).digest("base64url");
  const { sub } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return String(sub);
}

function unavailable(error: OneclawErrorBody, meta: { status: number; retry_after_ms?: number }): Response {
  const wait = meta.retry_after_ms === undefined ? null : String(Math.ceil(meta.retry_after_ms / 1_000));
  return passedOn(meta.status, error.message, wait);
}

function passedOn(status: number, message: string, retry_after: string | null): Response {
  return refused(status, message, retry_after === null ? {} : { "retry-after": retry_after });
}

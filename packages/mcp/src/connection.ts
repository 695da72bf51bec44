// Whom the tools act as: read from the environment of a program, or handed over by the server's own door.
// Must never open a connection by itself, and never repeat a key or a token in its words.
import { createClient, type OneclawClient, type OneclawResponse } from "../../sdk/src/index.ts";
import { VERSION } from "./version.ts";

type VaultList = Awaited<ReturnType<OneclawClient["vault"]["list"]>>;

export type Connection = {
  client: OneclawClient;
  /** Address of the server, for the sentences that name it. */
  base_url: string;
  /** Id or name of the vault that is meant where a tool is not told another. */
  vault: string | null;
  /** What the server was shown, so that a refusal can say what to replace. */
  credential: "key" | "token" | "header";
  /** The vaults, where they were asked for already. */
  vaults?: VaultList;
};

/** Why there is nobody to act as; every tool that needs the server answers with this sentence. */
export type NoConnection = { problem: string };

/** `local` needs no server at all. */
export type Configuration = { local: true } | { local: false; connection: Connection | NoConnection };

const DEFAULT_BASE_URL = "http://127.0.0.1:3000";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `ONECLAW_*`. What is missing or wrong becomes a sentence, never an exception. */
export function readConfiguration(env: Environment): Configuration {
  if (/^(?:true|1|yes|on)$/i.test(word(env.ONECLAW_LOCAL_ONLY))) return { local: true };
  const base_url = word(env.ONECLAW_BASE_URL) || DEFAULT_BASE_URL;
  const api_key = word(env.ONECLAW_AGENT_API_KEY);
  const token = word(env.ONECLAW_AGENT_TOKEN);
  const agent_id = word(env.ONECLAW_AGENT_ID);
  const problem = baseProblem(base_url) ?? credentialProblem(api_key, token) ?? agentProblem(agent_id);
  if (problem !== null) return { local: false, connection: { problem } };
  const client = createClient({
    baseUrl: base_url,
    fetch: named,
    ...(api_key ? { apiKey: api_key, ...(agent_id && { agentId: agent_id }) } : { token }),
  });
  const vault = word(env.ONECLAW_VAULT_ID) || null;
  return { local: false, connection: { client, base_url, vault, credential: api_key ? "key" : "token" } };
}

/** True for text in the form of a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The first page of the vaults that the connection reaches. */
export async function vaultsOf(connection: Connection): Promise<OneclawResponse<VaultData>> {
  return connection.vaults ?? connection.client.vault.list();
}

export type VaultData = NonNullable<VaultList["data"]>;

function word(text: string | undefined): string {
  return text?.trim() ?? "";
}

/** So that the audit log says which program asked. */
const named: typeof globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("user-agent", `1claw-mcp/${VERSION}`);
  return fetch(input, { ...init, headers });
};

function baseProblem(base_url: string): string | null {
  const url = URL.canParse(base_url) ? new URL(base_url) : null;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) return null;
  return "ONECLAW_BASE_URL is not an http or https address. Set it to the address of your 1Claw server, such as http://127.0.0.1:3000, and restart this MCP server.";
}

function credentialProblem(api_key: string, token: string): string | null {
  if (/^\$\{?\w/.test(api_key || token))
    return "ONECLAW_AGENT_API_KEY still holds a placeholder that nothing has filled in. Put the agent's key (ocv_…) itself into the MCP client's configuration and restart this MCP server.";
  if (api_key.startsWith("1ck_"))
    return "ONECLAW_AGENT_API_KEY holds a personal API key (1ck_…), but this MCP server acts as an agent. Create an agent in the dashboard and use its key, which begins with ocv_.";
  if (api_key && !/^ocv_[A-Za-z0-9_-]{20,}$/.test(api_key))
    return "ONECLAW_AGENT_API_KEY is not an agent's key: that begins with ocv_ and has 43 more characters. Copy the whole key, or rotate it in the dashboard to get a new one.";
  if (!api_key && !token)
    return "ONECLAW_AGENT_API_KEY is not set, so this MCP server cannot sign in. Create an agent in the dashboard (Agents, New agent), put its key (ocv_…) as ONECLAW_AGENT_API_KEY into the env of this server in the MCP client's configuration, and restart it.";
  return null;
}

function agentProblem(agent_id: string): string | null {
  if (!agent_id || isUuid(agent_id)) return null;
  return "ONECLAW_AGENT_ID is not a UUID. Leave it out: the agent is known by its key.";
}

// What an agent's owner pastes into a terminal, a program or a client's settings, as text. Pure.
// Must never contain a key: programs find it in the environment. Must never install anything by name: in the public
// registry the names belong to clients of another service, and each server hands out the ones that fit it.
import type { Language } from "#components/ui/highlight.ts";

export type AuthMethod = "api_key" | "mtls" | "oidc_client_credentials";
export type Snippet = {
  id: string;
  tab: string;
  label: string;
  language: Language;
  code: string;
  note: string;
};
export type Connection = {
  agent_id: string;
  vault_id: string;
  /** The secret that the snippets read. */
  path: string;
  /** Where agents reach this server, without a slash at the end. */
  base: string;
  auth_method?: AuthMethod;
};

const TOKEN_OF = String.raw`sed 's/.*"access_token":"\([^"]*\)".*/\1/'`;

/** How the agent reads its first secret, in every way that its method of signing in allows. */
export function snippetsFor(connection: Connection): Snippet[] {
  if (connection.auth_method === "mtls") return [certificateCurl(connection), certificatePython(connection)];
  if (connection.auth_method === "oidc_client_credentials")
    return [issuerCurl(connection), issuerTypeScript(connection), issuerPython(connection)];
  return [curl, typeScript, python, mcp, cli].map((make) => make(connection));
}

/** The file that holds everything an agent needs; the vault may be known only later. */
export function envFile(base: string, agent_id: string, api_key?: string, vault_id?: string): string {
  return [
    `ONECLAW_BASE_URL=${base}`,
    `ONECLAW_AGENT_ID=${agent_id}`,
    api_key && `ONECLAW_AGENT_API_KEY=${api_key}`,
    vault_id && `ONECLAW_VAULT_ID=${vault_id}`,
    "",
  ]
    .filter((line) => line !== undefined)
    .join("\n");
}

/** The line above a program that says where its client comes from. */
export function sdkFrom(base: string): string {
  return `// npm install ${base}/downloads/sdk.tgz`;
}

const KEY_NOTE =
  "It expects the agent's key in `ONECLAW_AGENT_API_KEY`, for example after `set -a; . ./agent.env` with the downloaded file.";

function curl({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "curl",
    tab: "curl",
    label: "Shell",
    language: "shell",
    note: KEY_NOTE,
    code: `TOKEN=$(printf '{"agent_id":"${agent_id}","api_key":"%s"}' "$ONECLAW_AGENT_API_KEY" |
  curl -sS "${base}/v1/auth/agent-token" --json @- | ${TOKEN_OF})

curl -sS "${secretUrl(base, vault_id, path)}" \\
  -H "Authorization: Bearer $TOKEN"`,
  };
}

function typeScript({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "ts",
    tab: "TypeScript",
    label: "read.ts",
    language: "ts",
    note: "The client exchanges the key for tokens by itself, and again before they expire.",
    code: `${sdkFrom(base)}
import { createClient } from "@1claw/sdk";

const client = createClient({
  baseUrl: "${base}",
  agentId: "${agent_id}",
  apiKey: process.env.ONECLAW_AGENT_API_KEY,
});

const secret = await client.secrets.get("${vault_id}", "${path}");
if (secret.error) throw new Error(secret.error.message);

const { value, version } = secret.data;
console.log("read version", version, "with", value.length, "characters");`,
  };
}

const PYTHON_CALL = (base: string) => `import json, os, urllib.request

BASE = "${base}/v1"


def call(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(BASE + path, data, headers)) as answer:
        return json.load(answer)

`;

function python({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "python",
    tab: "Python",
    label: "read.py",
    language: "python",
    note: "Nothing to install: the standard library is enough.",
    code: `${PYTHON_CALL(base)}
token = call("/auth/agent-token", {
    "agent_id": "${agent_id}",
    "api_key": os.environ["ONECLAW_AGENT_API_KEY"],
})["access_token"]

secret = call("/vaults/${vault_id}/secrets/${path}", token=token)
print("read version", secret["version"], "with", len(secret["value"]), "characters")`,
  };
}

function mcp({ base, path }: Connection): Snippet {
  const server = {
    command: "npx",
    args: ["-y", `${base}/downloads/mcp.tgz`],
    env: {
      ONECLAW_BASE_URL: base,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the client that reads this file fills it in
      ONECLAW_AGENT_API_KEY: "${ONECLAW_AGENT_API_KEY}",
    },
  };
  return {
    id: "mcp",
    tab: "MCP",
    label: ".mcp.json",
    language: "json",
    note: `The key is all it needs; the client fills it in from its own environment. Then ask it to read \`${path}\`: it calls \`get_secret\`.`,
    code: JSON.stringify({ mcpServers: { "1claw": server } }, null, 2),
  };
}

function cli({ base, vault_id, path }: Connection): Snippet {
  return {
    id: "cli",
    tab: "CLI",
    label: "Shell",
    language: "shell",
    note: KEY_NOTE,
    code: `export ONECLAW_BASE_URL=${base}
export ONECLAW_VAULT_ID=${vault_id}

npx -y ${base}/downloads/cli.tgz secret get ${path}`,
  };
}

const CERTIFICATE_NOTE =
  "`ONECLAW_MTLS_URL` is the address at which this server, or the proxy before it, asks for client certificates.";

function certificateCurl({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "curl",
    tab: "curl",
    label: "Shell",
    language: "shell",
    note: CERTIFICATE_NOTE,
    code: `TOKEN=$(curl -sS "$ONECLAW_MTLS_URL/v1/auth/agent-token" --cert agent.crt --key agent.key \\
  --json '{"agent_id":"${agent_id}"}' | ${TOKEN_OF})

curl -sS "${secretUrl(base, vault_id, path)}" \\
  -H "Authorization: Bearer $TOKEN"`,
  };
}

function certificatePython({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "python",
    tab: "Python",
    label: "read.py",
    language: "python",
    note: CERTIFICATE_NOTE,
    code: `import json, os, ssl, urllib.request

certificate = ssl.create_default_context()
certificate.load_cert_chain("agent.crt", "agent.key")
JSON = {"Content-Type": "application/json"}

ask = urllib.request.Request(
    os.environ["ONECLAW_MTLS_URL"] + "/v1/auth/agent-token",
    b'{"agent_id":"${agent_id}"}',
    JSON,
)
with urllib.request.urlopen(ask, context=certificate) as answer:
    token = json.load(answer)["access_token"]

read = urllib.request.Request(
    "${secretUrl(base, vault_id, path)}",
    headers={"Authorization": f"Bearer {token}"},
)
with urllib.request.urlopen(read) as answer:
    print("read version", json.load(answer)["version"])`,
  };
}

const ISSUER_NOTE =
  "`SUBJECT_TOKEN` is the token that the agent's own platform gives it, made out to this server.";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const JWT = "urn:ietf:params:oauth:token-type:jwt";

function issuerCurl({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "curl",
    tab: "curl",
    label: "Shell",
    language: "shell",
    note: ISSUER_NOTE,
    code: `TOKEN=$(printf '{"agent_id":"${agent_id}","grant_type":"%s","subject_token_type":"%s","subject_token":"%s"}' \\
  ${EXCHANGE} ${JWT} "$SUBJECT_TOKEN" |
  curl -sS "${base}/v1/auth/agent-token" --json @- | ${TOKEN_OF})

curl -sS "${secretUrl(base, vault_id, path)}" \\
  -H "Authorization: Bearer $TOKEN"`,
  };
}

function issuerTypeScript({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "ts",
    tab: "TypeScript",
    label: "read.ts",
    language: "ts",
    note: ISSUER_NOTE,
    code: `${sdkFrom(base)}
import { createClient } from "@1claw/sdk";

const client = createClient({ baseUrl: "${base}" });
const signedIn = await client.auth.agentToken({
  agent_id: "${agent_id}",
  grant_type: "${EXCHANGE}",
  subject_token_type: "${JWT}",
  subject_token: process.env.SUBJECT_TOKEN,
});
if (signedIn.error) throw new Error(signedIn.error.message);

const secret = await client.secrets.get("${vault_id}", "${path}");
if (secret.error) throw new Error(secret.error.message);
console.log("read version", secret.data.version);`,
  };
}

function issuerPython({ base, agent_id, vault_id, path }: Connection): Snippet {
  return {
    id: "python",
    tab: "Python",
    label: "read.py",
    language: "python",
    note: ISSUER_NOTE,
    code: `${PYTHON_CALL(base)}
token = call("/auth/agent-token", {
    "agent_id": "${agent_id}",
    "grant_type": "${EXCHANGE}",
    "subject_token_type": "${JWT}",
    "subject_token": os.environ["SUBJECT_TOKEN"],
})["access_token"]

secret = call("/vaults/${vault_id}/secrets/${path}", token=token)
print("read version", secret["version"])`,
  };
}

function secretUrl(base: string, vault_id: string, path: string): string {
  return `${base}/v1/vaults/${vault_id}/secrets/${path}`;
}

// The five-minute tour as text: what a newcomer copies, in order. It runs as it is printed; a browser test runs it.
import { sdkFrom } from "#components/snippets/snippets.ts";

export type Step = { title: string; text: string; curl: string; ts: string };

/** The steps against the server at `address`, an origin without a slash at the end. */
export function tourSteps(address: string): Step[] {
  return [
    {
      title: "Open an account",
      text: "The first person on a new server becomes its operator. A password has 12 characters or more, of every kind.",
      curl: `BASE=${address}/v1
field() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }
LOGIN='{"email":"you@example.com","password":"Four unrelated words, 1 digit"}'

curl -s "$BASE/auth/signup" --json "$LOGIN"
TOKEN=$(curl -s "$BASE/auth/token" --json "$LOGIN" | field access_token)
ME="Authorization: Bearer $TOKEN"`,
      ts: `${sdkFrom(address)}
import { createClient } from "@1claw/sdk";

const login = { email: "you@example.com", password: "Four unrelated words, 1 digit" };
const me = createClient({ baseUrl: "${address}" });

await me.auth.signup(login);
await me.auth.login(login);`,
    },
    {
      title: "Put a secret into a vault",
      text: "Each vault has a key of its own. A secret lies at a path and keeps its earlier versions.",
      curl: `VAULT=$(curl -s "$BASE/vaults" -H "$ME" --json '{"name":"Production"}' | field id)

curl -s -X PUT "$BASE/vaults/$VAULT/secrets/api-keys/stripe" -H "$ME" \\
  --json '{"value":"sk_live_4f9a","type":"api_key"}'`,
      ts: `const created = await me.vault.create({ name: "Production" });
if (created.error) throw new Error(created.error.message);
const vault = created.data;

await me.secrets.set(vault.id, "api-keys/stripe", "sk_live_4f9a", { type: "api_key" });`,
    },
    {
      title: "Register an agent",
      text: "Its key is shown this once. Until something is granted, the agent can read nothing at all.",
      curl: `AGENT=$(curl -s "$BASE/agents" -H "$ME" --json '{"name":"deploy-bot"}')
AGENT_ID=$(echo "$AGENT" | field agent.id)
AGENT_KEY=$(echo "$AGENT" | field api_key)`,
      ts: `const registered = await me.agents.create({ name: "deploy-bot" });
if (registered.error) throw new Error(registered.error.message);
const { agent, api_key } = registered.data;`,
    },
    {
      title: "Grant it one path",
      text: "One star stands for one segment, two for any number. Add an expiry, addresses or hours if you like.",
      curl: `curl -s "$BASE/vaults/$VAULT/policies" -H "$ME" --json '{
  "principal_type": "agent",
  "principal_id": "'$AGENT_ID'",
  "secret_path_pattern": "api-keys/**",
  "permissions": ["read"]
}'`,
      ts: `await me.access.grantAgent(vault.id, agent.id, ["read"], {
  secretPathPattern: "api-keys/**",
});`,
    },
    {
      title: "Let the agent read, then look at the record",
      text: "What was granted is answered. Everything else is refused, and both are on the audit log.",
      curl: `BOT="Authorization: Bearer $(curl -s "$BASE/auth/agent-token" \\
  --json '{"api_key":"'$AGENT_KEY'"}' | field access_token)"

# sk_live_4f9a
curl -s "$BASE/vaults/$VAULT/secrets/api-keys/stripe" -H "$BOT" | field value
# /docs/errors/path_not_granted
curl -s "$BASE/vaults/$VAULT/secrets/db/password" -H "$BOT" | field type

curl -s "$BASE/audit/events?limit=2" -H "$ME" | field 'events.map((e) => [e.action, e.outcome])'`,
      ts: `const bot = createClient({ baseUrl: "${address}", apiKey: api_key });

const read = await bot.secrets.get(vault.id, "api-keys/stripe");
console.log(read.data?.value); // sk_live_4f9a

const refused = await bot.secrets.get(vault.id, "db/password");
console.log(refused.error?.code); // path_not_granted

const log = await me.audit.query({ limit: 2 });
for (const event of log.data?.events ?? []) console.log(event.action, event.outcome);`,
    },
  ];
}

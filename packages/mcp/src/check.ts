// Tries a configuration without an MCP client: `1claw-mcp --check`.
import { readConfiguration, vaultsOf } from "./connection.ts";
import { Refusal, take } from "./refusal.ts";

/** What the MCP server would find with these settings, in words; reads no value. @throws Refusal saying what is wrong */
export async function checkWords(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const configuration = readConfiguration(env);
  if (configuration.local) return "Local only: inspect_content alone, without a server.";
  const { connection } = configuration;
  if ("problem" in connection) throw new Refusal(connection.problem);
  const { name } = take(await connection.client.agents.getSelf(), connection);
  const { vaults } = take(await vaultsOf(connection), connection);
  const lines = vaults.map((vault) => `- ${vault.name}  (id: ${vault.id})`);
  return [
    `${connection.base_url} answers, and knows this key as the agent "${name}".`,
    ...(lines.length > 0 ? ["It reaches:", ...lines] : ["No vault is shared with it yet."]),
  ].join("\n");
}

// `1claw mcp`: the MCP server over standard input and output, for clients that are set up with this command.
import type { Command } from "commander";
import { connect } from "../connect.ts";
import { CliError, usage } from "../errors.ts";
import type { Globals } from "../settings.ts";

export function register(program: Command): void {
  program
    .command("mcp")
    .description("Run the MCP server on standard input and output")
    .option("--local-only", "inspect_content alone: no server, no network (also ONECLAW_LOCAL_ONLY=true)")
    .addHelpText(
      "after",
      '\nIt is started by an MCP client, not by hand. In the client\'s configuration: command 1claw, args ["mcp"],\nenv with ONECLAW_AGENT_API_KEY and ONECLAW_BASE_URL.',
    )
    .action((_: unknown, command: Command) => serve(command.optsWithGlobals()));
}

async function serve(flags: Globals & { localOnly?: boolean }): Promise<void> {
  const environment = { ...process.env };
  if (flags.localOnly || process.env.ONECLAW_LOCAL_ONLY === "true") environment.ONECLAW_LOCAL_ONLY = "true";
  else Object.assign(environment, await signedIn(flags).catch(unsigned));
  const { serveStdioMcp } = await import("../../../mcp/src/stdio.ts");
  const closed = new Promise((resolve) => process.stdin.once("close", resolve));
  await serveStdioMcp(environment);
  await closed;
}

/** Clients hide what is written here: the server itself says what is missing when a tool is called. */
function unsigned(error: unknown): Record<string, string> {
  if (error instanceof CliError && error.parts.code === "not_signed_in") return {};
  throw error;
}

/** What the server reads from its environment, also where flags and the profile say it. */
async function signedIn(flags: Globals): Promise<Record<string, string>> {
  const { credential, settings } = await connect(flags);
  if (credential.kind === "personal_key")
    throw usage(
      "The MCP server acts as an agent, and this is a personal API key.",
      "Set ONECLAW_AGENT_API_KEY to an agent's key: 1claw agent create <name>",
    );
  return {
    ONECLAW_BASE_URL: settings.base_url,
    ...(credential.kind === "agent_key"
      ? { ONECLAW_AGENT_API_KEY: credential.secret }
      : { ONECLAW_AGENT_TOKEN: credential.secret }),
    ...(settings.vault && { ONECLAW_VAULT_ID: settings.vault }),
  };
}

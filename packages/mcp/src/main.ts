// The command `1claw-mcp`.
import { VERSION } from "./version.ts";

const HELP = `1claw-mcp ${VERSION}: the MCP server of the 1Claw secrets manager, over stdin and stdout.
It is started by an MCP client, not by hand; 1claw-mcp --check tries the settings. Set in the client's configuration:

  ONECLAW_AGENT_API_KEY  the agent's key (ocv_…); the only one that is needed
  ONECLAW_BASE_URL       address of the server, http://127.0.0.1:3000 unless set
  ONECLAW_VAULT_ID       the vault that is meant, where the agent has several
  ONECLAW_AGENT_ID       the agent, known by its key unless set
  ONECLAW_AGENT_TOKEN    an access token, in place of the key
  ONECLAW_EXFIL_PROTECTION  block (unless set), warn or off: writing a value elsewhere that was read
  ONECLAW_LOCAL_ONLY     true: inspect_content alone, no server, no network
`;

const [flag] = process.argv.slice(2);
if (flag === "--help" || flag === "-h") process.stdout.write(HELP);
else if (flag === "--version" || flag === "-v") process.stdout.write(`${VERSION}\n`);
else if (flag === "--check") await check();
else if (flag !== undefined) {
  process.stderr.write(
    "1claw-mcp takes no arguments: it is set up by ONECLAW_* variables. See 1claw-mcp --help.\n",
  );
  process.exitCode = 2;
} else {
  const { serveStdioMcp } = await import("./stdio.ts");
  serveStdioMcp(process.env);
}

async function check(): Promise<void> {
  const { checkWords } = await import("./check.ts");
  const { Refusal } = await import("./refusal.ts");
  try {
    process.stdout.write(`${await checkWords(process.env)}\n`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

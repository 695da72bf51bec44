// Serves one client over standard input and output.
// Must never write anything but protocol messages to stdout.
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { readConfiguration } from "./connection.ts";
import { EXFIL_MODES, type ExfilMode } from "./exfil-guard.ts";
import { createReadValues } from "./read-values.ts";
import { createOneclawMcp } from "./server.ts";

const PLAIN_HTTP = /^http:\/\/(?!127\.|localhost[:/]|localhost$|\[::1\])/;

/**
 * Serves whoever started this program until they close stdin. What is missing in `env` is said on stderr at once and by
 * every tool that is called, so that a client which hides stderr shows it too.
 */
export function serveStdioMcp(env: Readonly<Record<string, string | undefined>>): void {
  const configuration = readConfiguration(env);
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  if (!configuration.local) {
    const { connection } = configuration;
    if ("problem" in connection) log(connection.problem);
    else if (PLAIN_HTTP.test(connection.base_url))
      log("Warning: values travel unencrypted over http. Use https, or a server on this machine.");
  }
  const exfil = { mode: exfilMode(env.ONECLAW_EXFIL_PROTECTION, log), reads: createReadValues() };
  // What it reports may quote what a client sent.
  serveStdio(() => createOneclawMcp({ configuration, log, exfil }), {
    onerror: (error) => log(`protocol error: ${error.name}`),
  });
}

/** A word that nobody knows protects as much as none. */
function exfilMode(text: string | undefined, log: (line: string) => void): ExfilMode {
  const word = text?.trim().toLowerCase() || "block";
  const mode = EXFIL_MODES.find((each) => each === word);
  if (!mode) log("ONECLAW_EXFIL_PROTECTION is none of block, warn and off, and counts as block.");
  return mode ?? "block";
}

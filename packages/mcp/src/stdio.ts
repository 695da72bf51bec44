// Serves one client over standard input and output.
// Must never write anything but protocol messages to stdout.
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { readConfiguration } from "./connection.ts";
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
  // What it reports may quote what a client sent.
  serveStdio(() => createOneclawMcp({ configuration, log }), {
    onerror: (error) => log(`protocol error: ${error.name}`),
  });
}

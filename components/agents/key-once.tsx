"use client";
import { envFile } from "#components/snippets/snippets.ts";
import { OneTime } from "#components/ui/one-time.tsx";
import type { Agent } from "./agent-words.ts";

/** An agent's new key, to be copied or downloaded as the environment of the program. */
export function KeyOnce({
  agent,
  api_key,
  base,
  onSaved,
}: {
  agent: Agent;
  api_key: string;
  base: string;
  onSaved: (saved: boolean) => void;
}) {
  const filename = `${agent.name.toLowerCase().replaceAll(/[^a-z0-9_-]+/gu, "-") || "agent"}.env`;
  return (
    <OneTime
      label={`API key of ${agent.name}`}
      value={api_key}
      filename={filename}
      file={envFile(base, agent.id, api_key)}
      note={
        <>
          Shown this once: the server keeps only a hash of it. The download is a file of environment variables
          (<code className="font-mono text-xs">ONECLAW_BASE_URL</code>,{" "}
          <code className="font-mono text-xs">ONECLAW_AGENT_ID</code>,{" "}
          <code className="font-mono text-xs">ONECLAW_AGENT_API_KEY</code>) that the SDK's examples, the CLI
          and the MCP server read.
        </>
      }
      onSaved={onSaved}
    />
  );
}

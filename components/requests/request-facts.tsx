"use client";
import Link from "next/link";
import { kindOf } from "#components/secrets/secret-types.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SecretRequest } from "./request-queries.ts";

const LINK = "underline underline-offset-2 hover:text-ink";

/** Who asks for what and why, and what is worth knowing before an answer. */
export function RequestFacts({ request }: { request: SecretRequest }) {
  const { agent, path, vault_id, vault_name, type, created_at, expires_at } = request;
  const isOpen = request.status === "pending";
  return (
    <div className="grid gap-4">
      <Reason text={request.reason} agent={agent?.name ?? "The agent"} />
      <Facts
        items={[
          {
            label: "Agent",
            value: agent ? (
              <>
                <Link href={`/agents/${agent.id}`} className={`font-medium ${LINK}`}>
                  {agent.name}
                </Link>
                {agent.created_by_name && (
                  <span className="text-ink-faint">, registered by {agent.created_by_name}</span>
                )}
              </>
            ) : (
              "Unknown"
            ),
          },
          { label: "Secret", value: <span className="font-mono text-xs break-all">{path}</span> },
          {
            label: "Vault",
            value: (
              <Link href={`/vaults/${vault_id}`} className={LINK}>
                {vault_name ?? "Unknown"}
              </Link>
            ),
          },
          { label: "Kind", value: type ? kindOf(type).label : "Not said" },
          { label: "Asked", value: <Time at={created_at} /> },
          ...(isOpen ? [{ label: "Ends", value: <Time at={expires_at} /> }] : []),
        ]}
      />
      {isOpen && <Warnings request={request} />}
    </div>
  );
}

function Reason({ text, agent }: { text: string; agent: string }) {
  return (
    <figure className="rounded-md border bg-sunken px-4 py-3">
      <blockquote className="border-l-2 border-line-strong pl-3 wrap-anywhere">{text}</blockquote>
      <figcaption className="mt-2 text-xs text-ink-faint">
        The reason in the words of {agent}. Nobody has checked them.
      </figcaption>
    </figure>
  );
}

function Warnings({ request: { agent, existing_version } }: { request: SecretRequest }) {
  return (
    <>
      {agent && !agent.is_active && (
        <Alert tone="warn">
          This agent is switched off: it can use nothing until somebody switches it on.
        </Alert>
      )}
      {agent?.is_active && agent.can_read === false && (
        <Alert tone="warn">No policy lets this agent read the path now. It could not use the value.</Alert>
      )}
      {existing_version !== undefined && (
        <Alert tone="info">
          There is a value here already (version {existing_version}). Yours becomes the next version, for
          everybody who reads the path.
        </Alert>
      )}
    </>
  );
}

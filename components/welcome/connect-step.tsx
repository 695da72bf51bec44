"use client";
import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { FirstRequest } from "#components/live/first-request.tsx";
import { ConnectionSnippets } from "#components/snippets/connection-snippets.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import type { Agent, NamedVault } from "./begun.ts";
import { readable } from "./what-to-read.ts";

/** How the agent reads its first secret, and the wait for it. */
export function ConnectStep({
  vault,
  agent,
  paths,
  patterns,
  base,
}: {
  vault: NamedVault;
  agent: Agent;
  paths: readonly string[];
  patterns: readonly string[];
  base: string;
}) {
  const [isRead, setRead] = useState(false);
  const path = readable(paths, patterns);
  return (
    <div className="grid grid-cols-1 gap-5">
      {path === null ? (
        <Alert tone="warn" title="No secret matches what it may read">
          Store one in the vault, or change the policy of the agent.
        </Alert>
      ) : (
        <ConnectionSnippets
          agent_id={agent.id}
          vault_id={vault.id}
          path={path}
          base={base}
          auth_method={agent.auth_method}
        />
      )}
      <FirstRequest agent_id={agent.id} vault_id={vault.id} onRead={() => setRead(true)} />
      <div className="flex flex-wrap items-center gap-3">
        <Link
          href="/dashboard"
          className={clsx(buttonLook({ variant: isRead ? "solid" : "outline", size: "lg" }))}
        >
          Open the dashboard <ArrowRight aria-hidden className="size-4" />
        </Link>
        {!isRead && (
          <p className="text-sm text-ink-faint">
            You need not wait: the dashboard keeps a list of what is left.
          </p>
        )}
      </div>
    </div>
  );
}

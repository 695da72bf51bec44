"use client";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import type { Outcome } from "./use-decision.ts";

/** What came of a decision; the key, where no mail carries it, is shown this once. */
export function EnrolmentOutcome({
  outcome,
  onSaved,
}: {
  outcome: Outcome;
  onSaved?: (saved: boolean) => void;
}) {
  const [saved, setSaved] = useState(false);
  if (outcome.is === "denied") return <Alert tone="info">{outcome.message}</Alert>;
  const { agent, api_key, message } = outcome;
  return (
    <div className="grid gap-4">
      <Alert tone="ok" title={`${agent.name} is an agent now`}>
        {message}
      </Alert>
      {api_key && (
        <OneTime
          label={`Key of ${agent.name}`}
          value={`ONECLAW_AGENT_ID=${agent.id}\nONECLAW_AGENT_API_KEY=${api_key}`}
          filename="1claw-agent.env"
          note="Put both lines where the program reads its configuration. The key is shown nowhere else; if it gets lost or seen, rotate it on the agent's page."
          onSaved={(next) => {
            setSaved(next);
            onSaved?.(next);
          }}
        />
      )}
      <p className="text-sm text-ink-soft">
        It can read nothing yet. Next, grant it the paths that it needs.
      </p>
      {(saved || !api_key) && (
        <Link href={`/agents/${agent.id}`} className={`${buttonLook()} h-9 justify-center`}>
          Open the agent
        </Link>
      )}
    </div>
  );
}

"use client";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { type Agent, METHOD_NAMES } from "../agent-words.ts";
import { KeyOnce } from "../key-once.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

/** The key, until the reader says that it is saved. An agent without a key shows what it is recognized by. */
export function CredentialsStep({
  agent,
  api_key,
  base,
  onDone,
}: {
  agent: Agent;
  api_key: string | null;
  base: string;
  onDone: () => void;
}) {
  const [saved, setSaved] = useState(false);
  const [asking, setAsking] = useState(false);
  const guard = useLeaveGuard(api_key !== null && !saved);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const goOn = () => (api_key !== null && !saved ? setAsking(true) : onDone());
  return (
    <Card className="grid gap-4 p-4 sm:p-5">
      <h2 ref={heading} tabIndex={-1} className="text-md font-semibold tracking-tight outline-none">
        {api_key ? "Save its key now" : "It needs no key"}
      </h2>
      {api_key ? (
        <KeyOnce agent={agent} api_key={api_key} base={base} onSaved={setSaved} />
      ) : (
        <>
          <p className="text-ink-soft">
            There is nothing to save: the agent is recognized by what it has already.
          </p>
          <Facts items={recognizedBy(agent)} />
        </>
      )}
      <div>
        <Button variant="solid" onClick={goOn}>
          Continue
        </Button>
      </div>
      <LeaveDialog open={asking} onOpenChange={setAsking} action="Continue without it" onLeave={onDone} />
      <LeaveDialog
        open={guard.asking}
        onOpenChange={guard.stay}
        action="Leave without it"
        onLeave={guard.leave}
      />
    </Card>
  );
}

function LeaveDialog({
  open,
  onOpenChange,
  action,
  onLeave,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  action: string;
  onLeave: () => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Is the key saved?"
      action={action}
      onConfirm={async () => onLeave()}
    >
      <p>
        It cannot be shown again. If it is lost, the agent needs a new one: you can rotate it on the agent's
        page, under Credentials.
      </p>
    </ConfirmDialog>
  );
}

function recognizedBy(agent: Agent): Fact[] {
  const method = { label: "Signs in with", value: METHOD_NAMES[agent.auth_method] };
  if (agent.auth_method === "mtls") {
    const fingerprint = agent.client_cert_fingerprint ?? "";
    return [
      method,
      {
        label: "SHA-256 fingerprint",
        value: <Copyable text={fingerprint} what="the fingerprint" max={64} />,
      },
    ];
  }
  return [
    method,
    { label: "Issuer", value: agent.oidc_issuer },
    { label: "Client id", value: agent.oidc_client_id },
  ];
}

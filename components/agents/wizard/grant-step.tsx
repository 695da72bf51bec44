"use client";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { FirstRequest } from "#components/live/first-request.tsx";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { usePaths } from "#components/policies/use-paths.ts";
import { ConnectionSnippets } from "#components/snippets/connection-snippets.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SubmitButton } from "#components/ui/form.tsx";
import { type Agent, examplePath, type NamedVault, type Policy } from "../agent-words.ts";
import { GrantForm, useGrant } from "../grant-form.tsx";

type Props = { agent: Agent; vaults: NamedVault[]; base: string; wasReloaded: boolean };

/** What it may read, and then how it connects, until its first read is there. */
export function GrantStep({ agent, vaults, base, wasReloaded }: Props) {
  const [granted, setGranted] = useState<Policy | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the heading of what has become visible
  useEffect(() => heading.current?.focus(), [granted]);
  return (
    <div className="grid gap-4">
      {wasReloaded && agent.auth_method === "api_key" && !granted && (
        <Alert tone="info" title="Its key was shown when it was registered">
          If it was not saved, rotate it on{" "}
          <Link href={`/agents/${agent.id}/credentials`} className="text-ink underline underline-offset-3">
            the agent's page
          </Link>
          .
        </Alert>
      )}
      <h2 ref={heading} tabIndex={-1} className="text-md font-semibold tracking-tight outline-none">
        {granted ? "Connect it" : "What may it read?"}
      </h2>
      {granted ? (
        <Connect agent={agent} vaults={vaults} base={base} policy={granted} />
      ) : vaults.length === 0 ? (
        <NoVault agent={agent} />
      ) : (
        <Choose agent={agent} vaults={vaults} onGranted={setGranted} />
      )}
    </div>
  );
}

function Choose({
  agent,
  vaults,
  onGranted,
}: {
  agent: Agent;
  vaults: NamedVault[];
  onGranted: (policy: Policy) => void;
}) {
  const form = useGrant(agent, vaults, onGranted);
  return (
    <>
      <Card className="p-4 sm:p-5">
        <GrantForm form={form} agent={agent} vaults={vaults} />
      </Card>
      <div className="flex items-center gap-2">
        <SubmitButton form={form}>Grant and connect</SubmitButton>
        <Link href={`/agents/${agent.id}`} className={buttonLook({ variant: "ghost" })}>
          Later
        </Link>
      </div>
    </>
  );
}

function NoVault({ agent }: { agent: Agent }) {
  return (
    <Card>
      <EmptyState
        art="vault"
        title="There is no vault yet"
        action={
          <>
            <Link href="/vaults" className={buttonLook({ variant: "solid" })}>
              Create a vault
            </Link>
            <Link href={`/agents/${agent.id}`} className={buttonLook()}>
              To the agent
            </Link>
          </>
        }
      >
        {agent.name} is registered. Put a secret into a vault, then grant the agent its path.
      </EmptyState>
    </Card>
  );
}

function Connect({ agent, vaults, base, policy }: Omit<Props, "wasReloaded"> & { policy: Policy }) {
  const { paths, isPending } = usePaths(policy.vault_id);
  const [hasRead, setRead] = useState(false);
  const vault = vaults.find(({ id }) => id === policy.vault_id);
  const path = examplePath(policy.secret_path_pattern, paths);
  return (
    <>
      <p className="flex gap-2.5 text-ink-soft">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        <span>
          Granted:{" "}
          <PolicySentence policy={policy} principal={agent.name} vault={vault?.name ?? "the vault"} />.
        </span>
      </p>
      {!isPending && !paths.includes(path) && (
        <Alert
          tone="warn"
          title={`There is no secret at ${path} yet`}
          action={
            <Link href={`/vaults/${policy.vault_id}`} className={buttonLook({ size: "sm" })}>
              To the vault
            </Link>
          }
        >
          The snippets ask for this path, which the policy covers. Put a secret there, or change the path in
          them.
        </Alert>
      )}
      <ConnectionSnippets
        agent_id={agent.id}
        vault_id={policy.vault_id}
        path={path}
        base={base}
        auth_method={agent.auth_method}
      />
      <FirstRequest agent_id={agent.id} vault_id={policy.vault_id} onRead={() => setRead(true)} />
      <div>
        <Link href={`/agents/${agent.id}`} className={buttonLook({ variant: hasRead ? "solid" : "outline" })}>
          {hasRead ? "Done: to the agent" : "To the agent"}
        </Link>
      </div>
    </>
  );
}

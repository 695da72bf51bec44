"use client";
import Link from "next/link";
import { useState } from "react";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { AgentStep } from "./agent-step.tsx";
import type { NamedVault, Policy, Progress } from "./begun.ts";
import { ConnectStep } from "./connect-step.tsx";
import { GrantStep } from "./grant-step.tsx";
import { SecretStep } from "./secret-step.tsx";
import { WelcomeStep } from "./welcome-step.tsx";

/** From an empty organization to an agent's first read, in three steps. What there is already is not asked for again. */
export function Welcome({ name, initial, base }: { name: string; initial: Progress; base: string }) {
  const [progress, setProgress] = useState(initial);
  // While a new key is on the page, the step that shows it stays.
  const [isKeyShown, setKeyShown] = useState(false);
  const { vault, has_secret, agent, paths, policies } = progress;
  const go = (change: Partial<Progress>) => {
    const next = { ...progress, ...change };
    setProgress(next);
    window.history.replaceState(null, "", addressOf(next));
  };
  const at = !vault || !has_secret ? 1 : !agent || isKeyShown ? 2 : 3;
  const stateOf = (step: number) => (step < at ? "done" : step === at ? "now" : "later");
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Welcome, {name}</h1>
      <p className="mt-2 mb-8 max-w-xl text-md text-ink-soft">
        Three steps, a few minutes: a secret goes into a vault, an agent gets a key of its own, and you say
        what it may read. You can leave at any time and go on later.
      </p>
      <ol aria-label="Steps" className="grid grid-cols-1 gap-3">
        <WelcomeStep
          number={1}
          title="Store a first secret"
          state={stateOf(1)}
          summary={vault && <VaultSummary vault={vault} count={paths.length} />}
        >
          <SecretStep
            vault={vault}
            onVault={(made) => go({ vault: made })}
            onStored={(made, stored) => go({ vault: made, has_secret: true, paths: stored })}
          />
        </WelcomeStep>
        <WelcomeStep
          number={2}
          title="Register an agent"
          state={stateOf(2)}
          summary={
            agent && (
              <>
                <Link href={`/agents/${agent.id}`} className="font-medium text-ink-soft hover:underline">
                  {agent.name}
                </Link>
                . Its key was shown once; on its page it can get a new one.
              </>
            )
          }
        >
          <AgentStep
            agent={agent}
            base={base}
            onRegistered={(made) => {
              setKeyShown(true);
              go({ agent: made, policies: [] });
            }}
            onSaved={() => setKeyShown(false)}
          />
        </WelcomeStep>
        <WelcomeStep number={3} title="Say what it may read, and connect it" state={stateOf(3)}>
          {vault &&
            agent &&
            (policies.length === 0 ? (
              <GrantStep
                vault={vault}
                agent={agent}
                paths={paths}
                onGranted={(policy) => go({ policies: [policy] })}
              />
            ) : (
              <>
                <Granted policies={policies} agent={agent.name} vault={vault.name} />
                <ConnectStep
                  vault={vault}
                  agent={agent}
                  paths={paths}
                  patterns={policies.map((policy) => policy.secret_path_pattern)}
                  base={base}
                />
              </>
            ))}
        </WelcomeStep>
      </ol>
    </>
  );
}

function VaultSummary({ vault, count }: { vault: NamedVault; count: number }) {
  return (
    <>
      {count === 1 ? "One secret" : count >= 50 ? "50 secrets or more" : `${count} secrets`} in{" "}
      <Link href={`/vaults/${vault.id}`} className="font-medium text-ink-soft hover:underline">
        {vault.name}
      </Link>
    </>
  );
}

function Granted({ policies, agent, vault }: { policies: Policy[]; agent: string; vault: string }) {
  return (
    <ul aria-label="What the agent may do" className="mb-5 grid gap-1 text-md text-ink-soft">
      {policies.map((policy) => (
        <li key={policy.id}>
          <PolicySentence policy={policy} principal={agent} vault={vault} />.
        </li>
      ))}
    </ul>
  );
}

function addressOf({ vault, agent }: Progress): string {
  const search = new URLSearchParams();
  if (vault) search.set("vault", vault.id);
  if (agent) search.set("agent", agent.id);
  return search.size > 0 ? `/welcome?${search}` : "/welcome";
}

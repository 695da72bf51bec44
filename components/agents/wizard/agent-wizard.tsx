"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Agent, NamedVault } from "../agent-words.ts";
import { CredentialsStep } from "./credentials-step.tsx";
import { GrantStep } from "./grant-step.tsx";
import { RegisterStep } from "./register-step.tsx";
import { WizardSteps } from "./wizard-steps.tsx";

type Props = {
  vaults: NamedVault[];
  /** An agent that was registered before the page was loaded again. Its key is gone from here. */
  begun: Agent | null;
  /** Where agents reach this server. */
  base: string;
};

const DESCRIPTIONS = [
  "A program with a key of its own. By itself it can read nothing.",
  "This page has the key only now. Put it where the program finds it.",
  "Choose what it may read and for how long, then connect it.",
];

/** Registers an agent in three steps: what it is, its key, what it may read. */
export function AgentWizard({ vaults, begun, base }: Props) {
  const queries = useQueryClient();
  const [agent, setAgent] = useState(begun);
  const [api_key, setKey] = useState<string | null>(null);
  const [step, setStep] = useState(begun ? 2 : 0);
  const registered = (made: Agent, key: string | undefined) => {
    setAgent(made);
    setKey(key ?? null);
    setStep(1);
    // Loading the page again goes on with this agent instead of making a second one.
    window.history.replaceState(null, "", `/agents/new?agent=${made.id}`);
    void queries.invalidateQueries({ queryKey: ["agents", "list"] });
  };
  const saved = () => {
    setKey(null);
    setStep(2);
  };
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        crumbs={[{ href: "/agents", label: "Agents" }]}
        title={agent ? agent.name : "Register an agent"}
        description={DESCRIPTIONS[step]}
      />
      <WizardSteps current={step} />
      {step === 0 && <RegisterStep vaults={vaults} onRegistered={registered} />}
      {step === 1 && agent && <CredentialsStep agent={agent} api_key={api_key} base={base} onDone={saved} />}
      {step === 2 && agent && (
        <GrantStep agent={agent} vaults={vaults} base={base} wasReloaded={begun !== null} />
      )}
    </div>
  );
}

"use client";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { FormField, FormView, SelectField, SubmitButton, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { Agent, NamedVault, Policy } from "./begun.ts";
import { choicesFor } from "./what-to-read.ts";

const DAY_MS = 86_400_000;
const ENDS = [
  { value: "1", label: "For a day" },
  { value: "30", label: "For 30 days" },
  { value: "90", label: "For 90 days" },
  { value: "never", label: "Until you take it back" },
];

type Values = { pattern: string; days: string };

/** What the agent may read and for how long, as a sentence before it holds. */
export function GrantStep({
  vault,
  agent,
  paths,
  onGranted,
}: {
  vault: NamedVault;
  agent: Agent;
  paths: readonly string[];
  onGranted: (policy: Policy) => void;
}) {
  const choices = choicesFor(paths);
  const [opened_at] = useState(() => Date.now());
  const form = useForm<Values>({
    initial: { pattern: choices[0]?.pattern ?? "**", days: "30" },
    submit: async ({ pattern, days }) => {
      const answer = await api().access.grantAgent(vault.id, agent.id, ["read"], {
        secretPathPattern: pattern,
        expires_at: endOf(days, Date.now()),
      });
      if (answer.error) return { problem: refusal(answer.error).problem ?? answer.error.message };
      onGranted(answer.data);
    },
  });
  const { pattern = "", days = "never" } = form.values;
  return (
    <FormView form={form} className="grid gap-5">
      <FormField form={form} name="pattern" label="What it may read" group>
        {({ onChange }) => (
          <RadioCards
            label="What it may read"
            columns={choices.length > 2 ? 3 : 2}
            value={pattern}
            onValueChange={onChange}
            options={choices.map((choice) => ({
              value: choice.pattern,
              title: choice.title,
              description: choice.description,
            }))}
          />
        )}
      </FormField>
      <div className="max-w-60">
        <SelectField form={form} name="days" label="How long" options={ENDS} />
      </div>
      <p role="status" className="rounded-lg border bg-sunken px-4 py-3 text-md text-ink-soft">
        <PolicySentence
          policy={{ secret_path_pattern: pattern, permissions: ["read"], expires_at: endOf(days, opened_at) }}
          principal={agent.name}
          vault={vault.name}
        />
        .
      </p>
      <div>
        <SubmitButton form={form} size="lg">
          Grant this
        </SubmitButton>
      </div>
    </FormView>
  );
}

function endOf(days: string, now: number): string | null {
  return days === "never" ? null : new Date(now + Number(days) * DAY_MS).toISOString();
}

"use client";
import { useState } from "react";
import { KeyOnce } from "#components/agents/key-once.tsx";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import type { Agent } from "./begun.ts";
import { useStay } from "./use-stay.ts";

/** Registers an agent and shows its key, which nothing but this page ever holds, until the reader has saved it. */
export function AgentStep({
  agent,
  base,
  onRegistered,
  onSaved,
}: {
  agent: Agent | null;
  base: string;
  onRegistered: (agent: Agent) => void;
  onSaved: () => void;
}) {
  const [api_key, setKey] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  useStay(api_key !== null && !isSaved);
  const form = useForm<{ name: string }>({
    schema: () => import("./step-forms.ts").then((file) => file.NewAgent),
    initial: { name: "" },
    submit: async ({ name }) => {
      const answer = await api().agents.create({ name, auth_method: "api_key" });
      if (answer.error) return refusal(answer.error);
      setKey(answer.data.api_key ?? null);
      onRegistered(answer.data.agent);
    },
  });
  if (agent && api_key !== null) {
    return (
      <div className="grid gap-5">
        <KeyOnce agent={agent} api_key={api_key} base={base} onSaved={setSaved} />
        <div>
          <Button
            variant="solid"
            size="lg"
            disabled={!isSaved}
            onClick={() => {
              setKey(null);
              onSaved();
            }}
          >
            Go on
          </Button>
        </div>
      </div>
    );
  }
  return (
    <FormView form={form} className="grid gap-5">
      <TextField
        form={form}
        name="name"
        label="Name"
        hint="A program with a key of its own. By itself it can read nothing."
        placeholder="deploy-bot"
        maxLength={100}
        autoComplete="off"
      />
      <div>
        <SubmitButton form={form} size="lg">
          Register and show its key
        </SubmitButton>
      </div>
    </FormView>
  );
}

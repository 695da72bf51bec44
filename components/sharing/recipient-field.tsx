"use client";
import { useQuery } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { type AnyForm, FormField } from "#components/ui/form.tsx";

type Option = { value: string; label: string; hint?: string };

async function people(): Promise<Option[]> {
  const [me, { members }] = await Promise.all([ask(api().auth.getMe()), ask(api().org.listMembers())]);
  return members
    .filter(({ id }) => id !== me.id)
    .map(({ id, display_name, email }) =>
      display_name ? { value: id, label: display_name, hint: email } : { value: id, label: email },
    );
}

async function agents(): Promise<Option[]> {
  const { agents: all } = await ask(api().agents.list());
  return all.map(({ id, name, description }) => ({
    value: id,
    label: name,
    ...(description && { hint: description }),
  }));
}

const WORDS = {
  user: { label: "Person", placeholder: "Choose a person", empty: "There is nobody else in your team" },
  agent: { label: "Agent", placeholder: "Choose an agent", empty: "There is no agent yet" },
};

/** `recipient_id` of a form: one of the team's people or agents. */
export function RecipientField({ form, kind }: { form: AnyForm; kind: "user" | "agent" }) {
  const options = useQuery({
    queryKey: ["sharing", "recipients", kind],
    queryFn: kind === "user" ? people : agents,
  });
  const { label, placeholder, empty } = WORDS[kind];
  if (options.isError) return <Alert tone="danger">{sentenceOf(options.error)}</Alert>;
  return (
    <FormField form={form} name="recipient_id" label={label}>
      {({ value, onChange, ...control }) => (
        <Combobox
          {...control}
          disabled={options.isPending}
          value={typeof value === "string" ? value || null : null}
          onValueChange={(next) => onChange(next ?? "")}
          options={options.data ?? []}
          placeholder={options.isPending ? "Loading" : placeholder}
          emptyText={empty}
        />
      )}
    </FormField>
  );
}

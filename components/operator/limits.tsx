"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { UpdateOrgLimitsRequest } from "#lib/schemas/admin.ts";
import type { Limits as OrgLimits } from "./operator-queries.ts";

type Props = {
  asked: string;
  limits: OrgLimits | null;
  problem: string | null;
  organizations: { id: string; name: string }[];
};

/** Looks an organization up and says what it may have. */
export function Limits({ asked, limits, problem, organizations }: Props) {
  const router = useRouter();
  const [id, setId] = useState(asked);
  const show = (org: string) => router.push(`/operator/limits?org=${encodeURIComponent(org)}`);
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim()) show(id.trim());
  };
  return (
    <Section
      title="Limits of an organization"
      description="What it has already stays; a limit holds from the next creation on."
    >
      <Card className="mb-4 grid gap-4 p-4 sm:grid-cols-2">
        <div className="grid gap-1.5">
          <label htmlFor="limits-name" className="text-sm font-medium">
            Organization
          </label>
          <Combobox
            id="limits-name"
            value={organizations.some((org) => org.id === asked) ? asked : null}
            onValueChange={(org) => org && show(org)}
            options={organizations.map((org) => ({ value: org.id, label: org.name, hint: org.id }))}
            placeholder="Find it by name"
            emptyText="None of the oldest 200 accounts is in one. Use the id."
          />
        </div>
        <form onSubmit={find} className="grid gap-1.5">
          <label htmlFor="limits-id" className="text-sm font-medium">
            Or its id
          </label>
          <div className="flex gap-2">
            <Input
              id="limits-id"
              className="font-mono"
              value={id}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setId(event.target.value)}
            />
            <Button type="submit">Look up</Button>
          </div>
        </form>
      </Card>
      {problem && <Alert tone="danger">{problem}</Alert>}
      {limits && (
        <LimitsForm limits={limits} name={organizations.find((org) => org.id === limits.org_id)?.name} />
      )}
      {!limits && !problem && (
        <Card>
          <EmptyState art="people" title="Whose limits?">
            Choose an organization. Its id is also in People.
          </EmptyState>
        </Card>
      )}
    </Section>
  );
}

const FIELDS = [
  ["max_vaults", "Vaults", "The vault of agents’ keys does not count."],
  ["max_agents", "Agents", undefined],
  ["max_secrets", "Secrets", "Paths that hold one, over all vaults."],
] as const;

function LimitsForm({ limits, name }: { limits: OrgLimits; name: string | undefined }) {
  const toast = useToast();
  const router = useRouter();
  const { max_vaults = "", max_agents = "", max_secrets = "" } = limits;
  const form = useForm<z.output<typeof UpdateOrgLimitsRequest>>({
    schema: () =>
      import("#lib/schemas/admin.ts").then((file) => ({
        safeParse: (input) => file.UpdateOrgLimitsRequest.safeParse(numbered(input)),
      })),
    initial: { max_vaults, max_agents, max_secrets },
    submit: async (values) => {
      const answer = await api().admin.updateOrgLimits(limits.org_id, values);
      if (answer.error) return refusal(answer.error);
      toast({ title: "The limits are saved", tone: "ok" });
      router.refresh();
    },
  });
  return (
    <Card className="p-4">
      <div className="mb-4">
        {name && <h3 className="text-base font-semibold">{name}</h3>}
        <Copyable text={limits.org_id} what="the organization's id" className="text-ink-faint" />
      </div>
      <FormView form={form}>
        <div className="grid gap-4 sm:grid-cols-3">
          {FIELDS.map(([field, label, hint]) => (
            <TextField
              key={field}
              form={form}
              name={field}
              label={label}
              hint={hint}
              placeholder="No limit"
              inputMode="numeric"
              autoComplete="off"
            />
          ))}
        </div>
        <div>
          <SubmitButton form={form}>Save limits</SubmitButton>
        </div>
      </FormView>
    </Card>
  );
}

/** What was typed as the API takes it: an empty field takes the limit away. */
function numbered(input: unknown): Record<string, unknown> {
  const typed = input as Record<string, unknown>;
  return Object.fromEntries(
    FIELDS.map(([field]) => {
      const text = String(typed[field] ?? "").trim();
      return [field, text === "" ? null : Number(text)];
    }),
  );
}

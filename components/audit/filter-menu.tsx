"use client";
import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { api, ask } from "#components/api/client.ts";
import type { Directory } from "#components/policies/directory.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { type ComboboxOption, matching } from "#components/ui/combobox-options.ts";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Select } from "#components/ui/select.tsx";
import { ACTIONS } from "./event-words.ts";
import { type Filters, OUTCOME_WORDS, OUTCOMES, type Outcome, RANGES, type Range } from "./filter-state.ts";

type Props = { filters: Filters; directory: Directory; onChange: (filters: Filters) => void };

/** The filters that can be set; each holds as soon as it is chosen. */
export function FilterMenu(props: Props) {
  return (
    <Popover
      label="Filter the events"
      trigger={
        <Button>
          <ListFilter aria-hidden className="size-4" />
          Filter
        </Button>
      }
    >
      <Fields {...props} />
    </Popover>
  );
}

const ANY = "any";
const CUSTOM = "custom";

function Fields({ filters, directory, onChange }: Props) {
  const id = useId();
  const [custom, setCustom] = useState(Boolean(filters.from || filters.to));
  const set = (change: Filters) => onChange({ ...filters, ...change });
  const setRange = (value: string) => {
    setCustom(value === CUSTOM);
    const range = Object.hasOwn(RANGES, value) ? (value as Range) : undefined;
    set({ range, from: undefined, to: undefined });
  };
  return (
    <div className="grid w-80 max-w-full gap-3">
      <Field id={`${id}-outcome`} label="Outcome">
        <Select
          id={`${id}-outcome`}
          value={filters.outcome ?? ANY}
          onValueChange={(value) => set({ outcome: value === ANY ? undefined : (value as Outcome) })}
          options={[
            { value: ANY, label: "Any outcome" },
            ...OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
          ]}
        />
      </Field>
      <Field id={`${id}-action`} label="Action">
        <Combobox
          id={`${id}-action`}
          placeholder="Any action"
          value={filters.action}
          onValueChange={(action) => set({ action: action ?? undefined })}
          options={ACTION_OPTIONS}
        />
      </Field>
      <Field id={`${id}-actor`} label="Actor">
        <Combobox
          id={`${id}-actor`}
          placeholder="Anybody"
          value={filters.actor}
          onValueChange={(actor) => set({ actor: actor ?? undefined })}
          options={actorOptions(directory)}
        />
      </Field>
      <Field
        id={`${id}-resource`}
        label="Resource"
        hint="A vault stands for what was done to it; type to find a secret."
      >
        <ResourceField id={`${id}-resource`} filters={filters} directory={directory} onChange={onChange} />
      </Field>
      <Field id={`${id}-time`} label="Time">
        <Select
          id={`${id}-time`}
          value={custom ? CUSTOM : (filters.range ?? ANY)}
          onValueChange={setRange}
          options={[
            { value: ANY, label: "Any time" },
            ...Object.entries(RANGES).map(([value, { label }]) => ({ value, label })),
            { value: CUSTOM, label: "From … to …" },
          ]}
        />
      </Field>
      {custom && (
        <div className="grid gap-2">
          <DateTimeInput
            label="From"
            presets={[]}
            value={filters.from}
            onChange={(from) => set({ range: undefined, from: from ?? undefined })}
          />
          <DateTimeInput
            label="To"
            presets={[]}
            value={filters.to}
            onChange={(to) => set({ range: undefined, to: to ?? undefined })}
          />
        </div>
      )}
    </div>
  );
}

const ACTION_OPTIONS: ComboboxOption[] = ACTIONS.map((action) => {
  const [group = ""] = action.split(".");
  return { value: action, label: action, group: group.replaceAll("_", " ") };
});

/** Whoever may have done something. */
function actorOptions({ agents, people }: Directory): ComboboxOption[] {
  return [
    ...agents.map(({ id, name }) => ({ value: id, label: name, group: "Agents" })),
    ...people.map(({ id, name, email }) => ({ value: id, label: name, hint: email, group: "People" })),
  ];
}

function ResourceField({ id, filters, directory, onChange }: Props & { id: string }) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["audit", "secrets", q],
    enabled: q.length > 1,
    queryFn: ({ signal }) => ask(api().secrets.search({ q, limit: 20 }, { signal })),
    placeholderData: (before) => before,
  });
  const { vaults, agents } = directory;
  const named = matching(
    [
      ...vaults.map(({ id: value, name }) => ({ value, label: name, group: "Vaults" })),
      ...agents.map(({ id: value, name }) => ({ value, label: name, group: "Agents" })),
    ],
    text,
  );
  const secrets = (q.length > 1 ? (found.data?.secrets ?? []) : []).map((secret) => ({
    value: secret.id,
    label: secret.path,
    hint: vaults.find((vault) => vault.id === secret.vault_id)?.name,
    group: "Secrets",
  }));
  return (
    <Combobox
      id={id}
      placeholder="Any vault, agent or secret"
      value={filters.resource}
      onValueChange={(resource) => onChange({ ...filters, resource: resource ?? undefined })}
      onInput={setText}
      options={[...secrets, ...named]}
      emptyText={found.isFetching ? "Searching …" : "Nothing found"}
    />
  );
}

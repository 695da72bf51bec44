"use client";
import clsx from "clsx";
import { useMemo } from "react";
import { Combobox } from "#components/ui/combobox.tsx";
import { type Form, FormField, SwitchField } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { TagInput } from "#components/ui/tag-input.tsx";
import type { Draft } from "./policy-draft.ts";
import { DAY_NAMES, DAYS } from "./policy-words.ts";

type PolicyForm = Form<Draft>;

/** From which addresses and at which times the policy counts. */
export function Conditions({ form }: { form: PolicyForm }) {
  return (
    <>
      <FormField
        form={form}
        name="ip_allowlist"
        label="Only from these addresses"
        optional
        hint="IPv4 or IPv6 addresses or ranges. Empty: from anywhere."
      >
        {({ value, disabled: _, name: __, ...control }) => (
          <TagInput {...control} value={value as string[]} placeholder="10.0.0.0/8" />
        )}
      </FormField>
      <SwitchField form={form} name="is_timed" label="Only at certain times" />
      {form.values.is_timed === true && <Window form={form} />}
    </>
  );
}

function Window({ form }: { form: PolicyForm }) {
  const { after = "", before = "" } = form.values;
  return (
    <div className="grid gap-4 rounded-md border bg-sunken/60 p-3">
      <FormField form={form} name="days" label="Days" group>
        {({ value, onChange, ...control }) => (
          <Days
            value={value as string[]}
            onChange={onChange}
            invalid={control["aria-invalid"]}
            describedBy={control["aria-describedby"]}
          />
        )}
      </FormField>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-[7.5rem_7.5rem_1fr]">
        {(["after", "before"] as const).map((name) => (
          <FormField
            key={name}
            form={form}
            name={name}
            label={name === "after" ? "From" : "To"}
            hint={name === "before" && after > before && before !== "" ? "The next day" : undefined}
          >
            {({ value, onChange, ...control }) => (
              <Input
                {...control}
                type="time"
                value={String(value ?? "")}
                onChange={(event) => onChange(event.target.value)}
              />
            )}
          </FormField>
        ))}
        <div className="max-sm:col-span-2">
          <FormField form={form} name="timezone" label="Time zone">
            {({ value, onChange, disabled: _, ...control }) => (
              <Zones {...control} value={String(value)} onValueChange={(zone) => zone && onChange(zone)} />
            )}
          </FormField>
        </div>
      </div>
    </div>
  );
}

function Zones({
  value,
  ...rest
}: {
  id: string;
  value: string;
  onValueChange: (zone: string | null) => void;
}) {
  const options = useMemo(() => {
    const all = new Set([value, "UTC", ...Intl.supportedValuesOf("timeZone")]);
    return [...all].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  }, [value]);
  return <Combobox {...rest} value={value} options={options} emptyText="No such time zone" />;
}

function Days({
  value,
  onChange,
  invalid,
  describedBy,
}: {
  value: string[];
  onChange: (days: string[]) => void;
  invalid: boolean | undefined;
  describedBy: string | undefined;
}) {
  const toggle = (day: string) =>
    onChange(value.includes(day) ? value.filter((each) => each !== day) : [...value, day]);
  return (
    <fieldset aria-describedby={describedBy}>
      <legend className="mb-1.5 text-sm font-medium text-ink">Days</legend>
      <div className="grid grid-cols-7 gap-1 sm:flex">
        {DAYS.map((day) => (
          <label
            key={day}
            className={clsx(
              "grid h-8 min-w-0 cursor-pointer place-items-center rounded-md border text-sm transition-colors sm:w-12",
              "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent-bright",
              value.includes(day)
                ? "border-solid bg-solid text-on-solid"
                : "border-line-strong bg-surface text-ink-soft hover:bg-hover",
              invalid && "border-danger",
            )}
          >
            <input
              type="checkbox"
              className="sr-only"
              aria-invalid={invalid}
              checked={value.includes(day)}
              onChange={() => toggle(day)}
            />
            <span aria-hidden>{DAY_NAMES[day].slice(0, 3)}</span>
            <span className="sr-only">{DAY_NAMES[day]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

"use client";
import { Dices } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DateTimeInput, type TimePreset } from "#components/ui/date-time-input.tsx";
import { type AnyForm, FormField } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { suggestPassphrase } from "./suggest-passphrase.ts";

const HOUR = 3_600;
const PRESETS: readonly TimePreset[] = [
  { label: "1 hour", seconds: HOUR },
  { label: "1 day", seconds: 24 * HOUR },
  { label: "7 days", seconds: 7 * 24 * HOUR },
  { label: "30 days", seconds: 30 * 24 * HOUR },
];

/** What a new share ends after, unless told otherwise. */
export function inOneDay(): string {
  return new Date(Date.now() + 24 * HOUR * 1_000).toISOString();
}

/** `expires_at` of a form: when a share ends by itself. */
export function ExpiryField({ form }: { form: AnyForm }) {
  return (
    <FormField form={form} name="expires_at" label="Expires">
      {({ value, onChange, name, ...control }) => (
        <DateTimeInput
          {...control}
          name={name}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
          presets={PRESETS}
        />
      )}
    </FormField>
  );
}

/** `max_access_count` of a form. */
export function ViewsField({ form, hint }: { form: AnyForm; hint: string }) {
  return (
    <FormField form={form} name="max_access_count" label="Views" hint={hint}>
      {({ value, onChange, ...control }) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={1000}
          value={typeof value === "number" || typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.target.value === "" ? "" : event.target.valueAsNumber)}
          className="w-28!"
        />
      )}
    </FormField>
  );
}

/** `passphrase` of a form, in plain sight: it is to be told to somebody. */
export function PassphraseField({ form }: { form: AnyForm }) {
  return (
    <FormField
      form={form}
      name="passphrase"
      label="Passphrase"
      optional
      hint="At least 8 characters. Tell it in another way than the link."
    >
      {({ value, onChange, ...control }) => (
        <span className="flex gap-2">
          <Input
            {...control}
            value={typeof value === "string" ? value : ""}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
          <Button onClick={() => onChange(suggestPassphrase())}>
            <Dices aria-hidden className="size-3.5" /> Suggest
          </Button>
        </span>
      )}
    </FormField>
  );
}

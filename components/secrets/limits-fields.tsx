"use client";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { type AnyForm, FormField, TextField } from "#components/ui/form.tsx";

/** When a value ends, and after how many reads. */
export function LimitsFields({ form }: { form: AnyForm }) {
  return (
    <>
      <FormField form={form} name="expires_at" label="Expires" optional>
        {({ value, onChange, disabled, ...control }) => (
          <DateTimeInput
            {...control}
            value={typeof value === "string" ? value : null}
            onChange={onChange}
            presets={[
              { label: "1 day", seconds: 86_400 },
              { label: "30 days", seconds: 2_592_000 },
              { label: "90 days", seconds: 7_776_000 },
              { label: "Never", seconds: null },
            ]}
          />
        )}
      </FormField>
      <TextField
        form={form}
        name="max_access_count"
        label="Read limit"
        optional
        inputMode="numeric"
        placeholder="No limit"
        suffix="reads"
        hint="After this many reads the value is gone. Yours count as well."
      />
    </>
  );
}

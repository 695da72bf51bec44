"use client";
// The common fields of forms. All take their value from `form` and report to it.
import clsx from "clsx";
import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";
import { FormField } from "./form-field.tsx";
import { Input } from "./input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { Select, type SelectOption } from "./select.tsx";
import { Switch } from "./switch.tsx";
import { Textarea } from "./textarea.tsx";
import type { AnyForm } from "./use-form.ts";

type Common = { form: AnyForm; name: string; label: string; hint?: ReactNode; optional?: boolean };
type Typed = Common & {
  autoComplete?: HTMLInputAutoCompleteAttribute;
  placeholder?: string;
  autoFocus?: boolean;
  maxLength?: number;
  disabled?: boolean;
};

/** One line of text, or several with `multiline` (their number). */
export function TextField({
  form,
  name,
  label,
  hint,
  optional,
  multiline,
  mono = false,
  suffix,
  type,
  inputMode,
  autoFocus,
  ...rest
}: Typed & {
  type?: HTMLInputTypeAttribute;
  multiline?: number;
  mono?: boolean;
  /** What stands at the field's end, such as a unit. */
  suffix?: ReactNode;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "url" | "search" | "tel";
}) {
  return (
    <FormField form={form} name={name} label={label} hint={hint} optional={optional}>
      {({ value, onChange, disabled, ...control }) => {
        const shared = {
          ...control,
          ...rest,
          ...focusAtStart(autoFocus),
          disabled: rest.disabled ?? disabled,
          value: text(value),
          spellCheck: mono ? false : undefined,
          className: clsx(mono && "font-mono", suffix && "pr-16"),
        };
        if (multiline)
          return <Textarea {...shared} rows={multiline} onChange={(event) => onChange(event.target.value)} />;
        return (
          <span className="relative block">
            <Input
              {...shared}
              type={type}
              inputMode={inputMode}
              onChange={(event) => onChange(event.target.value)}
            />
            {suffix && (
              <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-ink-faint">
                {suffix}
              </span>
            )}
          </span>
        );
      }}
    </FormField>
  );
}

/** A password with a button that shows it. `autoComplete` tells the browser's store which one it is. */
export function PasswordField({ form, name, label, hint, optional, autoFocus, ...rest }: Typed) {
  return (
    <FormField form={form} name={name} label={label} hint={hint} optional={optional}>
      {({ value, onChange, disabled, ...control }) => (
        <PasswordInput
          {...control}
          {...rest}
          {...focusAtStart(autoFocus)}
          disabled={rest.disabled ?? disabled}
          value={text(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

export function SelectField({
  form,
  name,
  label,
  hint,
  optional,
  ...rest
}: Common & { options: readonly SelectOption[]; placeholder?: string; disabled?: boolean }) {
  return (
    <FormField form={form} name={name} label={label} hint={hint} optional={optional}>
      {({ value, onChange, disabled, ...control }) => (
        <Select
          {...control}
          {...rest}
          disabled={rest.disabled ?? disabled}
          value={text(value)}
          onValueChange={onChange}
        />
      )}
    </FormField>
  );
}

type Choice = { form: AnyForm; name: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export function CheckField({ form, name, label, hint, disabled }: Choice) {
  return (
    <FormField form={form} name={name} label={label} group>
      {({ value, onChange, ...control }) => (
        <Checkbox
          {...control}
          disabled={disabled}
          label={label}
          hint={hint}
          checked={value === true}
          onCheckedChange={onChange}
        />
      )}
    </FormField>
  );
}

export function SwitchField({ form, name, label, hint, disabled }: Choice) {
  return (
    <FormField form={form} name={name} label={label} group>
      {({ value, onChange, ...control }) => (
        <Switch
          {...control}
          disabled={disabled}
          label={label}
          hint={hint}
          checked={value === true}
          onCheckedChange={onChange}
        />
      )}
    </FormField>
  );
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** React focuses by itself and leaves no attribute; a dialog looks for one. */
function focusAtStart(autoFocus: boolean | undefined) {
  return { autoFocus, "data-autofocus": autoFocus || undefined };
}

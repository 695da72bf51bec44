"use client";
import type { ReactNode } from "react";
import { describedBy } from "./control-look.ts";
import { Field } from "./field.tsx";
import type { AnyForm, Form } from "./use-form.ts";

export type Control<Value> = {
  id: string;
  name: string;
  value: Value;
  onChange(value: unknown): void;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
  disabled: boolean;
};

type ValueOf<F extends AnyForm, Name extends string> =
  F extends Form<infer T> ? (Name extends keyof T ? T[Name] | undefined : unknown) : unknown;

/** Label, control, hint and error of one field; `children` renders the control with what it is given. */
export function FormField<F extends AnyForm, Name extends string>({
  form,
  name,
  label,
  hint,
  optional,
  group = false,
  children,
}: {
  form: F;
  name: Name;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  /** For a control that names itself (a fieldset, a checkbox): no label of its own above it. */
  group?: boolean;
  children: (control: Control<ValueOf<F, Name>>) => ReactNode;
}) {
  const id = `${form.id}-${name}`;
  const error = form.errors[name];
  const control = children({
    id,
    name,
    value: form.values[name] as ValueOf<F, Name>,
    onChange: (value) => form.set(name, value),
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy(id, { hint, error }),
    disabled: false,
  });
  return (
    <div data-field={name} data-wrong={error ? "" : undefined} className="min-w-0">
      <Field id={id} label={label} hint={hint} error={error} optional={optional} labelled={!group}>
        {control}
      </Field>
    </div>
  );
}

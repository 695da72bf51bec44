"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { sayError } from "./field.tsx";
import { FormProblem } from "./form-problem.tsx";
import type { AnyForm } from "./use-form.ts";

export { type Control, FormField } from "./form-field.tsx";
export { CheckField, PasswordField, SelectField, SwitchField, TextField } from "./form-fields.tsx";
export { type AnyForm, type Form, type FormResult, useForm } from "./use-form.ts";

/** The `<form>`. After a refused attempt the first wrong field has the focus, and what no field shows stands at the top. */
export function FormView({
  form,
  children,
  className,
  id = form.id,
}: {
  form: AnyForm;
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  const view = useRef<HTMLFormElement>(null);
  const [homeless, setHomeless] = useState<string[]>([]);
  const { refused, errors } = form;
  useEffect(() => {
    if (refused > 0) focusFirst(view.current);
  }, [refused]);
  useEffect(() => setHomeless(withoutField(view.current, errors)), [errors]);
  return (
    <form
      ref={view}
      id={id}
      // Sent by the browser itself, before the page listens, nothing of it may stand in the address.
      method="post"
      noValidate
      className={className ?? "grid gap-4"}
      onSubmit={(event) => {
        event.preventDefault();
        // A form in a dialog may be the child of another form in React's tree.
        event.stopPropagation();
        void form.submit();
      }}
    >
      <FormProblem text={form.problem} more={homeless} />
      {children}
    </form>
  );
}

const FOCUSABLE = ":is(input, select, textarea, button, [tabindex]):not(:disabled)";

function focusFirst(view: HTMLFormElement | null): void {
  const wrong = view?.querySelector("[data-field][data-wrong]");
  const control =
    wrong?.querySelector<HTMLElement>(`[aria-invalid="true"]${FOCUSABLE}`) ??
    wrong?.querySelector<HTMLElement>(`:checked, ${FOCUSABLE}`);
  control?.focus();
}

function withoutField(view: HTMLFormElement | null, errors: Record<string, string>): string[] {
  const shown = [...(view?.querySelectorAll<HTMLElement>("[data-field]") ?? [])].map(
    (field) => field.dataset.field,
  );
  const words = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[_.]/gu, " ");
  return Object.entries(errors)
    .filter(([name]) => !shown.includes(name))
    .map(([name, error]) => sayError(words(name), error));
}

/** The form's button, inside its `FormView` or in the footer of the dialog around it. */
export function SubmitButton({
  form,
  children,
  variant = "solid",
  size,
  className,
}: {
  form: AnyForm;
  children: ReactNode;
  variant?: "solid" | "outline" | "ghost" | "danger";
  size?: "sm" | "md" | "lg";
  className?: string;
}) {
  return (
    <Button
      type="submit"
      form={form.id}
      variant={variant}
      size={size}
      pending={form.pending}
      className={className}
      onClick={(event) => {
        // Without its form in the page (or with one of another id) the button itself sends it.
        if (!event.currentTarget.form) void form.submit();
      }}
    >
      {children}
    </Button>
  );
}

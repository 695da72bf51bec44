"use client";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormProblem } from "./form-problem.tsx";
import { Input } from "./input.tsx";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will break. */
  children?: ReactNode;
  /** What must be typed before the action is possible. */
  typed?: string;
  typedLabel?: string;
  action: string;
  tone?: "danger" | "solid";
  /** A text that comes back is an error to show; otherwise the dialog closes. */
  // biome-ignore lint/suspicious/noConfusingVoidType: an async function without a return is the common case
  onConfirm: () => Promise<string | null | undefined | void>;
};

/** Asks before what cannot be undone. */
export function ConfirmDialog({ open, onOpenChange, title, action, tone = "danger", ...rest }: Props) {
  const id = useId();
  const [pending, setPending] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !pending && onOpenChange(next)}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={() => !pending && onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={id} variant={tone} pending={pending}>
            {action}
          </Button>
        </>
      }
    >
      <Question
        id={id}
        pending={pending}
        setPending={setPending}
        close={() => onOpenChange(false)}
        {...rest}
      />
    </Dialog>
  );
}

/** Lives as long as the dialog is open, so that nothing typed or failed is left for the next time. */
function Question({
  id,
  pending,
  setPending,
  close,
  children,
  typed,
  typedLabel,
  onConfirm,
}: Pick<Props, "children" | "typed" | "typedLabel" | "onConfirm"> & {
  id: string;
  pending: boolean;
  setPending: (pending: boolean) => void;
  close: () => void;
}) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [mistyped, setMistyped] = useState<string>();
  const confirm = async () => {
    if (pending) return;
    if (typed !== undefined && text.trim() !== typed) {
      setMistyped(`Type ${typed} to go on`);
      document.getElementById(`${id}-typed`)?.focus();
      return;
    }
    setPending(true);
    setProblem(null);
    const found = await onConfirm().catch((error: unknown) =>
      error instanceof Error ? error.message : "That did not work",
    );
    setPending(false);
    if (found) setProblem(found);
    else close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void confirm();
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="grid gap-4 text-sm text-ink-soft">
      <FormProblem text={problem} />
      {children && <div className="grid gap-2">{children}</div>}
      {typed !== undefined && (
        <Field
          id={`${id}-typed`}
          error={mistyped}
          label={
            typedLabel ?? (
              <>
                Type <span className="font-mono break-all">{typed}</span> to confirm
              </>
            )
          }
        >
          <Input
            id={`${id}-typed`}
            value={text}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={mistyped ? true : undefined}
            aria-describedby={mistyped ? `${id}-typed-error` : undefined}
            onChange={(event) => {
              setText(event.target.value);
              setMistyped(undefined);
            }}
          />
        </Field>
      )}
    </form>
  );
}

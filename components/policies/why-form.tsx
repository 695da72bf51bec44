"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { describedBy } from "#components/ui/control-look.ts";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { checkSecretPath } from "#lib/secret-path.ts";
import type { Directory } from "./directory.ts";
import { PrincipalPicker } from "./principal-picker.tsx";
import { usePaths } from "./use-paths.ts";
import { type Question, whyHref } from "./why-question.ts";

const PERMISSIONS = ["read", "write", "delete", "rotate"].map((value) => ({ value, label: value }));
const OFFERED = 500;

type Errors = Partial<Record<keyof Question, string>>;

/** The question, put together like a sentence: may who do what at which path of which vault, from where, when? */
export function WhyForm({
  directory,
  question,
  serverErrors = {},
  pending,
  onAsk,
}: {
  directory: Directory;
  question: Question;
  serverErrors?: Errors;
  pending: boolean;
  onAsk: (question: Question) => void;
}) {
  const id = useId();
  const [values, setValues] = useState(question);
  const [own, setOwn] = useState<Errors>({});
  // The address changes by asking, when it says what is typed already, and by going back.
  const [followed, follow] = useState(question);
  if (whyHref(followed) !== whyHref(question)) {
    follow(question);
    setValues(question);
    setOwn({});
  }
  const errors = { ...serverErrors, ...own };
  const set = (name: keyof Question) => (value: string | null) => {
    setValues((now) => ({ ...now, [name]: value ?? "" }));
    setOwn((now) => ({ ...now, [name]: undefined }));
  };
  const control = (name: keyof Question, hint?: string) => ({
    id: `${id}-${name}`,
    "aria-invalid": errors[name] ? true : undefined,
    "aria-describedby": describedBy(`${id}-${name}`, { hint, error: errors[name] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(values);
    setOwn(found);
    const first = Object.keys(found)[0];
    if (first) document.getElementById(`${id}-${first}`)?.focus();
    else onAsk(values);
  };
  const field = (name: keyof Question, label: string) => ({
    id: `${id}-${name}`,
    label,
    error: errors[name],
  });
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-4 *:min-w-0 max-sm:*:nth-[n+3]:col-span-2 sm:grid-cols-2 lg:grid-cols-[1fr_7rem_1.4fr_1fr]">
          <Field {...field("principal", "May")}>
            <PrincipalPicker
              {...control("principal")}
              directory={directory}
              value={values.principal || null}
              onValueChange={set("principal")}
            />
          </Field>
          <Field {...field("permission", "do")}>
            <Select
              {...control("permission")}
              value={values.permission}
              onValueChange={set("permission")}
              options={PERMISSIONS}
            />
          </Field>
          <Field {...field("path", "at the path")}>
            <PathInput
              control={control("path")}
              vault={values.vault}
              value={values.path}
              onChange={set("path")}
            />
          </Field>
          <Field {...field("vault", "in the vault")}>
            <Select
              {...control("vault")}
              value={values.vault}
              onValueChange={set("vault")}
              placeholder="Choose a vault"
              options={directory.vaults.map(({ id: value, name }) => ({ value, label: name }))}
            />
          </Field>
        </div>
        <div className="flex flex-wrap items-end gap-4">
          <div className="min-w-0 max-sm:w-full sm:w-56">
            <Field {...field("ip", "from the address")} optional>
              <Input
                {...control("ip")}
                value={values.ip}
                placeholder="203.0.113.9"
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                onChange={(event) => set("ip")(event.target.value.trim())}
              />
            </Field>
          </div>
          <div className="min-w-0 max-sm:w-full">
            <Field {...field("at", "at the time")} optional>
              <DateTimeInput
                {...control("at")}
                value={values.at || null}
                onChange={set("at")}
                presets={NOW}
              />
            </Field>
          </div>
          <Button
            type="submit"
            variant="solid"
            pending={pending}
            className="max-sm:w-full max-sm:justify-center sm:ml-auto"
          >
            Why?
          </Button>
        </div>
      </form>
    </Card>
  );
}

const NOW = [{ label: "Now", seconds: null }];

/** Any path may be asked about, also one where nothing is; those of the vault are offered. */
function PathInput({
  control,
  vault,
  value,
  onChange,
}: {
  control: { id: string };
  vault: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [isUsed, setUsed] = useState(false);
  const { paths } = usePaths(isUsed && vault ? vault : null);
  return (
    <>
      <Input
        {...control}
        list={`${control.id}-paths`}
        value={value}
        placeholder="api-keys/stripe"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono"
        onFocus={() => setUsed(true)}
        onChange={(event) => onChange(event.target.value.trim())}
      />
      <datalist id={`${control.id}-paths`}>
        {paths.slice(0, OFFERED).map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  );
}

function problemsOf({ principal, path, vault }: Question): Errors {
  return {
    ...(principal === "" && { principal: "Choose an agent or a person." }),
    ...(checkSecretPath(path) !== null && { path: checkSecretPath(path) ?? "" }),
    ...(vault === "" && { vault: "Choose a vault." }),
  };
}

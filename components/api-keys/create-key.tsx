"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormField, FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import type { ApiSchemas } from "#sdk";
import { KeyScopes } from "./key-scopes.tsx";
import { KeyUsage } from "./key-usage.tsx";

type Created = ApiSchemas["ApiKeyCreatedResponse"];
type NewKey = ApiSchemas["CreateApiKeyRequest"];
type Props = { open: boolean; onOpenChange: (open: boolean) => void; base: string };

const DAY = 86_400;
const EXPIRY = [
  { label: "30 days", seconds: 30 * DAY },
  { label: "90 days", seconds: 90 * DAY },
  { label: "1 year", seconds: 365 * DAY },
  { label: "Never", seconds: null },
];

/** Creates a personal key and shows it, this once. */
export function CreateKey({ open, onOpenChange, base }: Props) {
  const [created, setCreated] = useState<Created | null>(null);
  const close = () => {
    setCreated(null);
    onOpenChange(false);
  };
  return created ? (
    <ShowKey open={open} created={created} base={base} onDone={close} />
  ) : (
    <KeyForm open={open} onClose={close} onCreated={setCreated} />
  );
}

function KeyForm({
  open,
  onClose,
  onCreated,
}: {
  open: boolean;
  onClose: () => void;
  onCreated: (created: Created) => void;
}) {
  const queries = useQueryClient();
  const form = useForm<NewKey>({
    schema: () => import("#lib/schemas/api-keys.ts").then((file) => file.CreateApiKeyRequest),
    initial: { name: "", expires_at: undefined, scopes: undefined },
    submit: async (key) => {
      if (key.scopes?.length === 0) return { fields: { scopes: "Choose at least one permission or path" } };
      const answer = await api().apiKeys.create(key);
      if (answer.error) return refusal(answer.error);
      form.reset();
      onCreated(answer.data);
      await queries.invalidateQueries({ queryKey: ["api-keys"] });
    },
  });
  const close = () => {
    form.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="Create an API key"
      description="For scripts and tools that act as you. An agent gets a key of its own instead."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton form={form}>Create key</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <TextField
          form={form}
          name="name"
          label="Name"
          hint="Where it is used, so that you know it again"
          placeholder="Laptop"
          maxLength={100}
          autoFocus
        />
        <FormField form={form} name="expires_at" label="Expires">
          {({ value, onChange, ...control }) => (
            <DateTimeInput
              {...control}
              value={typeof value === "string" ? value : null}
              onChange={(at) => onChange(at ?? undefined)}
              presets={EXPIRY}
            />
          )}
        </FormField>
        <FormField form={form} name="scopes" label="What it may do" group>
          {(control) => (
            <KeyScopes {...control} onChange={(scopes) => control.onChange(scopes ?? undefined)} />
          )}
        </FormField>
      </FormView>
    </Dialog>
  );
}

function ShowKey({
  open,
  created,
  base,
  onDone,
}: {
  open: boolean;
  created: Created;
  base: string;
  onDone: () => void;
}) {
  const [saved, setSaved] = useState(false);
  const { key, api_key } = created;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && saved && onDone()}
      dismissable={false}
      title={`The key “${key.name}”`}
      description="It is shown this once: the server keeps only its fingerprint."
      footer={
        <Button variant="solid" disabled={!saved} onClick={onDone}>
          Done
        </Button>
      }
    >
      <div className="grid gap-5">
        <OneTime
          label="API key"
          value={api_key}
          filename={`1claw-${key.key_prefix}.txt`}
          note="Whoever has it can act as you within its scopes, without your second factor."
          onSaved={setSaved}
        />
        <KeyUsage base={base} />
      </div>
    </Dialog>
  );
}

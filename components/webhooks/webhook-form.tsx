"use client";
import { useState } from "react";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Form, FormField, FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { CreateWebhookRequest } from "#lib/schemas/webhooks.ts";
import { EventPicker } from "./event-picker.tsx";
import { SecretDialog, type ShownSecret } from "./secret-dialog.tsx";
import { useWebhooksChanged, type Webhook } from "./webhook-queries.ts";

type Values = z.output<typeof CreateWebhookRequest>;
type Props = { open: boolean; onOpenChange: (open: boolean) => void; actions: readonly string[] };

const EMPTY = { url: "", events: [], description: "" };

/** Makes a webhook and then shows its signing secret, this once. */
export function CreateWebhook({ open, onOpenChange, actions }: Props) {
  const changed = useWebhooksChanged();
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const form = useForm<Values>({
    schema: () => import("#lib/schemas/webhooks.ts").then((file) => file.CreateWebhookRequest),
    initial: EMPTY,
    submit: async (values) => {
      const answer = await api().webhooks.create(values);
      if (answer.error) return refusal(answer.error);
      const { webhook, signing_secret } = answer.data;
      toggle(false);
      setShown({ webhook, signing_secret });
      await changed();
    },
  });
  const toggle = (next: boolean) => {
    if (!next) form.reset(EMPTY);
    onOpenChange(next);
  };
  return (
    <>
      <FormDialog
        open={open}
        onOpenChange={toggle}
        form={form}
        actions={actions}
        title="Create webhook"
        action="Create webhook"
      />
      <SecretDialog shown={shown} onDone={() => setShown(null)} leadsTo />
    </>
  );
}

/** Changes where events go, and which. */
export function EditWebhook({ open, onOpenChange, actions, webhook }: Props & { webhook: Webhook }) {
  const toast = useToast();
  const changed = useWebhooksChanged();
  const { url, events, description } = webhook;
  const form = useForm<Values>({
    schema: () => import("#lib/schemas/webhooks.ts").then((file) => file.CreateWebhookRequest),
    initial: { url, events, description },
    keepEmpty: ["description"],
    submit: async (values) => {
      const answer = await api().webhooks.update(webhook.id, values);
      if (answer.error) return refusal(answer.error);
      onOpenChange(false);
      await changed();
      toast({ title: "The webhook is changed", tone: "ok" });
    },
  });
  const toggle = (next: boolean) => {
    if (!next) form.reset();
    onOpenChange(next);
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={toggle}
      form={form}
      actions={actions}
      title="Change webhook"
      action="Save"
    />
  );
}

function FormDialog({
  open,
  onOpenChange,
  form,
  actions,
  title,
  action,
}: Props & { form: Form<Values>; title: string; action: string }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description="Audit events are sent to it as they happen, signed, and again until it answers with a 2xx status."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <SubmitButton form={form}>{action}</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <TextField
          form={form}
          name="url"
          label="URL"
          type="url"
          inputMode="url"
          mono
          autoComplete="off"
          placeholder="https://hooks.example.com/1claw"
          maxLength={2048}
          hint="With https, at a public address. Redirects are not followed."
          autoFocus
        />
        <FormField form={form} name="events" label="Events" hint="Exact names, or all of a kind.">
          {({ id, value, onChange, ...control }) => (
            <EventPicker
              id={id}
              value={value ?? []}
              onChange={onChange}
              actions={actions}
              aria-invalid={control["aria-invalid"]}
              aria-describedby={control["aria-describedby"]}
            />
          )}
        </FormField>
        <TextField
          form={form}
          name="description"
          label="Description"
          optional
          maxLength={200}
          autoComplete="off"
        />
      </FormView>
    </Dialog>
  );
}

"use client";
import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormField, FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { InviteMemberRequest } from "#lib/schemas/organization.ts";
import { ROLES, rolesToInvite } from "./roles.ts";
import { type Me, useTeamChanged } from "./team-queries.ts";

const EMPTY = { email: "", role: "member" };

/** Invites an address. Where no mail leaves the server it says where the link is to be found instead. */
export function InviteDialog({
  open,
  onOpenChange,
  me,
  sendsMail,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  me: Me;
  sendsMail: boolean;
}) {
  const toast = useToast();
  const changed = useTeamChanged();
  const [waiting, setWaiting] = useState<string | null>(null);
  const form = useForm<z.output<typeof InviteMemberRequest>>({
    schema: () => import("#lib/schemas/organization.ts").then((file) => file.InviteMemberRequest),
    initial: EMPTY,
    submit: async (values) => {
      const answer = await api().org.invite(values);
      if (answer.error) return refusal(answer.error);
      await changed();
      if (!sendsMail) return setWaiting(answer.data.email);
      toggle(false);
      toast({ title: `${answer.data.email} is invited`, description: answer.data.message, tone: "ok" });
    },
  });
  const toggle = (next: boolean) => {
    if (!next) {
      form.reset(EMPTY);
      setWaiting(null);
    }
    onOpenChange(next);
  };
  if (waiting) return <Waiting email={waiting} me={me} open={open} onOpenChange={toggle} />;
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title="Invite somebody"
      description="They come in with an account of that address, new or existing. The link works once, for seven days."
      footer={
        <>
          <Button onClick={() => toggle(false)}>Cancel</Button>
          <SubmitButton form={form}>Invite</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <TextField
          form={form}
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          placeholder="grace@example.com"
          maxLength={254}
          autoFocus
        />
        <FormField form={form} name="role" label="Role" group>
          {({ value, onChange, ...aria }) => (
            <RadioCards
              label="Role"
              value={value}
              onValueChange={onChange}
              aria-invalid={aria["aria-invalid"]}
              aria-describedby={aria["aria-describedby"]}
              options={rolesToInvite(me).flatMap((role) =>
                ROLES.filter((each) => each.role === role).map(({ title, may }) => ({
                  value: role,
                  title,
                  description: may,
                })),
              )}
            />
          )}
        </FormField>
      </FormView>
    </Dialog>
  );
}

/** Nothing was mailed: the link lies where the operator reads it. */
function Waiting({
  email,
  me,
  open,
  onOpenChange,
}: {
  email: string;
  me: Me;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="The invitation waits in the outbox"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          {me.is_operator && (
            <Link href="/operator/mail" className={buttonLook({ variant: "solid" })}>
              Open the outbox
            </Link>
          )}
        </>
      }
    >
      <Alert tone="warn" title="This server sends no mail">
        {me.is_operator
          ? "Open the newest mail in the operator’s outbox, copy its link"
          : "Ask the operator to open the newest mail in the outbox, to copy its link"}{" "}
        and hand it to <span className="font-medium wrap-anywhere text-ink">{email}</span>. It is good for an
        account of this address alone.
      </Alert>
    </Dialog>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { useHasKey } from "#components/cmek/vault-key.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Form, FormField, FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TagInput } from "#components/ui/tag-input.tsx";
import { MadeShareView } from "./made-share.tsx";
import { RecipientField } from "./recipient-field.tsx";
import type { ShareDialogProps } from "./share-dialog.tsx";
import type { ShareFields } from "./share-fields.ts";
import { type Kind, type MadeShare, makeShare } from "./share-form.ts";
import { KIND_CARDS } from "./share-kinds.ts";
import { ExpiryField, inOneDay, PassphraseField, ViewsField } from "./share-limits.tsx";

/** As often as a share of this kind is usually opened. */
const usualViews = (kind: Kind) => (kind === "anyone_with_link" || kind === "sealed" ? 1 : 10);

/** The dialog of `ShareDialog`, for one opening. */
export function NewShare({ vault, secret, open, onOpenChange }: ShareDialogProps) {
  const queries = useQueryClient();
  const [made, setMade] = useState<MadeShare | null>(null);
  const form = useForm<ShareFields>({
    schema: () => import("./share-fields.ts").then((file) => file.ShareFields),
    initial: {
      kind: "user",
      recipient_id: "",
      email: "",
      expires_at: open ? inOneDay() : "",
      max_access_count: usualViews("user"),
      passphrase: "",
      ip_allowlist: [],
    },
    submit: async (fields) => {
      const answer = await makeShare({ vault, secret }, fields);
      if ("result" in answer) return answer.result;
      setMade(answer.made);
      await queries.invalidateQueries({ queryKey: ["sharing"] });
    },
  });
  const close = () => onOpenChange(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={made ? "Shared" : "Share this secret"}
      description={<span className="font-mono text-xs wrap-anywhere">{secret.path}</span>}
      size="lg"
      dismissable={made === null}
      footer={
        made ? (
          <Button variant="solid" onClick={close}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <SubmitButton form={form}>
              {form.values.kind === "sealed" ? "Seal and make the link" : "Share"}
            </SubmitButton>
          </>
        )
      }
    >
      {made ? <MadeShareView made={made} /> : <Fields form={form} vault={vault} />}
    </Dialog>
  );
}

function Fields({ form, vault }: { form: Form<ShareFields>; vault: ShareDialogProps["vault"] }) {
  const kind = form.values.kind ?? "user";
  const choose = (next: string) => {
    form.set("kind", next);
    form.set("recipient_id", "");
    form.set("max_access_count", usualViews(next as Kind));
  };
  return (
    <FormView form={form} className="grid gap-5">
      <FormField form={form} name="kind" label="With whom" group>
        {() => (
          <RadioCards
            label="With whom"
            value={kind}
            onValueChange={choose}
            options={KIND_CARDS}
            columns={2}
          />
        )}
      </FormField>
      <CustodyNotice vault={vault} kind={kind} />
      {(kind === "user" || kind === "agent") && <RecipientField form={form} kind={kind} />}
      {kind === "external_email" && (
        <TextField
          form={form}
          name="email"
          label="E-mail address"
          type="email"
          inputMode="email"
          autoComplete="off"
          placeholder="grace@example.com"
        />
      )}
      <ExpiryField form={form} />
      <div className="grid gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <ViewsField form={form} hint="1 to 1,000" />
        <PassphraseField form={form} />
      </div>
      {kind !== "sealed" && (
        <FormField
          form={form}
          name="ip_allowlist"
          label="Only from these addresses"
          optional
          hint="IP addresses or ranges such as 203.0.113.0/24. Empty: from anywhere."
        >
          {({ value, onChange, name: _, disabled: __, ...control }) => (
            <TagInput {...control} value={value} onChange={onChange} placeholder="203.0.113.0/24" />
          )}
        </FormField>
      )}
    </FormView>
  );
}

/** What a share can and cannot carry out of a vault whose values the server alone does not open. */
function CustodyNotice({ vault, kind }: { vault: ShareDialogProps["vault"]; kind: Kind }) {
  const isLoaded = useHasKey(vault);
  if (vault.mpc_custody) {
    return (
      <Alert tone="warn">
        Values of {vault.name} are in split custody: the server alone cannot open them, so they cannot be
        shared from here. Send the value in a sealed message instead.
      </Alert>
    );
  }
  if (!vault.cmek_enabled) return null;
  if (kind === "sealed") return isLoaded ? null : <KeyNeeded vault={vault} />;
  return (
    <Alert tone="warn">
      The value is encrypted with your own key, and is shared as it is: the recipient needs the key file to
      read it. A sealed link hands over the value itself.
    </Alert>
  );
}

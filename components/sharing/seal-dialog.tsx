"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { MadeShareView } from "./made-share.tsx";
import type { SealFields } from "./share-fields.ts";
import { type MadeShare, sealText } from "./share-form.ts";
import { ExpiryField, inOneDay, PassphraseField, ViewsField } from "./share-limits.tsx";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Seals a text that is in no vault: encrypted here, with the key in the link alone. For one opening. */
export function SealDialog({ open, onOpenChange }: Props) {
  const queries = useQueryClient();
  const [made, setMade] = useState<MadeShare | null>(null);
  const form = useForm<SealFields>({
    schema: () => import("./share-fields.ts").then((file) => file.SealFields),
    initial: { text: "", expires_at: open ? inOneDay() : "", max_access_count: 1, passphrase: "" },
    submit: async ({ text, ...limits }) => {
      const answer = await sealText(text, limits);
      if ("result" in answer) return answer.result;
      form.reset({});
      setMade(answer.made);
      await queries.invalidateQueries({ queryKey: ["sharing"] });
    },
  });
  const close = () => onOpenChange(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={made ? "Sealed" : "Send a sealed message"}
      description={
        made
          ? undefined
          : "Encrypted in this browser. The server keeps the ciphertext; the key is in the link alone."
      }
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
            <SubmitButton form={form}>Seal and make the link</SubmitButton>
          </>
        )
      }
    >
      {made ? (
        <MadeShareView made={made} />
      ) : (
        <FormView form={form} className="grid gap-5">
          <TextField
            form={form}
            name="text"
            label="Message"
            multiline={5}
            mono
            autoFocus
            autoComplete="off"
            hint="At most 64 KB"
          />
          <ExpiryField form={form} />
          <div className="grid gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
            <ViewsField form={form} hint="1 to 1,000" />
            <PassphraseField form={form} />
          </div>
        </FormView>
      )}
    </Dialog>
  );
}

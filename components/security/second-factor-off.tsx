"use client";
import { useQueryClient } from "@tanstack/react-query";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type Proof, ProofFields } from "./proof-fields.tsx";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Turns the second factor off, for whoever has both the password and a code. */
export function SecondFactorOff(props: Props) {
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<Proof>({
    schema: () => import("#lib/schemas/mfa.ts").then((file) => file.MfaDisableRequest.required()),
    initial: { password: "", code: "" },
    submit: async (proof) => {
      const answer = await api().auth.mfaDisable({ ...proof, code: proof.code.trim() });
      if (answer.error) return refusal(answer.error);
      form.reset();
      props.onOpenChange(false);
      toast({ title: "The second factor is off", description: "Your recovery codes count no more." });
      await queries.invalidateQueries({ queryKey: ["security", "mfa"] });
    },
  });
  const change = (open: boolean) => {
    if (!open) form.reset();
    props.onOpenChange(open);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={change}
      title="Turn the second factor off?"
      description="Your password alone will be enough to sign in, and your recovery codes end."
      size="sm"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <SubmitButton form={form} variant="danger">
            Turn off
          </SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <ProofFields form={form} />
      </FormView>
    </Dialog>
  );
}

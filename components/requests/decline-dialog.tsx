"use client";
import { useId } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, TextField, useForm } from "#components/ui/form.tsx";
import type { SecretRequest } from "./request-queries.ts";

type Props = {
  request: SecretRequest;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: (request: SecretRequest) => void;
};

/** Asks for the words that the agent is told, which may be left out. */
export function DeclineDialog({ request, open, onOpenChange, onDone }: Props) {
  const id = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Decline the request"
      description={<span className="font-mono text-xs break-all">{request.path}</span>}
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={id} variant="danger">
            Decline
          </Button>
        </>
      }
    >
      <Words id={id} request={request} onDone={onDone} />
    </Dialog>
  );
}

function Words({ id, request, onDone }: { id: string } & Pick<Props, "request" | "onDone">) {
  const form = useForm<{ reason?: string }>({
    initial: { reason: "" },
    submit: async ({ reason }) => {
      const answer = await api().secretRequests.decline(request.id, reason ? { reason } : {});
      if (answer.error) return refusal(answer.error);
      onDone(answer.data);
    },
  });
  return (
    <FormView form={form} id={id}>
      <TextField
        form={form}
        name="reason"
        label="Reason"
        optional
        multiline={3}
        maxLength={500}
        autoFocus
        hint="The agent reads this. Never put a secret here."
      />
    </FormView>
  );
}

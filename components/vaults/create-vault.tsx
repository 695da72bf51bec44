"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import type { CreateVaultRequest } from "#lib/schemas/vaults.ts";

/** Asks for a name and opens the new vault. */
export function CreateVault({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const form = useForm<z.output<typeof CreateVaultRequest>>({
    schema: () => import("#lib/schemas/vaults.ts").then((file) => file.CreateVaultRequest),
    initial: { name: "", description: "" },
    submit: async (values) => {
      const answer = await api().vault.create(values);
      if (answer.error) return refusal(answer.error);
      await queries.invalidateQueries({ queryKey: ["vaults"], refetchType: "none" });
      router.push(`/vaults/${answer.data.id}`);
    },
  });
  const toggle = (next: boolean) => {
    if (!next) form.reset({ name: "", description: "" });
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title="Create vault"
      description="It gets a key of its own. Nobody but you can read in it until a policy says so."
      footer={
        <>
          <Button onClick={() => toggle(false)}>Cancel</Button>
          <SubmitButton form={form}>Create vault</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <TextField
          form={form}
          name="name"
          label="Name"
          placeholder="Production"
          maxLength={100}
          autoComplete="off"
          autoFocus
        />
        <TextField
          form={form}
          name="description"
          label="Description"
          optional
          multiline={2}
          maxLength={1000}
        />
      </FormView>
    </Dialog>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormField, FormView, SelectField, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas } from "#sdk";
import { APPLIES_WORDS, IP_RULES } from "./ip-rule-words.ts";

type NewRule = ApiSchemas["CreateIpRuleRequest"];

const EMPTY = { rule_type: "allow", cidr: "", applies_to: "all", label: "" };

/** Adds a rule. One that locks its maker out is added only when they say so a second time. */
export function NewIpRule({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [warning, setWarning] = useState<{ why: string; of: string } | null>(null);
  const form = useForm<NewRule>({
    schema: () => import("#lib/schemas/security.ts").then((file) => file.CreateIpRuleRequest),
    initial: EMPTY,
    submit: async (rule) => {
      const of = JSON.stringify(rule);
      const answer = await api().security.createIpRule({ ...rule, confirm_lockout: warning?.of === of });
      if (answer.error?.code === "would_lock_you_out") return setWarning({ why: answer.error.message, of });
      if (answer.error) return refusal(answer.error);
      change(false);
      toast({ title: `The rule for ${answer.data.cidr} is in force`, tone: "ok" });
      await queries.invalidateQueries({ queryKey: IP_RULES });
    },
  });
  const change = (next: boolean) => {
    if (!next) {
      form.reset(EMPTY);
      setWarning(null);
    }
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Add an IP rule"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <SubmitButton form={form} variant={warning ? "danger" : "solid"}>
            {warning ? "Add it and lock me out" : "Add rule"}
          </SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        {warning && (
          <Alert tone="warn" title="This would lock you out">
            {warning.why}
          </Alert>
        )}
        <FormField form={form} name="rule_type" label="Rule" group>
          {({ value, onChange }) => (
            <RadioCards
              label="Rule"
              columns={2}
              value={String(value ?? "allow")}
              onValueChange={(next) => {
                setWarning(null);
                onChange(next);
              }}
              options={[
                {
                  value: "allow",
                  title: "Allow",
                  description: "Only these addresses, and those of other allow rules",
                },
                {
                  value: "deny",
                  title: "Deny",
                  description: "Never these addresses, whatever else is allowed",
                },
              ]}
            />
          )}
        </FormField>
        <TextField
          form={form}
          name="cidr"
          label="Addresses"
          hint="One IPv4 or IPv6 address, or a range such as 203.0.113.0/24"
          placeholder="203.0.113.0/24"
          mono
        />
        <SelectField
          form={form}
          name="applies_to"
          label="For"
          options={Object.entries(APPLIES_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          form={form}
          name="label"
          label="Description"
          optional
          maxLength={100}
          placeholder="Office"
        />
      </FormView>
    </Dialog>
  );
}

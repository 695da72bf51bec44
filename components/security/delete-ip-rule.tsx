"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { APPLIES_WORDS, IP_RULES, type IpRule } from "./ip-rule-words.ts";

const STILL_ASKING = "Press once more to delete it anyhow.";

/** Deletes a rule; where that locks out who asks, only when they say so a second time. */
export function DeleteIpRule({ rule, onClose }: { rule: IpRule | null; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [warning, setWarning] = useState<string | null>(null);
  const close = () => {
    setWarning(null);
    onClose();
  };
  const remove = async () => {
    if (!rule) return;
    const answer = await api().security.deleteIpRule(rule.id, warning ? { confirm_lockout: "true" } : {});
    if (answer.error?.code === "would_lock_you_out") {
      setWarning(answer.error.message);
      return STILL_ASKING;
    }
    if (answer.error && answer.meta.status !== 404) return answer.error.message;
    toast({ title: `The rule for ${rule.cidr} is deleted`, tone: "ok" });
    await queries.invalidateQueries({ queryKey: IP_RULES });
  };
  return (
    <ConfirmDialog
      open={rule !== null}
      onOpenChange={(open) => !open && close()}
      title="Delete this IP rule?"
      action={warning ? "Delete and lock me out" : "Delete rule"}
      onConfirm={remove}
    >
      {rule && <p>{consequence(rule)}</p>}
      {warning && <Alert tone="warn">{warning}</Alert>}
    </ConfirmDialog>
  );
}

function consequence({ rule_type, cidr, applies_to }: IpRule): string {
  const who = APPLIES_WORDS[applies_to];
  return rule_type === "deny"
    ? `${who} may come from ${cidr} again, unless another rule refuses it.`
    : `${who} may come from ${cidr} only if another rule allows it, or if this was the last allow rule.`;
}

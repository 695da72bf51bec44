"use client";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { Directory, Policy } from "./directory.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { WhyAnswer } from "./why-answer.tsx";
import type { Asked } from "./why-steps.tsx";
import type { Explanation } from "./why-words.ts";

type Editing = { policy: Policy | null; prefill: Partial<Policy> | null };

/** An answer with the editor for what it leads to: taking the suggestion, or changing a policy that was judged. */
export function WhyResult({
  asked,
  explanation,
  directory,
  href,
}: {
  asked: Asked;
  explanation: Explanation;
  directory: Directory;
  href: string;
}) {
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState<Editing>({ policy: null, prefill: null });
  const edit = (next: Editing) => {
    setEditing(next);
    setOpen(true);
  };
  const change = async (policy_id: string) => {
    try {
      const policy = await findPolicy(asked, policy_id);
      if (policy) edit({ policy, prefill: null });
      else toast({ title: "This policy is not there any more", tone: "danger" });
    } catch (error) {
      toast({ title: "The policy could not be opened", description: sentenceOf(error), tone: "danger" });
    }
  };
  return (
    <>
      <div role="status" className="sr-only">
        {explanation.allowed ? "Allowed" : "Denied"}
      </div>
      <WhyAnswer
        asked={asked}
        explanation={explanation}
        directory={directory}
        href={href}
        onChange={(policy_id) => void change(policy_id)}
        onCreate={(prefill) => edit({ policy: null, prefill })}
      />
      <PolicyEditor open={open} onOpenChange={setOpen} directory={directory} fixedVault {...editing} />
    </>
  );
}

async function findPolicy({ vault_id, principal }: Asked, policy_id: string): Promise<Policy | null> {
  let cursor: string | undefined;
  do {
    const answer = await api().access.listEverywhere({ vault_id, principal_id: principal.id, cursor });
    if (answer.error) throw new Error(answer.error.message);
    const found = answer.data.policies.find(({ id }) => id === policy_id);
    if (found) return found;
    cursor = answer.meta.next_cursor;
  } while (cursor !== undefined);
  return null;
}

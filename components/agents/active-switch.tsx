"use client";
import { useMutation } from "@tanstack/react-query";
import { Power } from "lucide-react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useAgentChanged } from "./agent-queries.ts";
import type { Agent } from "./agent-words.ts";

/** Lets the agent in or keeps it out, at once; the toast undoes it. */
export function useActivation(agent: Agent) {
  const toast = useToast();
  const changed = useAgentChanged();
  const change = useMutation({
    mutationFn: (is_active: boolean) => ask(api().agents.update(agent.id, { is_active })),
    onSuccess: changed,
    onError: (error) =>
      toast({ title: `${agent.name} is as it was`, description: sentenceOf(error), tone: "danger" }),
  });
  const set = async (is_active: boolean) => {
    await change.mutateAsync(is_active);
    const undo = () => change.mutateAsync(!is_active);
    if (is_active) toast({ title: `${agent.name} is active again`, tone: "ok", undo });
    else
      toast({
        title: `${agent.name} is deactivated`,
        description: "Its tokens are refused from now on, and it gets no new ones.",
        undo,
      });
  };
  // What goes wrong is said by `onError`.
  return { pending: change.isPending, set: (is_active: boolean) => void set(is_active).catch(() => {}) };
}

export function ActiveSwitch({ agent }: { agent: Agent }) {
  const { pending, set } = useActivation(agent);
  return (
    <Button pending={pending} onClick={() => set(!agent.is_active)}>
      {!pending && <Power aria-hidden className="size-3.5" />}
      {agent.is_active ? "Deactivate" : "Activate"}
    </Button>
  );
}

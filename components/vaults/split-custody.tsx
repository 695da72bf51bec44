"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "./vault-queries.ts";

/** Splits the keys of new values between the server and whoever writes them. It cannot be taken back. */
export function SplitCustody({ vault, mayChange }: { vault: Vault; mayChange: boolean }) {
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const enable = async () => {
    const answer = await api().vault.enableMpc(vault.id, "2-of-2");
    if (answer.error) return answer.error.message;
    await queries.invalidateQueries({ queryKey: ["vaults"] });
    router.refresh();
    toast({
      title: "Split custody is on",
      description: "It holds for values written from now on.",
      tone: "ok",
    });
  };
  return (
    <Section
      title="Split custody"
      description="Two halves of each value's key: one here, one with you. Neither opens anything alone."
    >
      <Card className="p-4 flex flex-wrap items-center justify-between gap-4">
        <div className="flex min-w-0 flex-1 basis-64 gap-3 text-sm">
          <Split aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <p className="text-ink-soft">
            {vault.mpc_custody
              ? "Each write answers a client share, shown once. Every read of that version needs it, from people and agents alike. Values from before read as they did."
              : vault.cmek_enabled
                ? "Not for this vault: its values are encrypted with your own key already. A vault has one or the other."
                : "Off: the server alone opens what policies allow. Turn it on and even this server with all its keys cannot open a value without your share."}
          </p>
        </div>
        {vault.mpc_custody ? (
          <Badge tone="ok">{vault.mpc_custody} on</Badge>
        ) : (
          mayChange && !vault.cmek_enabled && <Button onClick={() => setAsking(true)}>Turn on 2-of-2</Button>
        )}
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Turn on split custody?"
        action="Turn on 2-of-2"
        tone="solid"
        onConfirm={enable}
      >
        <p>
          From now on each write answers a share that is stored nowhere. Whoever reads the value has to send
          it, so agents that read here need it as well.
        </p>
        <p>A lost share is a lost value. Split custody cannot be turned off again.</p>
      </ConfirmDialog>
    </Section>
  );
}

"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { countOf, summaryOf, type Vault } from "./vault-queries.ts";

/** The end of a vault; it says what ends with it. */
export function DeleteVault({ vault }: { vault: Vault }) {
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: summary } = useQuery({
    queryKey: ["vaults", "summary", vault.id],
    queryFn: () => summaryOf(vault.id),
  });
  const secrets = countOf(summary?.secrets ?? 0, "secret");
  const agents = summary?.agents ?? 0;
  const remove = async () => {
    const answer = await api().vault.delete(vault.id);
    if (answer.error) return answer.error.message;
    await queries.invalidateQueries({ queryKey: ["vaults"], refetchType: "none" });
    toast({ title: "Vault deleted", description: vault.name });
    router.push("/vaults");
  };
  return (
    <Section title="Danger zone">
      <Card className="p-4 flex flex-wrap items-center justify-between gap-4 border-danger/40">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <p className="font-medium">Delete this vault</p>
          <p className="text-ink-soft">
            {summary
              ? `It holds ${secrets}; ${countOf(agents, "agent")} can reach into it.`
              : "With every secret and policy in it."}
          </p>
        </div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden className="size-4" />
          Delete vault
        </Button>
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${vault.name}?`}
        typed={vault.name}
        action="Delete vault"
        onConfirm={remove}
      >
        <p>
          {secrets} and all policies end with it
          {agents > 0 &&
            `, and ${countOf(agents, "agent")} ${agents === 1 ? "loses" : "lose"} access at once`}
          .
          {summary?.last_read_at && (
            <>
              {" "}
              A value was last read <Time at={summary.last_read_at} />.
            </>
          )}
        </p>
        <p>This cannot be undone. The vault's key is destroyed after 30 days.</p>
      </ConfirmDialog>
    </Section>
  );
}

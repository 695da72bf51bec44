"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { expiresColumn, secretColumn, sharedColumn, statusColumn, viewsColumn } from "./share-columns.tsx";
import { inboundPage, type Page, type Share } from "./sharing-pages.ts";

const from = (share: Share) => share.shared_by ?? "Somebody who is no longer there";

const COLUMNS: Column<Share>[] = [
  secretColumn,
  { id: "from", header: "From", sortBy: from, cell: from },
  statusColumn,
  viewsColumn,
  expiresColumn,
  sharedColumn({ id: "shared", header: "Shared", hideBelow: "md" }),
];

/** What was shared with the person who is signed in. */
export function InboundList({ initial }: { initial: Page<Share> }) {
  const { list, pages, table } = usePages(
    ["sharing", "inbound"],
    (cursor) => inboundPage(api().sharing, cursor),
    initial,
  );
  const queries = useQueryClient();
  const toast = useToast();
  const [declining, setDeclining] = useState<Share | null>(null);
  const reload = () => queries.invalidateQueries({ queryKey: ["sharing", "inbound"] });
  const accept = async (share: Share) => {
    const answer = await api().sharing.accept(share.id);
    if (answer.error)
      return toast({ tone: "danger", title: "Not accepted", description: answer.error.message });
    await reload();
    toast({ tone: "ok", title: "Accepted", description: `${share.secret_path} can be opened now.` });
  };
  const decline = async () => {
    if (!declining) return;
    const answer = await api().sharing.decline(declining.id);
    if (answer.error) return answer.error.message;
    await reload();
  };
  return (
    <>
      <DataTable
        label="Shares with you"
        columns={COLUMNS}
        rows={pages.flatMap(({ rows }) => rows)}
        rowKey={({ id }) => id}
        href={({ id }) => `/share/${id}`}
        search={{ placeholder: "Search shares", text: (share) => `${share.secret_path} ${from(share)}` }}
        sort={{ id: "shared", desc: true }}
        actions={(share) =>
          share.status === "pending" ? (
            <Decide share={share} onAccept={() => accept(share)} onDecline={() => setDeclining(share)} />
          ) : null
        }
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="share" title="Nothing was shared with you">
            When somebody shares a secret with you it waits here until you accept it. Anyone in your team can
            share one from the secret in its vault.
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={declining !== null}
        onOpenChange={(open) => !open && setDeclining(null)}
        title="Decline this share?"
        action="Decline"
        onConfirm={decline}
      >
        <p>
          {declining && from(declining)} shared <span className="font-mono">{declining?.secret_path}</span>{" "}
          with you. Declined is declined for good: to get it after all you need a new share.
        </p>
      </ConfirmDialog>
    </>
  );
}

function Decide({
  share,
  onAccept,
  onDecline,
}: {
  share: Share;
  onAccept: () => Promise<void>;
  onDecline: () => void;
}) {
  const [pending, setPending] = useState(false);
  const accept = () => {
    setPending(true);
    void onAccept().finally(() => setPending(false));
  };
  return (
    <>
      <Button
        size="sm"
        pending={pending}
        aria-label={`Accept ${share.secret_path}`}
        title="Accept"
        onClick={accept}
      >
        {!pending && <Check aria-hidden className="size-3.5" />}
        <span className="max-lg:sr-only">Accept</span>
      </Button>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Decline ${share.secret_path}`}
        title="Decline"
        onClick={onDecline}
      >
        <X aria-hidden className="size-3.5" />
        <span className="max-lg:sr-only">Decline</span>
      </Button>
    </>
  );
}

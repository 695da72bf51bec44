"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { StatusBadge, viewsOf } from "./share-words.tsx";
import { inboundPage, type Page, type Share } from "./sharing-pages.ts";
import { useSharePages } from "./use-share-pages.ts";

const from = (share: Share) => share.shared_by ?? "Somebody who is no longer there";

const COLUMNS: Column<Share>[] = [
  {
    id: "secret",
    header: "Secret",
    primary: true,
    sortBy: ({ secret_path }) => secret_path,
    cell: ({ secret_path }) => <span className="font-mono text-xs">{secret_path}</span>,
  },
  { id: "from", header: "From", sortBy: from, cell: from },
  {
    id: "status",
    header: "Status",
    bare: true,
    sortBy: ({ status }) => status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: "views",
    header: "Views left",
    align: "end",
    sortBy: ({ access_count, max_access_count }) => max_access_count - access_count,
    cell: viewsOf,
  },
  {
    id: "expires",
    header: "Expires",
    align: "end",
    sortBy: ({ expires_at }) => expires_at,
    cell: ({ expires_at }) => <Time at={expires_at} />,
  },
  {
    id: "shared",
    header: "Shared",
    align: "end",
    hideBelow: "md",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
];

/** What was shared with the person who is signed in. */
export function InboundList({ initial }: { initial: Page<Share> }) {
  const { rows, error, more } = useSharePages("inbound", inboundPage, initial);
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
        rows={rows}
        rowKey={({ id }) => id}
        href={({ id }) => `/share/${id}`}
        search={{ placeholder: "Search shares", text: (share) => `${share.secret_path} ${from(share)}` }}
        sort={{ id: "shared", desc: true }}
        actions={(share) =>
          share.status === "pending" ? (
            <Decide share={share} onAccept={() => accept(share)} onDecline={() => setDeclining(share)} />
          ) : null
        }
        status={error ? "error" : "ready"}
        error={error && <Alert tone="danger">{sentenceOf(error)}</Alert>}
        more={more}
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

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { expiresColumn, sharedColumn, statusColumn, viewsColumn } from "./share-columns.tsx";
import { isOpen, timesOpened } from "./share-words.tsx";
import { type Page, type SealedShare, sealedPage } from "./sharing-pages.ts";

const COLUMNS: Column<SealedShare>[] = [
  {
    id: "id",
    header: "Sealed message",
    primary: true,
    cell: ({ id }) => <Copyable text={id} what="the id" max={18} />,
  },
  {
    id: "passphrase",
    header: "Passphrase",
    sortBy: ({ has_passphrase }) => (has_passphrase ? 1 : 0),
    cell: ({ has_passphrase }) => (has_passphrase ? "Yes" : "No"),
  },
  statusColumn,
  viewsColumn,
  expiresColumn,
  sharedColumn({ id: "made", header: "Made" }),
];

/** The sealed messages of the person who is signed in; what is in them nobody can list. */
export function SealedList({ initial }: { initial: Page<SealedShare> }) {
  const { list, pages, table } = usePages(
    ["sharing", "sealed"],
    (cursor) => sealedPage(api().sharing, cursor),
    initial,
  );
  const queries = useQueryClient();
  const [revoking, setRevoking] = useState<SealedShare | null>(null);
  const revoke = async () => {
    if (!revoking) return;
    const answer = await api().sharing.revokeSealed(revoking.id);
    if (answer.error) return answer.error.message;
    await queries.invalidateQueries({ queryKey: ["sharing", "sealed"] });
  };
  return (
    <Section
      title="Sealed messages"
      description="Encrypted in your browser: this server knows neither what is in them nor for whom they are."
    >
      <DataTable
        label="Sealed messages"
        columns={COLUMNS}
        rows={pages.flatMap(({ rows }) => rows)}
        rowKey={({ id }) => id}
        sort={{ id: "made", desc: true }}
        actions={(share) =>
          isOpen(share) ? (
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Revoke the sealed message ${share.id}`}
              onClick={() => setRevoking(share)}
            >
              Revoke
            </Button>
          ) : null
        }
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="mail" title="You have sent no sealed message">
            Seal a text that is in no vault, and send its link by whatever way you like.
          </EmptyState>
        }
      />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title="Revoke this sealed message?"
        action="Revoke"
        onConfirm={revoke}
      >
        <p>
          The server drops the ciphertext at once, and the link opens nothing any more. So far it was{" "}
          {timesOpened(revoking?.access_count ?? 0)}.
        </p>
      </ConfirmDialog>
    </Section>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { expiresColumn, secretColumn, sharedColumn, statusColumn, viewsColumn } from "./share-columns.tsx";
import { isOpen, timesOpened } from "./share-words.tsx";
import { outboundPage, type Page, type Share } from "./sharing-pages.ts";

/** Names of the team's people and agents by id, as far as the person may know them. */
export type Names = Record<string, string>;

function recipientOf(share: Share, names: Names): string {
  const { recipient_type, recipient_id, recipient_email } = share;
  if (recipient_type === "anyone_with_link") return "Anyone with the link";
  if (recipient_email) return recipient_email;
  const name = recipient_id && names[recipient_id];
  if (name) return name;
  return recipient_type === "agent" ? "An agent that is no longer there" : "A person outside your team";
}

function columns(names: Names): Column<Share>[] {
  return [
    secretColumn,
    {
      id: "to",
      header: "With",
      sortBy: (share) => recipientOf(share, names),
      cell: (share) => recipientOf(share, names),
    },
    statusColumn,
    viewsColumn,
    {
      id: "opened",
      header: "Last access",
      align: "end",
      sortBy: ({ last_access_at }) => last_access_at ?? null,
      cell: ({ last_access_at }) => <Time at={last_access_at ?? null} />,
    },
    expiresColumn,
    sharedColumn({ id: "shared", header: "Shared", hideBelow: "lg" }),
  ];
}

/** The secrets that the person who is signed in has shared. */
export function OutboundList({ initial, names }: { initial: Page<Share>; names: Names }) {
  const { list, pages, table } = usePages(
    ["sharing", "outbound"],
    (cursor) => outboundPage(api().sharing, cursor),
    initial,
  );
  const [revoking, setRevoking] = useState<Share | null>(null);
  return (
    <Section title="Secrets you have shared">
      <DataTable
        label="Secrets you have shared"
        columns={columns(names)}
        rows={pages.flatMap(({ rows }) => rows)}
        rowKey={({ id }) => id}
        search={{
          placeholder: "Search shares",
          text: (share) => `${share.secret_path} ${recipientOf(share, names)} ${share.status}`,
        }}
        sort={{ id: "shared", desc: true }}
        actions={(share) =>
          isOpen(share) ? (
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Revoke the share of ${share.secret_path} with ${recipientOf(share, names)}`}
              onClick={() => setRevoking(share)}
            >
              Revoke
            </Button>
          ) : null
        }
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState
            art="share"
            title="You have shared no secret"
            action={
              <Link href="/vaults" className={buttonLook({ variant: "solid" })}>
                Open a vault
              </Link>
            }
          >
            Open a secret in its vault and press Share: with a person, an agent, an address, or by a link that
            ends by itself.
          </EmptyState>
        }
      />
      <Revoke share={revoking} names={names} onClose={() => setRevoking(null)} />
    </Section>
  );
}

function Revoke({ share, names, onClose }: { share: Share | null; names: Names; onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = async () => {
    if (!share) return;
    const answer = await api().sharing.revoke(share.id);
    if (answer.error) return answer.error.message;
    await queries.invalidateQueries({ queryKey: ["sharing", "outbound"] });
  };
  return (
    <ConfirmDialog
      open={share !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Revoke this share?"
      action="Revoke"
      onConfirm={revoke}
    >
      {share && (
        <>
          <p>
            {recipientOf(share, names)} cannot open <span className="font-mono">{share.secret_path}</span> any
            more, at once and for good. So far it was {timesOpened(share.access_count)}
            {share.last_access_at && (
              <>
                , last <Time at={share.last_access_at} />
              </>
            )}
            .
          </p>
          {share.access_count > 0 && <p>Who saw the value still knows it: rotate the secret as well.</p>}
        </>
      )}
    </ConfirmDialog>
  );
}

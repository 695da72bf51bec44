"use client";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { isOpen, StatusBadge, timesOpened, viewsOf } from "./share-words.tsx";
import { outboundPage, type Page, type Share } from "./sharing-pages.ts";
import { useSharePages } from "./use-share-pages.ts";

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
    {
      id: "secret",
      header: "Secret",
      primary: true,
      sortBy: ({ secret_path }) => secret_path,
      cell: ({ secret_path }) => <span className="font-mono text-xs">{secret_path}</span>,
    },
    {
      id: "to",
      header: "With",
      sortBy: (share) => recipientOf(share, names),
      cell: (share) => recipientOf(share, names),
    },
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
      id: "opened",
      header: "Last access",
      align: "end",
      sortBy: ({ last_access_at }) => last_access_at ?? null,
      cell: ({ last_access_at }) => <Time at={last_access_at ?? null} />,
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
      hideBelow: "lg",
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => <Time at={created_at} />,
    },
  ];
}

/** The secrets that the person who is signed in has shared. */
export function OutboundList({ initial, names }: { initial: Page<Share>; names: Names }) {
  const { rows, error, more } = useSharePages("outbound", outboundPage, initial);
  const [revoking, setRevoking] = useState<Share | null>(null);
  return (
    <Section title="Secrets you have shared">
      <DataTable
        label="Secrets you have shared"
        columns={columns(names)}
        rows={rows}
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
        status={error ? "error" : "ready"}
        error={error && <Alert tone="danger">{sentenceOf(error)}</Alert>}
        more={more}
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

"use client";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { MailDrawer } from "./mail-drawer.tsx";
import { MailStatus } from "./mail-status.tsx";
import { type Mail, type MailPage, mailPage } from "./operator-queries.ts";

/** Mail on its way. Where no mail leaves the server, its links are read here. */
export function MailList({ initial, sendsMail }: { initial: MailPage; sendsMail: boolean }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const { list, pages, table } = usePages(["operator", "mail"], mailPage, initial);
  const rows = pages.flatMap(({ mails }) => mails);
  return (
    <Section
      title="Outbox"
      description="Newest first, kept for 30 days."
      actions={
        <Button pending={list.isFetching && !list.isFetchingNextPage} onClick={() => void list.refetch()}>
          {!list.isFetching && <RefreshCw aria-hidden className="size-3.5" />}
          Refresh
        </Button>
      }
    >
      {!sendsMail && (
        <div className="mb-3">
          <Alert tone="info" title="No mail leaves this server">
            <code>SMTP_URL</code> is not set. Open a mail to read it and hand its link on; that you read it is
            on the audit log.
          </Alert>
        </div>
      )}
      <DataTable
        label="Mails"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        search={{
          placeholder: "Search mails",
          text: (mail) => `${mail.to_address} ${mail.subject} ${mail.template} ${mail.status}`,
        }}
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="mail" title="No mail yet">
            Invitations, resets and notices pass through here.
          </EmptyState>
        }
      />
      <MailDrawer
        mail={rows.find(({ id }) => id === openId) ?? null}
        sendsMail={sendsMail}
        onClose={() => setOpenId(null)}
      />
    </Section>
  );
}

const COLUMNS: Column<Mail>[] = [
  {
    id: "subject",
    header: "Subject",
    primary: true,
    sortBy: ({ subject }) => subject,
    cell: ({ subject }) => subject,
  },
  {
    id: "to",
    header: "To",
    bare: true,
    sortBy: ({ to_address }) => to_address,
    cell: ({ to_address }) => <span className="wrap-anywhere">{to_address}</span>,
  },
  {
    id: "template",
    header: "Kind",
    hideBelow: "lg",
    sortBy: ({ template }) => template,
    cell: ({ template }) => <span className="font-mono text-xs">{template}</span>,
  },
  {
    id: "status",
    header: "Status",
    bare: true,
    sortBy: ({ status }) => status,
    cell: (mail) => <MailStatus mail={mail} />,
  },
  {
    id: "tries",
    header: "Tries",
    align: "end",
    hideBelow: "md",
    sortBy: ({ attempts }) => attempts,
    cell: ({ attempts }) => attempts,
  },
  {
    id: "written",
    header: "Written",
    align: "end",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
];

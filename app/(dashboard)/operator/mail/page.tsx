import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { MailList } from "#components/operator/mail-list.tsx";
import { MAILS_AT_ONCE } from "#components/operator/operator-queries.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: mail" };

export default async function MailPage() {
  const client = await pageClient();
  const [answer, { mail }] = await Promise.all([
    client.admin.listMails({ limit: MAILS_AT_ONCE }),
    load(client.auth.options()),
  ]);
  const { mails } = await load(Promise.resolve(answer));
  return <MailList initial={{ mails, next: answer.meta.next_cursor ?? null }} sendsMail={mail} />;
}

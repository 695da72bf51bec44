// Mail: queued in the transaction of what it tells of, so that there is neither a mail without its effect nor an
// effect whose mail was lost. Sending is the job's business; what could not be sent, the operator reads here.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { OutboxMail, OutboxMailDetail, OutboxQuery } from "#lib/schemas/outbox.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { append, record } from "#server/audit/service.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { openFor, sealFor } from "#server/crypto/sealed-box.ts";
import { Problem } from "#server/errors.ts";
import { render } from "./render.ts";
import { insertMail, resetMail, selectMail, selectMails } from "./store.ts";
import type { TemplateName, Templates } from "./templates.ts";

/** Puts a mail into the outbox; it is sealed there, because some carry a link or a key. */
export async function queueMail<T extends TemplateName>(
  trx: Database,
  { runtime, now }: Pick<PublicContext, "runtime" | "now">,
  to: string,
  template: T,
  data: Templates[T],
): Promise<void> {
  const id = randomUUIDv7();
  const { subject, text, html } = render(template, data, runtime.config.PUBLIC_URL);
  const body = await sealFor(runtime.kms, "outbox", id, JSON.stringify({ text, html }));
  await insertMail(trx, { id, template, to_address: to, subject, body, created_at: now, next_at: now });
  if (!runtime.mailer) runtime.log.info({ mail_id: id, template }, `mail for ${masked(to)}: see outbox`);
}

function masked(address: string): string {
  const [first = ""] = address;
  return `${first}***${address.slice(address.lastIndexOf("@"))}`;
}

/** The outbox, newest first, without what the mails say. */
export async function listOutbox(
  ctx: Context,
  { limit, cursor }: z.output<typeof OutboxQuery>,
): Promise<{ mails: z.input<typeof OutboxMail>[] }> {
  const rows = await selectMails(ctx.runtime.db, readCursor(cursor), limit + 1);
  return { mails: nextPage(ctx, rows, limit, (row) => row.id).map(view) };
}

/** What a mail says, while it is still there; who read it is on the record first. @throws Problem `mail_not_found`, `mail_gone` */
export async function readMail(ctx: Context, mail_id: string): Promise<z.input<typeof OutboxMailDetail>> {
  const row = await selectMail(ctx.runtime.db, mail_id);
  if (!row) throw notFound();
  if (!row.body) throw gone();
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "admin.outbox_read",
    resource: { type: "mail", id: row.id },
    details: { template: row.template, to: row.to_address },
  });
  const { text, html } = await openMail(ctx.runtime, row.id, row.body);
  return { ...view(row), text, html };
}

/** Makes a mail due now, with all its tries ahead. @throws Problem `mail_not_found`, `mail_gone` */
export function retryMail(ctx: Context, mail_id: string): Promise<z.input<typeof OutboxMail>> {
  return transaction(ctx.runtime.db, null, async (trx) => {
    const row = await resetMail(trx, mail_id, ctx.now);
    if (!row) throw (await selectMail(trx, mail_id)) ? gone() : notFound();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "admin.outbox_retry",
      resource: { type: "mail", id: row.id },
      details: { template: row.template },
    });
    return view(row);
  });
}

/** Opens a body that `queueMail` sealed. */
export async function openMail(
  { kms }: Pick<PublicContext["runtime"], "kms">,
  id: string,
  body: Buffer,
): Promise<{ text: string; html: string }> {
  return JSON.parse(await openFor(kms, "outbox", id, body)) as { text: string; html: string };
}

function notFound(): Problem {
  return new Problem("mail_not_found", { detail: "The outbox has no such mail." });
}

function gone(): Problem {
  return new Problem("mail_gone", { detail: "This mail has been sent or given up, and its text was wiped." });
}

function view(row: Awaited<ReturnType<typeof selectMails>>[number]): z.input<typeof OutboxMail> {
  return {
    id: row.id,
    template: row.template,
    to_address: row.to_address,
    subject: row.subject,
    status: row.status as z.input<typeof OutboxMail>["status"],
    attempts: row.attempts,
    last_error: row.last_error ?? undefined,
    next_at: row.status === "pending" ? row.next_at.toISOString() : undefined,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString(),
  };
}

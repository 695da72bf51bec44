// Mail: queued in the transaction of what it tells of, so that there is neither a mail without its effect nor an
// effect whose mail was lost. Sending is the job's business.
import { randomUUIDv7 } from "node:crypto";
import type { Database } from "#db/client.ts";
import type { PublicContext } from "#server/context.ts";
import { sealFor } from "#server/crypto/sealed-box.ts";
import { render } from "./render.ts";
import { insertMail } from "./store.ts";
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
  const { subject, text, html } = render(template, data);
  const body = await sealFor(runtime.kms, "outbox", id, JSON.stringify({ text, html }));
  await insertMail(trx, { id, template, to_address: to, subject, body, created_at: now, next_at: now });
}

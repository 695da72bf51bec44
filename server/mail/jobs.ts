// Sends the outbox. No transaction is open while the mail server talks: a mail is claimed for some time, sent, and
// marked. A crash between the server's yes and our mark sends the mail again, with the same Message-ID.
import { after, jittered } from "#server/jobs/back-off.ts";
import { type Mailer, MailNotSent, SEND_MS } from "#server/ports/mail/mailer.ts";
import type { Runtime } from "#server/runtime.ts";
import { openMail } from "./service.ts";
import {
  type ClaimedMail,
  claimMails,
  countPendingMails,
  deleteMailsBefore,
  markSent,
  markUnsent,
} from "./store.ts";
import { CARRIES_KEY } from "./templates.ts";

const BATCH = 5;
const LEASE_SECONDS = (2 * SEND_MS) / 1000;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3_600;
/** With these waits the last try comes two days after the first. */
const TRIES = 54;
const KEPT_DAYS = 30;

/** Sends what is due until nothing is, the server is away, or the process is to end. */
export async function sendMail(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  const { mailer, db, clock } = runtime;
  if (!mailer) return;
  let isReachable = true;
  while (isReachable && !signal?.aborted) {
    const now = clock.now();
    const mails = await claimMails(db, now, after(now, LEASE_SECONDS), BATCH);
    if (mails.length === 0) break;
    const reached = await Promise.all(mails.map((mail) => sendOne(runtime, mailer, mail)));
    isReachable = reached.includes(true);
  }
}

/** Tells the metrics how much mail waits. */
export async function measureOutbox({ db, metrics }: Runtime): Promise<void> {
  metrics.backlog("outbox", await countPendingMails(db));
}

/** Forgets mail that left, or came to nothing, long ago. */
export async function pruneMail({ db, clock }: Runtime): Promise<void> {
  await deleteMailsBefore(db, after(clock.now(), -KEPT_DAYS * 86_400));
}

/** False where the server could not be reached. */
async function sendOne(runtime: Runtime, mailer: Mailer, mail: ClaimedMail): Promise<boolean> {
  const { db, clock, log } = runtime;
  try {
    if (!mail.body) throw new MailNotSent("the body is gone", { isPermanent: true });
    const { text, html } = await openMail(runtime, mail.id, mail.body);
    await mailer.send({ id: mail.id, to: mail.to_address, subject: mail.subject, text, html });
  } catch (error) {
    const refusal = error instanceof MailNotSent ? error : null;
    // Something of ours, such as the key service: its words might say more than the outbox should hold.
    const last_error = refusal?.message ?? "could not be prepared; see the log";
    log.warn({ err: error, mail_id: mail.id, template: mail.template }, "a mail was not sent");
    const isOver = refusal?.isPermanent || mail.attempts >= TRIES;
    await markUnsent(
      db,
      mail,
      isOver
        ? { status: "failed", last_error, ...(CARRIES_KEY.has(mail.template) && { body: null }) }
        : { next_at: after(clock.now(), waitSeconds(mail.attempts)), last_error },
    );
    return !refusal?.isUnreachable;
  }
  await markSent(db, mail.id, clock.now());
  return true;
}

function waitSeconds(attempts: number): number {
  return jittered(Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1)));
}

// Hands mail to the operator's SMTP server, a connection for each mail.
// Must never keep a connection open without end, and must never send credentials in clear where TLS is demanded.
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type Mailer, MailNotSent, type OutgoingMail, SEND_MS } from "./mailer.ts";

export type SmtpOptions = {
  /** `smtp://` upgrades with STARTTLS where offered, always with `?tls=required`; `smtps://` is TLS from the start. */
  url: string;
  from: string;
  /** What follows the @ of every Message-ID. */
  hostname: string;
  send_ms?: number;
};

/** A mailer for the server of `url`. @throws TypeError for a URL it cannot make sense of */
export function createSmtpMailer({ url, from, hostname, send_ms = SEND_MS }: SmtpOptions): Mailer {
  const options = connectionOptions(url, send_ms);
  return {
    async send(mail) {
      const { envelope, bytes } = await compose(mail, from, hostname);
      await converse(options, envelope, bytes, send_ms);
    },
  };
}

type ConnectionOptions = SMTPConnection.Options & { credentials: { user: string; pass: string } | null };

function connectionOptions(text: string, send_ms: number): ConnectionOptions {
  const url = new URL(text);
  const tls = url.searchParams.get("tls");
  if (tls !== null && tls !== "required") throw new TypeError("SMTP_URL: tls can only be `required`");
  const isTls = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : isTls ? 465 : 587,
    secure: isTls,
    requireTLS: tls === "required",
    tls: { rejectUnauthorized: true },
    connectionTimeout: Math.min(10_000, send_ms),
    greetingTimeout: Math.min(20_000, send_ms),
    socketTimeout: Math.min(30_000, send_ms),
    credentials: url.username
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : null,
  };
}

async function compose(mail: OutgoingMail, from: string, hostname: string) {
  const node = new MailComposer({
    from,
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${hostname}>`,
    // Nobody's absence should be answered to a machine (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
    // Nothing of a mail is ever read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { envelope: node.getEnvelope(), bytes: await node.build() };
}

async function converse(
  { credentials, ...options }: ConnectionOptions,
  envelope: SMTPConnection.Envelope,
  bytes: Buffer,
  send_ms: number,
): Promise<void> {
  const connection = new SMTPConnection(options);
  let isConnected = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (error: SMTPConnection.SMTPError) => reject(notSent(error, isConnected));
      const step = (next: () => void) => (error?: SMTPConnection.SMTPError | null) =>
        error ? fail(error) : next();
      const send = () => connection.send(envelope, bytes, step(resolve));
      timer = setTimeout(() => fail(Object.assign(new Error(), { code: "ETIMEDOUT" })), send_ms);
      connection.on("error", fail);
      connection.connect(
        step(() => {
          isConnected = true;
          if (credentials) connection.login({ credentials }, step(send));
          else send();
        }),
      );
    });
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function notSent(error: SMTPConnection.SMTPError, isConnected: boolean): MailNotSent {
  const { code = "EUNKNOWN", command, response, responseCode } = error;
  // A server may quote the mail in its answer; what never reached it cannot.
  const message = response ? "" : error.message.slice(0, 200);
  const words = [code, command, responseCode, message].filter(Boolean).join(" ");
  const isPermanent =
    (command === "RCPT TO" || command === "DATA") && responseCode !== undefined && responseCode >= 500;
  return new MailNotSent(words, { isPermanent, isUnreachable: !isConnected });
}

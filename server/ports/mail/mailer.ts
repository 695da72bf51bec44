// Handing mail over, as a port: one method, and one error that says whether trying again makes sense.

export type OutgoingMail = {
  /** Stays the same when the mail is sent again, so that its Message-ID does too. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

export interface Mailer {
  /** Resolves once the other side has taken the mail over; ends within `SEND_MS` in any case. @throws MailNotSent */
  send(mail: OutgoingMail): Promise<void>;
}

/** For one mail, from the connection to the last answer. */
export const SEND_MS = 60_000;

/** The mail has not been taken over, as far as is known; the message is for the operator and holds nothing of the mail. */
export class MailNotSent extends Error {
  override readonly name = "MailNotSent";
  /** The recipient or the mail was refused for good. */
  readonly isPermanent: boolean;
  /** The server was not reached at all: other mail will fare no better. */
  readonly isUnreachable: boolean;
  constructor(message: string, facts: { isPermanent?: boolean; isUnreachable?: boolean } = {}) {
    super(message);
    this.isPermanent = facts.isPermanent ?? false;
    this.isUnreachable = facts.isUnreachable ?? false;
  }
}

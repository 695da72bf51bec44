// A real SMTP server on loopback that keeps what it takes over, and can be told to refuse or to wait.
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type TakenMail = { to: string[]; raw: string; message_id: string; subject: string };

export type SmtpSink = {
  port: number;
  url: string;
  mails: TakenMail[];
  logins: string[];
  /** Asked for each recipient and then for the data: an SMTP status to refuse with, or null. May wait. */
  judge: (stage: "rcpt" | "data") => Promise<number | null> | number | null;
  close(): Promise<void>;
};

export async function smtpSink(options: SMTPServerOptions & { port?: number } = {}): Promise<SmtpSink> {
  const { port = 0, ...rest } = options;
  const sink: SmtpSink = {
    port: 0,
    url: "",
    mails: [],
    logins: [],
    judge: () => null,
    close: async () => {},
  };
  const refusal = (responseCode: number | null) =>
    responseCode === null ? null : Object.assign(new Error("refused"), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth(auth, _session, callback) {
      sink.logins.push(`${auth.username}:${auth.password}`);
      callback(null, { user: auth.username ?? "" });
    },
    async onRcptTo(_address, _session, callback) {
      callback(refusal(await sink.judge("rcpt")));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const code = await sink.judge("data");
        if (code === null) sink.mails.push(taken(Buffer.concat(chunks).toString("utf8"), session));
        callback(refusal(code));
      });
    },
    ...rest,
  });
  // A client that goes away in the middle is part of what is tested.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  sink.port = (server.server.address() as AddressInfo).port;
  sink.url = `smtp://127.0.0.1:${sink.port}`;
  sink.close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return sink;
}

function taken(raw: string, session: { envelope: { rcptTo: { address: string }[] } }): TakenMail {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(raw)?.[1]?.trim() ?? "";
  return {
    to: session.envelope.rcptTo.map(({ address }) => address),
    raw,
    message_id: header("Message-ID"),
    subject: header("Subject"),
  };
}

// Whatever the mail server does, each mail arrives once, none is lost, and nobody waits for it.
import net, { type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { transaction } from "#db/client.ts";
import { MailNotSent } from "#server/ports/mail/mailer.ts";
import { createSmtpMailer } from "#server/ports/mail/smtp.ts";
import { testCertificate } from "#server/testing/certificate.ts";
import { type SmtpSink, smtpSink } from "#server/testing/smtp-sink.ts";
import {
  expectStatus,
  goodPassword,
  mails,
  person,
  type TestApi,
  testApi,
  tokenIn,
} from "#server/testing/test-api.ts";
import { pruneMail, sendMail } from "./jobs.ts";
import { queueMail } from "./service.ts";
import { claimMails } from "./store.ts";

let api: TestApi;
let sink: SmtpSink;
beforeEach(async () => {
  sink = await smtpSink();
  api = await testApi({ env: { SMTP_URL: sink.url, PUBLIC_URL: "https://secrets.example.org" } });
});
afterEach(async () => {
  await sink.close();
  await api.close();
});

const KEY = "ocv_CANARY-mail-key-1234567890";
const hand = (to = "ann@example.com", instance = api) =>
  transaction(instance.runtime.db, null, (trx) =>
    queueMail(trx, { runtime: instance.runtime, now: instance.clock.now() }, to, "enrolment_approved", {
      agent_name: "bot",
      agent_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
      api_key: KEY,
    }),
  );
const welcome = (to: string) =>
  transaction(api.runtime.db, null, (trx) =>
    queueMail(trx, { runtime: api.runtime, now: api.clock.now() }, to, "welcome", {
      display_name: "Ann",
      url: "https://secrets.example.org/",
    }),
  );
const HOUR = 3_600_000;

const signUp = (email: string) =>
  api.ask("POST", "/v1/auth/signup", { body: { email, password: goodPassword(), display_name: "Ann" } });

/** The operator of a deployment that sends mail, signed in, with an empty outbox. */
async function verifiedOperator(): Promise<{ token: string }> {
  expectStatus(await signUp("operator@example.com"), 200);
  const token = tokenIn((await mails(api, "operator@example.com"))[0]);
  const answer = await api.ask<{ access_token: string }>("POST", "/v1/auth/verify-email", {
    body: { token },
  });
  await sendMail(api.runtime);
  sink.mails.splice(0);
  return { token: expectStatus(answer, 200).access_token };
}

type Row = { id: string; status: string; attempts: number; body: Buffer | null; last_error: string | null };
const rows = async (): Promise<Row[]> =>
  (await api.admin.query<Row>("select id, status, attempts, body, last_error from outbox order by id")).rows;

describe("a mail", () => {
  it("arrives with text and HTML, named after its row, and its body is wiped", async () => {
    await hand();
    const [before] = await rows();
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(1);
    const [mail] = sink.mails;
    expect(mail?.to).toEqual(["ann@example.com"]);
    expect(mail?.subject).toBe("The key of your new agent");
    expect(mail?.message_id).toBe(`<${before?.id}@secrets.example.org>`);
    expect(mail?.raw).toContain("multipart/alternative");
    expect(mail?.raw).toContain("text/html");
    expect(mail?.raw).toContain(KEY);
    expect(mail?.raw).toContain("From: 1Claw <no-reply@localhost>");
    expect(await rows()).toMatchObject([{ status: "sent", body: null, attempts: 1, last_error: null }]);
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(1);
  });

  it("lies in the outbox without a word of it in clear, and leaves with the effect it tells of or not at all", async () => {
    await hand();
    const { rows: dump } = await api.admin.query("select outbox::text as row, body from outbox");
    for (const bytes of [Buffer.from(dump[0].row), dump[0].body as Buffer])
      for (const form of [
        KEY,
        Buffer.from(KEY).toString("base64").slice(0, 24),
        Buffer.from(KEY).toString("hex"),
      ])
        expect(bytes.includes(form)).toBe(false);
    await transaction(api.runtime.db, null, async (trx) => {
      await queueMail(trx, { runtime: api.runtime, now: api.clock.now() }, "no@example.com", "welcome", {
        display_name: "x",
        url: "https://secrets.example.org/",
      });
      throw new Error("on purpose");
    }).catch(() => {});
    expect(await rows()).toHaveLength(1);
  });

  it("goes out once when many instances send at the same time", async () => {
    const people = Array.from({ length: 23 }, (_, i) => `p${i}@example.com`);
    for (const to of people) await hand(to);
    const [second, third] = await Promise.all([api.second(), api.second()]);
    await Promise.all([api, second, third, api].map(({ runtime }) => sendMail(runtime)));
    expect(sink.mails.map(({ to }) => to[0]).sort()).toEqual(people.sort());
    expect(new Set((await rows()).map(({ status }) => status))).toEqual(new Set(["sent"]));
  });
});

describe("a mail server", () => {
  it("that is down loses nothing: later, another instance sends each mail once", async () => {
    const { port } = sink;
    await sink.close();
    for (const to of ["a@example.com", "b@example.com", "c@example.com"]) await hand(to);
    await sendMail(api.runtime);
    expect(await rows()).toMatchObject(
      Array.from({ length: 3 }, () => ({
        status: "pending",
        attempts: 1,
        last_error: expect.stringContaining("ECONNREFUSED"),
      })),
    );
    sink = await smtpSink({ port });
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(0);
    api.clock.advance(40_000);
    await sendMail((await api.second()).runtime);
    expect(sink.mails).toHaveLength(3);
    expect(new Set(sink.mails.map(({ to }) => to[0])).size).toBe(3);
  });

  it("that says 4xx is asked again, less and less often, for about two days", async () => {
    sink.judge = (stage) => (stage === "rcpt" ? 451 : null);
    await hand();
    const began = api.clock.now().getTime();
    let tries = 0;
    let gap = 0;
    for (; (await rows())[0]?.status === "pending" && tries < 100; tries++) {
      const { rows: due } = await api.admin.query("select next_at from outbox");
      const next = Math.max(due[0].next_at.getTime(), api.clock.now().getTime());
      gap = Math.max(gap, next - api.clock.now().getTime());
      api.clock.set(new Date(next));
      await sendMail(api.runtime);
    }
    const hours = (api.clock.now().getTime() - began) / HOUR;
    expect(hours).toBeGreaterThan(40);
    expect(hours).toBeLessThan(60);
    expect(gap).toBeLessThanOrEqual(1.2 * HOUR);
    expect(await rows()).toMatchObject([
      { status: "failed", body: null, last_error: "EENVELOPE RCPT TO 451" },
    ]);
    expect(sink.mails).toHaveLength(0);
  });

  it("that refuses a recipient for good is not asked again; a key in the mail is wiped, other words stay for the operator", async () => {
    sink.judge = (stage) => (stage === "rcpt" ? 550 : null);
    await hand();
    await welcome("ben@example.com");
    await sendMail(api.runtime);
    api.clock.advance(24 * HOUR);
    sink.judge = () => null;
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(0);
    const [key, other] = await rows();
    expect(key).toMatchObject({ status: "failed", attempts: 1, body: null });
    expect(other).toMatchObject({ status: "failed", attempts: 1, last_error: "EENVELOPE RCPT TO 550" });
    expect(other?.body).not.toBeNull();
  });

  it("that refuses the data for now gets it again", async () => {
    sink.judge = (stage) => (stage === "data" ? 452 : null);
    await hand();
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(0);
    sink.judge = () => null;
    api.clock.advance(HOUR);
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(1);
  });

  it("that is slow holds up nobody who asks the API, and no transaction is open meanwhile", async () => {
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    sink.judge = async (stage) => {
      asked.resolve();
      if (stage === "data") await release.promise;
      return null;
    };
    await hand();
    const sending = sendMail(api.runtime);
    await asked.promise;
    expect((await signUp("zoe@example.com")).status).toBe(200);
    const { rows: open } = await api.admin.query(
      "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    expect(open).toEqual([]);
    release.resolve();
    await sending;
    expect(sink.mails.map(({ to }) => to[0]).sort()).toContain("zoe@example.com");
  });

  it("that takes a mail over just as we die gets it again under the same Message-ID", async () => {
    const dying = await api.second();
    sink.judge = async (stage) => {
      if (stage === "data" && !dying.runtime.pool.ended) await dying.runtime.pool.end();
      return null;
    };
    await hand();
    await expect(sendMail(dying.runtime)).rejects.toThrow();
    dying.close = async () => {};
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(1);
    api.clock.advance(121_000);
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(2);
    expect(sink.mails[0]?.message_id).toBe(sink.mails[1]?.message_id);
    expect(await rows()).toMatchObject([{ status: "sent", body: null }]);
  });

  it("gets a mail that a dead instance had claimed, once that claim has run out", async () => {
    await hand();
    const now = api.clock.now();
    expect(await claimMails(api.runtime.db, now, new Date(now.getTime() + 120_000), 5)).toHaveLength(1);
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(0);
    api.clock.advance(120_000);
    await sendMail(api.runtime);
    expect(sink.mails).toHaveLength(1);
  });
});

const mail = { id: "m1", to: "ann@example.com", subject: "Hello", text: "t", html: "<p>t</p>" };
const mailer = (url: string, send_ms?: number) =>
  createSmtpMailer({
    url,
    from: "1Claw <no-reply@example.org>",
    hostname: "example.org",
    ...(send_ms && { send_ms }),
  });

describe("the connection", () => {
  it("is given up in time when the server says nothing", async () => {
    const sockets = new Set<net.Socket>();
    const silent = net.createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const began = performance.now();
    await expect(mailer(`smtp://127.0.0.1:${port}`, 200).send(mail)).rejects.toMatchObject({
      name: "MailNotSent",
      isUnreachable: true,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  it("is given up in time when the server is slow in the middle", async () => {
    sink.judge = () => new Promise(() => {});
    await expect(mailer(sink.url, 200).send(mail)).rejects.toThrow("ETIMEDOUT");
  });

  it("carries the credentials of the URL", async () => {
    const guarded = await smtpSink({ authOptional: false, allowInsecureAuth: true });
    await mailer(`smtp://us%40er:p%2Fw@127.0.0.1:${guarded.port}`).send(mail);
    expect(guarded.logins).toEqual(["us@er:p/w"]);
    expect(guarded.mails).toHaveLength(1);
    await guarded.close();
  });

  it("sends neither credentials nor mail in clear where TLS is required", async () => {
    const plain = await smtpSink({ allowInsecureAuth: true });
    await expect(mailer(`smtp://user:pw@127.0.0.1:${plain.port}?tls=required`).send(mail)).rejects.toThrow(
      MailNotSent,
    );
    expect(plain.logins).toEqual([]);
    expect(plain.mails).toEqual([]);
    await plain.close();
  });

  it("takes TLS where it is offered, and trusts no certificate that nobody vouches for", async () => {
    const { key, cert } = testCertificate("localhost");
    const pair = { key, cert };
    const upgrading = await smtpSink({ disabledCommands: [], ...pair });
    const secure = await smtpSink({ secure: true, ...pair });
    for (const url of [`smtp://u:p@localhost:${upgrading.port}`, `smtps://u:p@localhost:${secure.port}`])
      await expect(mailer(url).send(mail)).rejects.toThrow(MailNotSent);
    expect([...upgrading.mails, ...secure.mails, ...upgrading.logins, ...secure.logins]).toEqual([]);
    await Promise.all([upgrading.close(), secure.close()]);
  });
});

describe("the operator", () => {
  it("reads what could not be sent, on the record; others do not", async () => {
    const bare = await testApi();
    try {
      const said: string[] = [];
      bare.runtime.log.info = (_facts: unknown, text?: string) => void said.push(text ?? "");
      const [operator, other] = [await person(bare), await person(bare)];
      said.splice(0);
      await hand("ann@example.com", bare);
      expect(said).toEqual(["mail for a***@example.com: see outbox"]);
      await sendMail(bare.runtime);
      const list = await bare.ask<{ mails: Record<string, unknown>[] }>("GET", "/v1/admin/outbox", {
        token: operator.token,
      });
      const [row] = expectStatus(list, 200).mails;
      expect(row).toMatchObject({
        to_address: "ann@example.com",
        template: "enrolment_approved",
        status: "pending",
      });
      expect(list.text).not.toContain(KEY);
      const url = `/v1/admin/outbox/${row?.id}`;
      for (const [method, at] of [
        ["GET", "/v1/admin/outbox"],
        ["GET", url],
        ["POST", `${url}/retry`],
      ] as const)
        expect((await bare.ask(method, at, { token: other.token })).status).toBe(403);
      const read = await bare.ask<{ text: string; html: string }>("GET", url, { token: operator.token });
      expect(expectStatus(read, 200).text).toContain(KEY);
      const { rows: recorded } = await bare.admin.query(
        "select outcome, resource_id, details::text from audit_events where action = 'admin.outbox_read' order by id",
      );
      expect(recorded).toMatchObject([{ outcome: "denied" }, { outcome: "success", resource_id: row?.id }]);
      expect(JSON.stringify(recorded)).not.toContain(KEY);
    } finally {
      await bare.close();
    }
  });

  it("has a mail tried again, but not one that has left", async () => {
    const operator = await verifiedOperator();
    sink.judge = () => 550;
    await welcome("ben@example.com");
    await sendMail(api.runtime);
    sink.judge = () => null;
    const { id } = (await rows()).at(-1) as Row;
    const url = `/v1/admin/outbox/${id}`;
    const ask = (method: string, at: string) => api.ask(method, at, { token: operator.token });
    expectStatus(await ask("POST", `${url}/retry`), 200);
    await sendMail(api.runtime);
    expect(sink.mails.map(({ to }) => to[0])).toEqual(["ben@example.com"]);
    expect((await ask("POST", `${url}/retry`)).status).toBe(410);
    expect((await ask("GET", url)).status).toBe(410);
    expect((await ask("GET", `/v1/admin/outbox/${crypto.randomUUID()}`)).status).toBe(404);
  });

  it("cannot have a mail sent twice while it is being sent", async () => {
    const operator = await verifiedOperator();
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    sink.judge = async () => {
      asked.resolve();
      await release.promise;
      return null;
    };
    await welcome("ben@example.com");
    const sending = sendMail(api.runtime);
    await asked.promise;
    const { id } = (await rows()).at(-1) as Row;
    await api.ask("POST", `/v1/admin/outbox/${id}/retry`, { token: operator.token });
    await sendMail((await api.second()).runtime);
    release.resolve();
    await sending;
    expect(sink.mails).toHaveLength(1);
  });

  it("finds nothing older than 30 days", async () => {
    await hand();
    api.clock.advance(29 * 24 * HOUR);
    await pruneMail(api.runtime);
    expect(await rows()).toHaveLength(1);
    api.clock.advance(2 * 24 * HOUR);
    await pruneMail(api.runtime);
    expect(await rows()).toHaveLength(0);
  });
});

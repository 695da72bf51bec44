// Journeys with mail: a product that hands its mail to a real SMTP server on this machine, and what arrives there.
import { randomUUID } from "node:crypto";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { type SmtpSink, smtpSink } from "../server/testing/smtp-sink.ts";
import type { E2ePerson } from "./people.ts";
import { type Product, startProduct } from "./product.ts";
import { expect, test as watched } from "./watch.ts";

type Mailing = Product & {
  /** The newest mail to an address whose subject matches, as text. Waits for it. */
  mailTo(address: string, subject: string | RegExp): Promise<string>;
  /** The link to one of our pages in such a mail. */
  linkTo(page: string, address: string, subject: string | RegExp): Promise<string>;
};

/** A test on a product that sends mail; one product for all tests of a worker. */
export const test = watched.extend<object, { mailing: Mailing }>({
  mailing: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const sink = await smtpSink();
      const product = await startProduct({ SMTP_URL: sink.url });
      await use({ ...product, ...reader(sink, product.url) });
      await product.stop();
      await sink.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ mailing }, use) => use(mailing.url),
});

export { expect };

/** Somebody whose address is proved, as they are after a click in their first mail. */
export async function provedPerson(mailing: Mailing, name = "Ada Lovelace"): Promise<E2ePerson> {
  const email = `${randomUUID()}@example.com`;
  const password = `Correct-horse-7-${[...randomUUID().slice(-12)].join("-")}`;
  const client = createClient({ baseUrl: mailing.url });
  unwrap(await client.auth.signup({ email, password, display_name: name }));
  const link = await mailing.linkTo("/verify-email", email, "Confirm your address");
  unwrap(await client.auth.verifyEmail({ token: new URL(link).searchParams.get("token") ?? "" }));
  return { email, password, name, client };
}

function reader(sink: SmtpSink, url: string): Pick<Mailing, "mailTo" | "linkTo"> {
  const mailTo: Mailing["mailTo"] = async (address, subject) => {
    const found = () =>
      sink.mails.findLast((mail) => mail.to.includes(address) && new RegExp(subject).test(mail.subject));
    await expect
      .poll(found, { message: `a mail to ${address} about ${subject}`, timeout: 15_000 })
      .toBeTruthy();
    return decoded(found()?.raw ?? "");
  };
  return {
    mailTo,
    async linkTo(page, address, subject) {
      const text = await mailTo(address, subject);
      const begin = text.indexOf(`${url}${page}?`);
      expect(begin, `a link to ${page} in:\n${text}`).toBeGreaterThanOrEqual(0);
      return /^\S+/.exec(text.slice(begin))?.[0] ?? "";
    },
  };
}

/** Quoted-printable as text (RFC 2045, 6.7). */
function decoded(raw: string): string {
  return raw
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

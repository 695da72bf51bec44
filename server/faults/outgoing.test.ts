// A server that is killed while it sends leaves no mail and no event behind, and repeats are recognizable.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { smtpSink } from "#server/testing/smtp-sink.ts";
import { goodPassword } from "#server/testing/test-api.ts";
import {
  LONG,
  must,
  newOwner,
  type Place,
  type Product,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";

const ROUNDS = LONG ? 15 : 3;
const EACH = 6;

type Seen = Map<string, Set<string>>;
const see = (seen: Seen, what: string, id: string) => seen.set(what, (seen.get(what) ?? new Set()).add(id));

async function receiver(onEvent: (name: string, id: string) => Promise<void>): Promise<string> {
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    await onEvent(JSON.parse(body).data.details.name, String(request.headers["webhook-id"]));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** What a dead instance had claimed comes due at once, instead of after its lease. */
async function endLeases({ sql }: Place): Promise<void> {
  await sql("update outbox set next_at = now(), leased_until = null where status = 'pending'");
  await sql("update webhook_deliveries set next_at = now(), leased_until = null where status = 'pending'");
}

it("a server that is killed in the middle of sending loses nothing, and says twice only under the same id", {
  timeout: 300_000,
}, async () => {
  const mails: Seen = new Map();
  const events: Seen = new Map();
  let onFirst: (() => void) | null = null;
  const reached = async () => onFirst?.();
  const sink = await smtpSink();
  onTestFinished(() => sink.close());
  sink.judge = async (stage) => {
    if (stage === "data") await reached();
    return null;
  };
  const url = await receiver(async (name, id) => {
    // The owner's own vault may have been sealed just after the webhook was made.
    if (name !== "Production") see(events, name, id);
    await reached();
  });
  const place = await sharedPlace();
  const env = { ...place.env, EGRESS_ALLOW: "127.0.0.1" };
  let product: Product = await startProduct(env);
  const { token } = await newOwner(product);
  await must(product, 201, "POST", "/v1/webhooks", { token, body: { url, events: ["vault.create"] } });
  await product.stop();
  const people: string[] = [];
  const vaults: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    product = await startProduct({ ...env, SMTP_URL: sink.url });
    const first = Promise.withResolvers<void>();
    onFirst = first.resolve;
    for (let i = 0; i < EACH; i++) {
      const email = `p${round}-${i}@example.com`;
      const body = { email, password: goodPassword(), display_name: "Ann" };
      await must(product, 200, "POST", "/v1/auth/signup", { body });
      people.push(email);
      const name = `v${round}-${i}`;
      await must(product, 201, "POST", "/v1/vaults", { token, body: { name } });
      vaults.push(name);
    }
    await first.promise;
    await product.kill();
    await endLeases(place);
  }
  onFirst = null;
  product = await startProduct({ ...env, SMTP_URL: sink.url });
  await until(
    async () => {
      const [left] = await place.sql<{ n: number }>(
        "select (select count(*) from outbox where status <> 'sent') + (select count(*) from webhook_deliveries where status <> 'delivered') + (select count(*) from audit_queue) as n",
      );
      return Number(left?.n) === 0 && vaults.every((name) => events.has(name));
    },
    { within_ms: 60_000, what: () => `everything to leave; ${events.size} events came` },
  );
  // The owner gets mails of another kind too.
  for (const { to, message_id } of sink.mails)
    if (people.includes(to[0] ?? "")) see(mails, to[0] ?? "", message_id);
  expect([...mails.keys()].sort()).toEqual(people.sort());
  expect([...events.keys()].sort()).toEqual(vaults.sort());
  for (const ids of [...mails.values(), ...events.values()]) expect(ids.size).toBe(1);
  const [bodies] = await place.sql<{ n: number }>("select count(body)::int as n from outbox");
  expect(bodies?.n).toBe(0);
});

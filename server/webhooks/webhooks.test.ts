// Each event arrives, signed, under one id, wherever a process dies, and never inside.
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEgress } from "#server/ports/egress.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  type Person,
  person,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { pruneDeliveries, queueDeliveries, sendDeliveries } from "./jobs.ts";
import { claimDeliveries } from "./store.ts";

type Received = { id: string; headers: Record<string, string>; body: string };
type Receiver = {
  url: string;
  received: Received[];
  answer: (request: IncomingMessage, response: ServerResponse, received: Received) => void;
  close(): void;
};

async function receiver(): Promise<Receiver> {
  const sockets = new Set<Socket>();
  const one: Receiver = {
    url: "",
    received: [],
    answer: (_request, response) => response.writeHead(204).end(),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = request.headers as Record<string, string>;
    const received = { id: headers["webhook-id"] ?? "", headers, body };
    one.received.push(received);
    one.answer(request, response, received);
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  one.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return one;
}

let api: TestApi;
let owner: Person;
let there: Receiver;
beforeEach(async () => {
  api = await testApi({ env: { EGRESS_ALLOW: "127.0.0.1" } });
  owner = await person(api);
  there = await receiver();
});
afterEach(async () => {
  there.close();
  await api.close();
});

type Hook = { id: string; url: string; events: string[]; is_active: boolean };
type Made = { webhook: Hook; signing_secret: string };
const make = async (fields: Record<string, unknown> = {}, token = owner.token): Promise<Made> =>
  expectStatus(
    await api.ask<Made>("POST", "/v1/webhooks", {
      token,
      body: { url: there.url, events: ["vault.*"], ...fields },
    }),
    201,
  );
const ask = (method: string, path: string, body?: unknown) =>
  api.ask(method, `/v1/webhooks${path}`, { token: owner.token, ...(body !== undefined && { body }) });

type Delivery = {
  id: string;
  event_id: string;
  event_type: string;
  status: string;
  attempts: number;
} & Record<string, unknown>;
const deliveries = async (id: string): Promise<Delivery[]> =>
  (expectStatus(await ask("GET", `/${id}/deliveries`), 200) as { deliveries: Delivery[] }).deliveries;

const queue = async (instance = api) => {
  await instance.seal();
  await queueDeliveries(instance.runtime);
};
const pass = async (instance = api) => {
  await queue(instance);
  await sendDeliveries(instance.runtime);
};
const typesOf = (received: Received[]) => received.map(({ body }) => JSON.parse(body).type as string);

describe("an event", () => {
  it("arrives as the audit log shows it, with a signature that holds, and what was not asked for does not", async () => {
    const { webhook, signing_secret } = await make({ events: ["vault.*", "secret.read"] });
    const { vault_id, value, url, owner: other } = await scene(api);
    const own = await vault(api, owner.token, "Mine");
    await put(api, owner.token, own, "a/b", value);
    expectStatus(await api.ask("GET", `/v1/vaults/${own}/secrets/a/b`, { token: owner.token }), 200);
    expectStatus(await api.ask("GET", url, { token: other.token }), 200);
    await pass();
    expect(typesOf(there.received).sort()).toEqual(["secret.read", "vault.create"]);
    const log = await events(api, owner.token);
    for (const { headers, body } of there.received) {
      const message = new Webhook(signing_secret).verify(body, headers) as Record<string, unknown>;
      const event = log.find(({ id }) => id === (message.data as { id: string }).id);
      expect(message).toEqual({ type: event?.action, timestamp: event?.created_at, data: event });
      expect(event?.log_index).toBeTypeOf("number");
      expect(headers).toMatchObject({ "content-type": "application/json", "user-agent": "1Claw/0.0.0" });
      expect(body).not.toContain(value);
      expect(body).not.toContain(vault_id);
      expect(() => new Webhook(signing_secret).verify(`${body} `, headers)).toThrow();
      expect(() =>
        new Webhook(`whsec_${Buffer.alloc(32).toString("base64")}`).verify(body, headers),
      ).toThrow();
    }
    const [newest, oldest] = await deliveries(webhook.id);
    expect(newest).toMatchObject({
      event_type: "secret.read",
      status: "delivered",
      attempts: 1,
      response_status: 204,
    });
    expect(there.received.map(({ id }) => id).sort()).toEqual(
      [`msg_${oldest?.id}`, `msg_${newest?.id}`].sort(),
    );
    await pass();
    expect(there.received).toHaveLength(2);
  });

  it("from before anybody listened is not sent, nor one from while the webhook was off", async () => {
    await vault(api, owner.token, "Before");
    await api.seal();
    const { webhook } = await make();
    await vault(api, owner.token, "First");
    await pass();
    expectStatus(await ask("PATCH", `/${webhook.id}`, { is_active: false }), 200);
    await vault(api, owner.token, "Meanwhile");
    await pass();
    expectStatus(await ask("PATCH", `/${webhook.id}`, { is_active: true }), 200);
    await vault(api, owner.token, "Last");
    await pass();
    const names = there.received.map(({ body }) => JSON.parse(body).data.details.name);
    expect(names).toEqual(["First", "Last"]);
  });

  it("becomes one row for each webhook and is sent once, with two instances at it", async () => {
    const second = await api.second();
    const [one, two] = [await make(), await make({ events: ["*"] })];
    for (let i = 0; i < 12; i++) await vault(api, owner.token, `v${i}`);
    await Promise.all([queue(api), queue(second), queue(second)]);
    await Promise.all([queue(api), queue(second)]);
    const pending = "select from webhook_deliveries where status = 'pending'";
    for (let turn = 0; turn < 10 && (await api.admin.query(pending)).rowCount; turn++)
      await Promise.all([api, second, second].map(({ runtime }) => sendDeliveries(runtime)));
    expect(await deliveries(one.webhook.id)).toHaveLength(12);
    expect(
      (await deliveries(two.webhook.id)).filter(({ event_type }) => event_type === "vault.create"),
    ).toHaveLength(12);
    const ids = there.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const { rows } = await api.admin.query(
      "select status, count(*)::int as n from webhook_deliveries group by 1",
    );
    expect(rows).toEqual([{ status: "delivered", n: ids.length }]);
  });
});

describe("a delivery", () => {
  it("that fails is tried again under the same id, eight times over a day and a half, then given up", async () => {
    there.answer = (_request, response) => response.writeHead(500).end("CANARY-answer");
    const { signing_secret } = await make();
    await vault(api, owner.token);
    await queue();
    const began = api.clock.now().getTime();
    const waits: number[] = [];
    const stored = async () =>
      (await api.admin.query("select d.*, d::text as row from webhook_deliveries d")).rows[0];
    for (;;) {
      await sendDeliveries(api.runtime);
      const row = await stored();
      expect(row).toMatchObject({ response_status: 500, last_error: "The receiver answered 500." });
      expect(row.row).not.toContain("CANARY");
      if (row.status !== "pending") break;
      const next = row.next_at as Date;
      waits.push((next.getTime() - api.clock.now().getTime()) / 1000);
      await sendDeliveries(api.runtime);
      api.clock.set(next);
    }
    expect(there.received).toHaveLength(8);
    expect(new Set(there.received.map(({ id }) => id)).size).toBe(1);
    for (const [i, wait] of [5, 30, 120, 600, 3_600, 21_600, 86_400].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(wait * 0.79);
      expect(waits[i]).toBeLessThanOrEqual(wait * 1.21);
    }
    expect((api.clock.now().getTime() - began) / 3_600_000).toBeGreaterThan(20);
    expect(await stored()).toMatchObject({ status: "failed", attempts: 8 });
    const last = there.received.at(-1);
    const at = Number(last?.headers["webhook-timestamp"]);
    expect(Math.abs(at - api.clock.now().getTime() / 1000)).toBeLessThan(2);
    expect(last?.headers["webhook-signature"]).not.toBe(there.received[0]?.headers["webhook-signature"]);
    expect(signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it("is given up for good where the receiver says 410, and the webhook is switched off, on the record", async () => {
    there.answer = (_request, response) => response.writeHead(410).end();
    const { webhook } = await make();
    for (const name of ["a", "b", "c", "d"]) await vault(api, owner.token, name);
    await pass();
    expect(there.received.length).toBeLessThanOrEqual(4);
    expect(expectStatus(await ask("GET", `/${webhook.id}`), 200)).toMatchObject({ is_active: false });
    expect(new Set((await deliveries(webhook.id)).map(({ status }) => status))).toEqual(new Set(["failed"]));
    expect(await events(api, owner.token, "&action=webhook.update")).toMatchObject([
      { actor_type: "system", resource_id: webhook.id, details: { is_active: false, reason: "gone" } },
    ]);
    expect((await ask("POST", `/${webhook.id}/test`)).status).toBe(409);
  });

  it("to a receiver that is slow holds up nobody else, and two at most wait there", async () => {
    const slow = await receiver();
    const hanging: ServerResponse[] = [];
    const full = Promise.withResolvers<void>();
    slow.answer = (_request, response) => {
      hanging.push(response);
      if (hanging.length === 2) full.resolve();
    };
    await make({ url: slow.url });
    await make();
    for (let i = 0; i < 10; i++) await vault(api, owner.token, `v${i}`);
    await queue();
    const sending = sendDeliveries(api.runtime);
    await full.promise;
    await expect.poll(() => there.received.length, { timeout: 5_000 }).toBe(10);
    expect(hanging).toHaveLength(2);
    slow.answer = (_request, response) => response.writeHead(204).end();
    for (const response of hanging) response.writeHead(204).end();
    await sending;
    expect(slow.received).toHaveLength(10);
    slow.close();
  });

  it("that a dead instance had begun is made by another one, under the same id", async () => {
    const { webhook } = await make();
    await vault(api, owner.token);
    await queue();
    const now = api.clock.now();
    const room = { per_webhook: 2, per_org: 8, total: 50 };
    expect(await claimDeliveries(api.runtime.db, now, new Date(now.getTime() + 30_000), room)).toHaveLength(
      1,
    );
    await sendDeliveries(api.runtime);
    expect(there.received).toHaveLength(0);
    api.clock.advance(30_001);
    await sendDeliveries((await api.second()).runtime);
    expect(there.received).toHaveLength(1);
    expect(await deliveries(webhook.id)).toMatchObject([{ status: "delivered", attempts: 2 }]);
  });

  it("that was answered just as we died comes again, under the same id", async () => {
    const dying = await api.second();
    const { webhook } = await make();
    await vault(api, owner.token);
    await queue();
    there.answer = async (_request, response) => {
      if (!dying.runtime.pool.ended) await dying.runtime.pool.end();
      response.writeHead(204).end();
    };
    await expect(sendDeliveries(dying.runtime)).rejects.toThrow();
    dying.close = async () => {};
    api.clock.advance(30_001);
    await sendDeliveries(api.runtime);
    expect(there.received).toHaveLength(2);
    expect(there.received[0]?.id).toBe(there.received[1]?.id);
    expect(await deliveries(webhook.id)).toMatchObject([{ status: "delivered" }]);
  });

  it("can be sent again, and tried out, on the record", async () => {
    const { webhook } = await make({ events: ["policy.create"] });
    const tried = expectStatus(await ask("POST", `/${webhook.id}/test`), 202) as { delivery_id: string };
    await pass();
    expect(typesOf(there.received)).toEqual(["webhook.test"]);
    const again = `/${webhook.id}/deliveries/${tried.delivery_id}/redeliver`;
    expectStatus(await ask("POST", again), 202);
    await pass();
    expect(there.received.map(({ id }) => id)).toEqual([
      `msg_${tried.delivery_id}`,
      `msg_${tried.delivery_id}`,
    ]);
    for (const action of ["webhook.test", "webhook.redeliver"])
      expect(await events(api, owner.token, `&action=${action}`)).toMatchObject([{ outcome: "success" }]);
    const { webhook: other } = await make();
    expect((await ask("POST", `/${other.id}/deliveries/${tried.delivery_id}/redeliver`)).status).toBe(404);
  });

  it("is forgotten after 30 days", async () => {
    const { webhook } = await make();
    await vault(api, owner.token);
    await pass();
    api.clock.advance(31 * 86_400_000);
    await pruneDeliveries(api.runtime);
    const { rows } = await api.admin.query("select 1 from webhook_deliveries where webhook_id = $1", [
      webhook.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe("the network inside", () => {
  it("cannot be named: such a URL is refused with a reason", async () => {
    const { webhook } = await make();
    for (const url of [
      "https://127.0.0.2/",
      "https://10.0.0.1/",
      "https://169.254.169.254/latest/meta-data/",
      "https://[::1]/",
      "https://2130706434/",
      "https://user:pw@example.com/",
      "ftp://example.com/",
      "nonsense",
    ]) {
      const answer = await ask("POST", "", { url, events: ["*"] });
      expect([url, answer.status, Object.keys(answer.body.fields as object)]).toEqual([url, 400, ["url"]]);
      expect((await ask("PATCH", `/${webhook.id}`, { url })).status).toBe(400);
    }
    expect((await ask("GET", `/${webhook.id}`)).body.url).toBe(there.url);
  });

  it("is not reached over a redirect", async () => {
    const inside = await receiver();
    there.answer = (_request, response) => response.writeHead(307, { location: inside.url }).end();
    const { webhook } = await make();
    await vault(api, owner.token);
    await pass();
    expect(await deliveries(webhook.id)).toMatchObject([{ response_status: 307, status: "pending" }]);
    expect(inside.received).toEqual([]);
    inside.close();
  });

  it("is not reached over a name that resolves to it, at once or later, and the reason tells no address", async () => {
    const port = new URL(there.url).port;
    let address = "127.0.0.1";
    api.runtime.egress = createEgress({
      allow: ["127.0.0.1"],
      version: "0.0.0",
      resolve: async () => [{ address, family: 4 }],
    });
    const { webhook } = await make({ url: `http://rebind.example:${port}/` });
    await vault(api, owner.token, "a");
    await pass();
    expect(there.received).toHaveLength(1);
    address = "127.0.0.2";
    await vault(api, owner.token, "b");
    await pass();
    expect(there.received).toHaveLength(1);
    const [row] = await deliveries(webhook.id);
    expect(row).toMatchObject({
      status: "pending",
      last_error: "Nothing was sent: the host has no public address.",
    });
    expect(row).not.toHaveProperty("response_status");
  });
});

describe("a webhook", () => {
  it("shows its secret once; it is sealed from then on, and a new one holds at once", async () => {
    const { webhook, signing_secret } = await make();
    const key = Buffer.from(signing_secret.slice(6), "base64");
    const { rows: dump } = await api.admin.query("select w::text as row, secret from webhooks w");
    for (const form of [signing_secret, key.toString("base64"), key.toString("hex"), key])
      for (const bytes of [Buffer.from(dump[0].row), dump[0].secret as Buffer])
        expect(bytes.includes(form)).toBe(false);
    for (const path of ["", `/${webhook.id}`]) expect((await ask("GET", path)).text).not.toContain("whsec_");
    const log = JSON.stringify(await events(api, owner.token));
    expect(log).not.toContain("whsec_");
    // The path of a URL may be as good as a password.
    expect(log).not.toContain("/hook");
    const rotated = expectStatus(await ask("POST", `/${webhook.id}/rotate-secret`), 200) as Made;
    expect(rotated.signing_secret).not.toBe(signing_secret);
    await vault(api, owner.token);
    await pass();
    const [got] = there.received;
    expect(new Webhook(rotated.signing_secret).verify(got?.body ?? "", got?.headers ?? {})).toBeTruthy();
    expect(() => new Webhook(signing_secret).verify(got?.body ?? "", got?.headers ?? {})).toThrow();
  });

  it("is one of twenty at most, however many are made at once", async () => {
    const second = await api.second();
    const body = { url: there.url, events: ["*"] };
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        (i % 2 ? api : second).ask("POST", "/v1/webhooks", { token: owner.token, body }),
      ),
    );
    const counts = Map.groupBy(answers, ({ status }) => status);
    expect(counts.get(201)).toHaveLength(20);
    expect(counts.get(409)).toHaveLength(10);
    expect((expectStatus(await ask("GET", ""), 200).webhooks as Hook[]).length).toBe(20);
  });

  it("is for owners and admins, not for members and not for agents", async () => {
    const { webhook } = await make();
    const bot = await agentToken(api, await agent(api, owner.token));
    await api.admin.query("update users set role = 'member' where id = $1", [owner.id]);
    const paths: [string, string, unknown?][] = [
      ["POST", "", { url: there.url, events: ["*"] }],
      ["GET", ""],
      ["GET", `/${webhook.id}`],
      ["PATCH", `/${webhook.id}`, { is_active: false }],
      ["DELETE", `/${webhook.id}`],
      ["POST", `/${webhook.id}/rotate-secret`],
      ["GET", `/${webhook.id}/deliveries`],
      ["POST", `/${webhook.id}/test`],
    ];
    for (const [method, path, body] of paths)
      for (const [token, code] of [
        [owner.token, "role_insufficient"],
        [bot, "principal_not_allowed"],
      ] as const) {
        const answer = await api.ask(method, `/v1/webhooks${path}`, {
          token,
          ...(body !== undefined && { body }),
        });
        expect([answer.status, answer.body.type]).toEqual([403, `/docs/errors/${code}`]);
      }
  });

  it("is not made from wrong fields, and each is named", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ events: ["*"] }, "url"],
      [{ url: "https://example.com/" }, "events"],
      [{ url: "https://example.com/", events: [] }, "events"],
      [{ url: "https://example.com/", events: ["secret.reed"] }, "events"],
      [{ url: "https://example.com/", events: ["nothing.*"] }, "events"],
      [{ url: "https://example.com/", events: ["se cret"] }, "events.0"],
      [{ url: "https://example.com/", events: "*" }, "events"],
      [{ url: "https://example.com/", events: Array(51).fill("*") }, "events"],
      [{ url: 7, events: ["*"] }, "url"],
      [{ url: `https://example.com/${"a".repeat(2_048)}`, events: ["*"] }, "url"],
      [{ url: "https://example.com/\u0000", events: ["*"] }, "url"],
      [{ url: "https://example.com/", events: ["*"], description: "a\nb" }, "description"],
      [{ url: "https://example.com/", events: ["*"], description: "x".repeat(201) }, "description"],
    ];
    for (const [body, field] of wrong) {
      const answer = await ask("POST", "", body);
      expect([body, answer.status, Object.keys((answer.body.fields ?? {}) as object)]).toEqual([
        body,
        400,
        [field],
      ]);
    }
    expect(expectStatus(await ask("GET", ""), 200).webhooks).toEqual([]);
  });
});

import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  type Person,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { dropEndedShares } from "./jobs.ts";

let api: TestApi;
let other: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi();
  [owner, other] = await Promise.all([person(api), api.second()]);
});
beforeEach(() => api.runtime.rateLimits.reset("sealed_shares", owner.org_id));
afterAll(() => api.close());

const sealedBytes = (length = 80) =>
  Buffer.concat([Buffer.of(1), randomBytes(length - 1)]).toString("base64");
const kdf = () => ({ name: "PBKDF2-SHA256", iterations: 600_000, salt: randomBytes(16).toString("base64") });

const ask = (body: unknown, token = owner.token) =>
  api.ask<{ id: string; url: string }>("POST", "/v1/sealed-shares", { token, body });
const make = async (fields: object = {}) =>
  expectStatus(await ask({ ciphertext: sealedBytes(), ...fields }), 201).id;
const open = (id: string, on = api): Promise<Answer> => on.ask("POST", `/v1/sealed-shares/${id}/open`);
const codeOf = ({ status, body }: Answer) => [status, String(body.type).replace("/docs/errors/", "")];

describe("a sealed share", () => {
  it("gives back what the client made, byte for byte, and nothing of it is on the record", async () => {
    const body = { ciphertext: sealedBytes(64 * 1024 + 29), kdf: kdf(), max_access_count: 2 };
    const made = expectStatus(await ask(body), 201);
    expect(made.url).toBe(`http://127.0.0.1:3000/sealed/${made.id}`);
    expect(made.id).toMatch(/^[0-9a-f-]{14}4[0-9a-f]{3}-[89ab]/);
    expect((await open(made.id)).body).toEqual({ ciphertext: body.ciphertext, kdf: body.kdf, views_left: 1 });
    const recorded = await events(api, owner.token, `&resource_id=${made.id}`);
    expect(recorded.map(({ action }) => action).sort()).toEqual(["sealed_share.create", "sealed_share.open"]);
    expect(JSON.stringify(recorded)).not.toMatch(/ciphertext|salt/);
  });

  it.each([
    ["ciphertext", {}],
    ["ciphertext", { ciphertext: "" }],
    ["ciphertext", { ciphertext: "not base64!" }],
    ["ciphertext", { ciphertext: sealedBytes(28) }],
    ["ciphertext", { ciphertext: sealedBytes(64 * 1024 + 30) }],
    ["ciphertext", { ciphertext: randomBytes(60).fill(2, 0, 1).toString("base64") }],
    ["ciphertext", { ciphertext: sealedBytes(80).replace(/=*$/, "") }],
    ["kdf.name", { ciphertext: sealedBytes(), kdf: { ...kdf(), name: "MD5" } }],
    ["kdf.iterations", { ciphertext: sealedBytes(), kdf: { ...kdf(), iterations: 1000 } }],
    ["kdf.iterations", { ciphertext: sealedBytes(), kdf: { ...kdf(), iterations: 1e9 } }],
    ["kdf.salt", { ciphertext: sealedBytes(), kdf: { ...kdf(), salt: "AAAA" } }],
    ["max_access_count", { ciphertext: sealedBytes(), max_access_count: 0 }],
    ["expires_at", { ciphertext: sealedBytes(), expires_at: "2020-01-01T00:00:00Z" }],
    [
      "expires_at",
      { ciphertext: sealedBytes(), expires_at: new Date(Date.now() + 366 * 86_400_000).toISOString() },
    ],
  ])("is refused with 400 for a wrong %s", async (field, body) => {
    const answer = await ask(body);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.body).toHaveProperty(["fields", field]);
  });

  it.each([1, 4])(
    "is opened %i times by fifty who ask two instances at once, and not once more",
    async (views) => {
      const id = await make({ max_access_count: views });
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => open(id, i % 2 ? api : other)));
      const given = answers.filter(({ status }) => status === 200);
      expect(given.map(({ body }) => body.views_left).sort()).toEqual(
        Array.from({ length: views }, (_, i) => i),
      );
      expect(answers.filter(({ status }) => status === 410)).toHaveLength(50 - views);
      const opened = await events(
        api,
        owner.token,
        `&resource_id=${id}&action=sealed_share.open&outcome=success`,
      );
      expect(opened).toHaveLength(views);
    },
  );

  it("is used up by nothing but POST", async () => {
    const id = await make();
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const url = `http://127.0.0.1:3000/v1/sealed-shares/${id}/open`;
      const answer = await api.app.fetch(new Request(url, { method }), {
        ip: "192.0.2.1",
        client_certificate: null,
      });
      expect(answer.status).toBe(405);
    }
    expect((await open(id)).status).toBe(200);
  });

  it("is taken back by its maker or an administrator, and is then like one that never was", async () => {
    const stranger = await person(api);
    const bot = await agent(api, owner.token);
    const token = await agentToken(api, bot);
    const revoke = (id: string, by: string) => api.ask("DELETE", `/v1/sealed-shares/${id}`, { token: by });
    const [own, of_bot] = [
      await make(),
      expectStatus(await ask({ ciphertext: sealedBytes() }, token), 201).id,
    ];
    for (const wrong of [stranger.token, token]) expect((await revoke(own, wrong)).status).toBe(404);
    for (const id of [own, of_bot]) {
      expectStatus(await revoke(id, owner.token), 204);
      expect(codeOf(await open(id))).toEqual([404, "share_not_found"]);
      expect((await open(id)).body.detail).toBe((await open(randomUUID())).body.detail);
      expect((await revoke(id, owner.token)).status).toBe(404);
    }
    const { rows } = await api.admin.query("select ciphertext from sealed_shares where id = $1", [own]);
    expect(rows[0].ciphertext).toBeNull();
  });

  it("can be made ten times a minute in an organization, over all instances", async () => {
    const maker = await person(api);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? api : other).ask("POST", "/v1/sealed-shares", {
          token: maker.token,
          body: { ciphertext: sealedBytes() },
        }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20 - made);
    // The bucket fills by one in six seconds.
    expect([10, 11]).toContain(made);
  });

  it("is listed for its maker alone, newest first and in pages, without what is in it", async () => {
    const maker = await person(api);
    const made: string[] = [];
    for (let i = 0; i < 5; i++)
      made.unshift(expectStatus(await ask({ ciphertext: sealedBytes(), kdf: kdf() }, maker.token), 201).id);
    const seen: unknown[] = [];
    let query: string | undefined = "?limit=2";
    while (query) {
      const page: Answer<{ sealed_shares: Record<string, unknown>[] }> = await api.ask(
        "GET",
        `/v1/sealed-shares${query}`,
        { token: maker.token },
      );
      expect(page.text).not.toMatch(/ciphertext|salt/);
      seen.push(...expectStatus(page, 200).sealed_shares.map(({ id }) => id));
      query = /<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1];
    }
    expect(new Set(seen)).toEqual(new Set(made));
    expect(seen).toHaveLength(5);
    const { body } = await api.ask("GET", "/v1/sealed-shares", { token: owner.token });
    expect(JSON.stringify(body)).not.toContain(made[0]);
  });
});

describe("what has ended", () => {
  it("is dropped: ciphertexts at once, everything else 90 days after it expired, and nothing that is still open", async () => {
    const at = api.clock.now();
    const days = (count: number) => new Date(at.getTime() + count * 86_400_000);
    const [used, short, long] = [
      await make({ max_access_count: 1 }),
      await make({ expires_at: days(2).toISOString() }),
      await make({ expires_at: days(200).toISOString() }),
    ];
    expect((await open(used)).status).toBe(200);
    const held = async () => {
      await Promise.all([dropEndedShares(api.runtime), dropEndedShares(other.runtime)]);
      const { rows } = await api.admin.query(
        "select id, ciphertext is not null as held from sealed_shares where id = any($1)",
        [[used, short, long]],
      );
      return [used, short, long].map((id) => rows.find((row) => row.id === id)?.held);
    };
    const seen = [await held()];
    for (const later of [2, 93]) {
      api.clock.set(days(later));
      seen.push(await held());
    }
    expect(codeOf(await open(short))).toEqual([404, "share_not_found"]);
    expect((await open(long)).status).toBe(200);
    api.clock.set(at);
    expect(codeOf(await open(used))).toEqual([404, "share_not_found"]);
    expect(seen).toEqual([
      [false, true, true],
      [false, false, true],
      [undefined, undefined, true],
    ]);
  });
});

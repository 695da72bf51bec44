import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  goodPassword,
  mails,
  type Person,
  person,
  type TestApi,
  testApi,
  tokenIn,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";
import { runDropEnrolments } from "./jobs.ts";

const NIL = "00000000-0000-0000-0000-000000000000";
const HOUR = 3_600_000;

let api: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
});
afterAll(() => api.close());

/** A deployment of the test's own. */
async function fresh(env: Record<string, string> = {}): Promise<TestApi> {
  const own = await testApi({ env });
  onTestFinished(() => own.close());
  return own;
}

type Enrolled = { agent_id: string; message: string; approval_url: string };
const enroll = (body: unknown, at = api, ip?: string) =>
  at.ask<Enrolled>("POST", "/v1/agents/enroll", { body, ip });
const tokenOf = ({ approval_url }: Enrolled) => new URL(approval_url).searchParams.get("token") ?? "";
const requested = async (body: unknown, at = api) => tokenOf(expectStatus(await enroll(body, at), 201));
const post = (what: string, token: string | undefined, body: unknown, at = api) =>
  at.ask("POST", `/v1/enrolments/${what}`, { token, body });
const rows = async (sql: string, at = api, values: unknown[] = []) =>
  (await at.admin.query(sql, values)).rows;
const requestMails = async (at: TestApi, to: string) =>
  (await mails(at, to)).filter(({ template }) => template === "enrolment_request");
const proven = (at: TestApi, email: string, is_proven: boolean) =>
  at.admin.query("update users set email_verified = $2 where email = $1", [email, is_proven]);

/** Someone on a deployment with a mailer, who has proven their address. */
async function mailed(at: TestApi): Promise<Omit<Person, "id" | "org_id">> {
  const [email, password] = [`${randomUUID()}@example.com`, goodPassword()];
  expectStatus(await at.ask("POST", "/v1/auth/signup", { body: { email, password } }), 200);
  await proven(at, email, true);
  const { access_token: token, refresh_token } = expectStatus(
    await at.ask<{ access_token: string; refresh_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    }),
    200,
  );
  return { email, password, token, refresh_token };
}

/** The same object, with each call of one method told, and made unless `is_made` is false. */
function noting<T extends object>(
  object: T,
  method: string,
  saw: (first: unknown) => void,
  is_made = true,
): T {
  return new Proxy(object, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== method) return value.bind(target);
      return (...args: unknown[]) => {
        saw(args[0]);
        return is_made ? value.apply(target, args) : undefined;
      };
    },
  });
}

describe("asking to become an agent", () => {
  it("is answered the same for an address with an account, one without, and again, but for the link", async () => {
    const known = await person(api);
    const unknown = `${randomUUID()}@example.com`;
    const answers = [];
    for (const human_email of [known.email, unknown]) {
      answers.push(await enroll({ name: "ci-bot", human_email }));
      answers.push(await enroll({ name: "ci-bot", human_email: human_email.toUpperCase() }));
    }
    const told = answers.map(({ status, text, headers }) => ({
      status,
      text: text
        .replace(/token=[A-Za-z0-9_-]{43}"/, 'token=T"')
        .replace(/"request_id":"[^"]+"/, "")
        .replaceAll(/\d+ seconds/g, "some seconds"),
      headers: [...headers.keys()].sort(),
    }));
    expect(told[0]).toMatchObject({ status: 201 });
    expect(told[1]).toMatchObject({ status: 429 });
    expect(told[2]).toEqual(told[0]);
    expect(told[3]).toEqual(told[1]);
    expect(answers[0]?.body.agent_id).toBe(NIL);
    expect(answers[0]?.body.approval_url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/enroll\/approve\?token=/);
    expect(answers.map(({ text }) => text).join()).not.toMatch(/ocv_|api_key/);
    expect(await requestMails(api, known.email)).toHaveLength(1);
    expect(await mails(api, unknown)).toEqual([]);
  });

  it("costs the same work for an address with an account and one without", async () => {
    const steps: string[] = [];
    const own = await testApi({ kms: (kms) => noting(kms, "mac", () => steps.push("mac")) });
    onTestFinished(() => own.close());
    const known = await person(own);
    const { pool } = own.runtime;
    const connect = pool.connect.bind(pool);
    const client = await connect();
    const noted = noting(client, "query", (statement) =>
      steps.push(
        (typeof statement === "string" ? statement : (statement as { text: string }).text).slice(0, 50),
      ),
    );
    onTestFinished(() => client.release());
    const work = async (human_email: string) => {
      Object.assign(pool, { connect: async () => noting(noted, "release", () => {}, false) });
      steps.length = 0;
      expectStatus(await enroll({ name: "ci-bot", human_email }, own), 201);
      Object.assign(pool, { connect });
      return [...steps];
    };
    // The first request from an address takes its permits of the wide limits.
    await work(`${randomUUID()}@example.com`);
    const first = await work(known.email);
    expect(first.join()).toContain("outbox");
    expect(first.filter((step) => step === "mac").length).toBeGreaterThan(1);
    const unknown = await work(`${randomUUID()}@example.com`);
    expect(unknown.filter((step) => !step.includes("savepoint undone"))).toEqual(first);
  });

  it("makes no agent and widens nothing, whatever else the request says", async () => {
    const token = await requested({
      name: "greedy",
      org_id: owner.org_id,
      scopes: ["**"],
      vault_ids: [randomUUID()],
      intents_api_enabled: true,
      auth_method: "mtls",
      token_ttl_seconds: 60,
      created_by: owner.id,
      status: "approved",
    });
    expect(await rows("select 1 from agents where name = 'greedy'")).toEqual([]);
    const approver = await person(api);
    const { agent: made, api_key = "" } = expectStatus(
      await post("approve", approver.token, { token }),
      200,
    ) as { agent: Record<string, unknown>; api_key?: string };
    expect(made).toMatchObject({
      name: "greedy",
      scopes: [],
      intents_api_enabled: false,
      auth_method: "api_key",
    });
    expect(made).not.toHaveProperty("vault_ids");
    const agent_token = await agentToken(api, { id: String(made.id), api_key });
    const self = expectStatus(await api.ask("GET", "/v1/agents/me", { token: agent_token }), 200);
    expect(self).toMatchObject({ org_id: approver.org_id, created_by: approver.id });
    const seen = await api.ask<{ vaults: unknown[] }>("GET", "/v1/vaults", { token: agent_token });
    expect(seen.body.vaults).toEqual([]);
  });

  it("refuses what could disguise something, with the field named, and stores nothing", async () => {
    const before = await rows("select count(*)::int as n from enrolments");
    for (const [field, value] of [
      ["name", ""],
      ["name", undefined],
      ["name", "x".repeat(101)],
      ["name", "a\r\nBcc: b@example.com"],
      ["name", "a\u202eb"],
      ["name", 7],
      ["human_email", "nobody"],
      ["human_email", "a@example.com\r\nBcc: b@example.com"],
      ["human_email", ["a@example.com"]],
      ["human_email", null],
      ["description", "x".repeat(1001)],
      ["description", "a\0b"],
    ] as const) {
      const answer = await enroll({ name: "ci-bot", [field]: value });
      expect(answer.status, `${field} ${value}`).toBe(400);
      expect((answer.body as unknown as { fields: object }).fields).toHaveProperty(field);
    }
    expect(await rows("select count(*)::int as n from enrolments")).toEqual(before);
  });

  it("cannot put markup, a link or a header into the mail", async () => {
    const known = await person(api);
    const name = '<img src=x onerror=alert(1)> Click http://evil.example "';
    await requested({ name, human_email: known.email, description: "<b>now</b>\nhttps://evil.example/a" });
    const [mail] = await requestMails(api, known.email);
    expect(mail?.html).not.toMatch(/<img|<b>now|href="[^"]*evil/);
    expect(mail?.subject).not.toMatch(/[\r\n]|evil/);
    expect(mail?.text).toContain("http://127.0.0.1:3000/enroll/approve?token=");
  });
});

describe("too many requests", () => {
  it("for one address bring one mail in ten minutes, however many come at once on two instances", async () => {
    const own = await fresh();
    const victim = await person(own);
    const other = await own.second();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        enroll({ name: "spam", human_email: victim.email }, i % 2 ? own : other, `192.0.2.${i}`),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(19);
    expect(await requestMails(own, victim.email)).toHaveLength(1);
    await own.admin.query("update rate_limits set full_at = full_at - interval '10 minutes'");
    expectStatus(await enroll({ name: "later", human_email: victim.email }, own), 201);
    expect(await requestMails(own, victim.email)).toHaveLength(2);
  });

  it("from one address end after ten in an hour; a version 6 network counts as one", async () => {
    const own = await fresh({ ENROLMENTS_PER_HOUR: "10" });
    const from = async (ip: (i: number) => string) => {
      const answers = [];
      for (let i = 0; i < 12; i++) answers.push((await enroll({ name: "ci-bot" }, own, ip(i))).status);
      return answers;
    };
    expect(await from(() => "203.0.113.9")).toEqual([...Array(10).fill(201), 429, 429]);
    expect(await from((i) => `2001:db8:1:2::${i + 1}`)).toEqual([...Array(10).fill(201), 429, 429]);
    expectStatus(await enroll({ name: "ci-bot" }, own, "2001:db8:1:3::1"), 201);
  });

  it("are twenty open ones for an address and ten thousand in all, exactly, and as many for an address without account", async () => {
    const own = await fresh();
    const known = await person(own);
    const fill = (count: number, email_key: string | null) =>
      own.admin.query(
        `insert into enrolments (id, token_hash, name, email_key, expires_at, created_at)
         select gen_random_uuid(), decode(md5(random()::text) || md5(random()::text), 'hex'), 'x', $2, $3, $4
         from generate_series(1, $1)`,
        [count, email_key, new Date(own.clock.now().getTime() + HOUR), own.clock.now()],
      );
    const forget = () => own.admin.query("delete from rate_limits");
    for (const email of [known.email, `${randomUUID()}@example.com`]) {
      await fill(19, email);
      expect((await enroll({ name: "20th", human_email: email }, own)).status).toBe(201);
      await forget();
      expect((await enroll({ name: "21st", human_email: email }, own)).status).toBe(429);
    }
    await fill(10_000 - 40 - 3, null);
    const answers = await Promise.all(Array.from({ length: 8 }, () => enroll({ name: "race" }, own)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    own.clock.advance(2 * HOUR);
    expect((await enroll({ name: "after" }, own)).status).toBe(201);
  });
});

describe("a request that names an address", () => {
  it("is listed for, shown to and decided by its account alone", async () => {
    const known = await person(api);
    const token = await requested({
      name: "ci-bot",
      description: "Deploys\nthe shop",
      human_email: known.email,
    });
    const stranger = await person(api);
    for (const what of ["lookup", "approve", "deny"]) {
      const answer = await post(what, stranger.token, { token });
      const nowhere = await post(what, stranger.token, { token: "nonsense" });
      expect(answer.status).toBe(404);
      expect({ ...answer.body, request_id: 0 }).toEqual({ ...nowhere.body, request_id: 0 });
    }
    const list = (at: string) =>
      api.ask<{ enrolments: Record<string, unknown>[] }>("GET", "/v1/enrolments", { token: at });
    expect((await list(stranger.token)).body.enrolments).toEqual([]);
    const [listed] = (await list(known.token)).body.enrolments;
    expect(listed).toMatchObject({
      name: "ci-bot",
      description: "Deploys\nthe shop",
      status: "pending",
      ip: "192.0.2.1",
      for_your_address: true,
    });
    expect((await list(known.token)).text).not.toContain(token);
    expect(expectStatus(await post("lookup", known.token, { token }), 200)).toEqual(listed);
    const enrolment_id = String(listed?.id);
    expect((await post("approve", stranger.token, { enrolment_id })).status).toBe(404);
    expectStatus(await post("approve", known.token, { enrolment_id }), 200);
    expect((await list(known.token)).body.enrolments).toEqual([]);
    expect(tokenIn((await requestMails(api, known.email))[0])).toBe(token);
    const log = await events(api, known.token);
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["agent.enroll", "agent.enroll_approve", "agent.register"]),
    );
  });

  it("is for nobody who has not proven the address, once mail can be sent, and mails them nothing", async () => {
    const own = await fresh({ SMTP_URL: "smtp://127.0.0.1:1" });
    const claimed = await mailed(own);
    await proven(own, claimed.email, false);
    const token = await requested({ name: "ci-bot", human_email: claimed.email }, own);
    expect(await requestMails(own, claimed.email)).toEqual([]);
    const list = () => own.ask<{ enrolments: unknown[] }>("GET", "/v1/enrolments", { token: claimed.token });
    expect((await list()).body.enrolments).toEqual([]);
    expect((await post("approve", claimed.token, { token }, own)).status).toBe(404);
    await proven(own, claimed.email, true);
    expect((await list()).body.enrolments).toHaveLength(1);
    expect((await post("approve", claimed.token, { token }, own)).status).toBe(200);
  });
});

describe("what was decided", () => {
  const decidedFor = (at: TestApi, token: string, more = "") =>
    at.ask<{ enrolments: Record<string, unknown>[] }>("GET", `/v1/enrolments?status=decided${more}`, {
      token,
    });

  it("stays listed for who decided it and for its address, newest first, page by page", async () => {
    const own = await fresh();
    const [known, other] = [await person(own), await person(own)];
    const by_link = await requested({ name: "by-link" }, own);
    const by_address = await requested({ name: "by-address", human_email: known.email }, own);
    await requested({ name: "never", human_email: other.email }, own);
    expect((await decidedFor(own, known.token)).body.enrolments).toEqual([]);
    expectStatus(await post("deny", known.token, { token: by_link }, own), 200);
    expectStatus(await post("approve", known.token, { token: by_address }, own), 200);
    own.clock.advance(25 * HOUR);
    const again = async ({ email, password }: Person) =>
      String(
        expectStatus(await own.ask("POST", "/v1/auth/token", { body: { email, password } }), 200)
          .access_token,
      );
    const [mine, theirs] = [await again(known), await again(other)];
    const named = async (token: string, more?: string) =>
      (await decidedFor(own, token, more)).body.enrolments.map(({ name, status }) => [name, status]);
    expect(await named(mine)).toEqual([
      ["by-address", "approved"],
      ["by-link", "denied"],
    ]);
    expect(await named(theirs)).toEqual([["never", "expired"]]);
    const first = await decidedFor(own, mine, "&limit=1");
    const cursor = /cursor=([^&>]+)/.exec(String(first.headers.get("link")))?.[1];
    expect(first.body.enrolments.map(({ name }) => name)).toEqual(["by-address"]);
    expect(await named(mine, `&limit=1&cursor=${cursor}`)).toEqual([["by-link", "denied"]]);
    expect(await named((await person(own)).token)).toEqual([]);
  });
});

describe("deciding", () => {
  it("happens once, whoever else decides at the same moment on another instance", async () => {
    const other = await api.second();
    for (let round = 0; round < 3; round++) {
      const token = await requested({ name: `race-${round}` });
      const people = await Promise.all(Array.from({ length: 4 }, () => person(api)));
      const answers = await Promise.all(
        people.flatMap(({ token: at }) => [
          post("approve", at, { token }, api),
          post("deny", at, { token }, other),
        ]),
      );
      const done = answers.filter(({ status }) => status === 200);
      expect(done).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 200))
        expect([answer.status, answer.body.type]).toEqual([409, "/docs/errors/enrolment_decided"]);
      const made = await rows("select 1 from agents where name = $1", api, [`race-${round}`]);
      expect(made).toHaveLength(done[0]?.body.agent ? 1 : 0);
    }
  });

  it("is over once it has been decided or a day has passed, and the request is forgotten a week later", async () => {
    const own = await fresh();
    const someone = await person(own);
    const [approved, denied, late] = [
      await requested({ name: "a" }, own),
      await requested({ name: "b" }, own),
      await requested({ name: "c" }, own),
    ];
    expectStatus(await post("approve", someone.token, { token: approved }, own), 200);
    expectStatus(await post("deny", someone.token, { token: denied }, own), 200);
    const statusOf = async (token: string) =>
      (await post("lookup", someone.token, { token }, own)).body.status;
    for (const token of [approved, denied])
      for (const what of ["approve", "deny"])
        expect((await post(what, someone.token, { token }, own)).status).toBe(409);
    expect([await statusOf(approved), await statusOf(denied)]).toEqual(["approved", "denied"]);
    own.clock.advance(24 * HOUR);
    const { email, password } = someone;
    const again = await own.ask<{ access_token: string }>("POST", "/v1/auth/token", {
      body: { email, password },
    });
    someone.token = again.body.access_token;
    for (const what of ["approve", "deny"]) {
      const answer = await post(what, someone.token, { token: late }, own);
      expect([answer.status, answer.body.type]).toEqual([410, "/docs/errors/enrolment_expired"]);
    }
    expect(await statusOf(late)).toBe("expired");
    await runDropEnrolments(own.runtime);
    expect(await rows("select 1 from enrolments", own)).toHaveLength(3);
    own.clock.advance(7 * 24 * HOUR + 1);
    await runDropEnrolments(own.runtime);
    expect(await rows("select 1 from enrolments", own)).toEqual([]);
    expect(await rows("select 1 from agents", own)).toHaveLength(1);
  });

  it("is never done by a GET or HEAD, by looking, or without a signed-in person", async () => {
    const token = await requested({ name: "scanned" });
    for (const method of ["GET", "HEAD", "PUT", "DELETE"])
      for (const what of ["approve", "deny"])
        expect(
          (
            await api.app.fetch(
              new Request(`http://127.0.0.1:3000/v1/enrolments/${what}?token=${token}`, {
                method,
                headers: { authorization: `Bearer ${owner.token}`, purpose: "prefetch" },
              }),
              { ip: null },
            )
          ).status,
        ).toBe(405);
    expectStatus(await post("lookup", owner.token, { token }), 200);
    const scoped = await personalKey(api, owner.token, { scopes: ["read", "write"] });
    const bot = await agent(api, owner.token);
    for (const what of ["lookup", "approve", "deny"]) {
      expect((await post(what, undefined, { token })).status).toBe(401);
      expect((await post(what, token, { token })).status).toBe(401);
      expect((await post(what, scoped.api_key, { token })).status).toBe(403);
      expect((await post(what, await agentToken(api, bot), { token })).status).toBe(403);
    }
    expect(await rows("select status from enrolments where name = 'scanned'")).toEqual([
      { status: "pending" },
    ]);
  });

  it("asks for the link or the id of the request, and for one of them", async () => {
    const token = await requested({ name: "one" });
    for (const body of [
      {},
      { token: "" },
      { token: 7 },
      { token: "x".repeat(257) },
      { token: null },
      { enrolment_id: "x" },
      { token, enrolment_id: randomUUID() },
    ])
      for (const what of ["approve", "deny"]) {
        const answer = await post(what, owner.token, body);
        expect(answer.status, JSON.stringify(body)).toBe(400);
        expect(answer.body).toHaveProperty("fields");
      }
    const [{ id }] = (await rows("select id from enrolments where name = 'one'")) as [{ id: string }];
    // A link-only request is open to who has the link, and an id is no link.
    expect((await post("approve", owner.token, { enrolment_id: id })).status).toBe(404);
  });
});

describe("the key of an approved agent", () => {
  it("is shown once to the approver where there is no mailer, and is nowhere else", async () => {
    const token = await requested({ name: "shown" });
    const approver = await person(api);
    const answer = expectStatus(await post("approve", approver.token, { token }), 200);
    expect(answer.api_key).toMatch(/^ocv_/);
    const told = (await mails(api, approver.email)).map(({ text }) => text);
    expect(told.join()).not.toContain("ocv_");
    for (const table of ["enrolments", "outbox", "audit_events", "agents"]) {
      const texts = await rows(`select t::text as text from ${table} t`);
      expect(texts.map(({ text }) => text).join()).not.toContain(String(answer.api_key).slice(14));
    }
    expect((await post("lookup", approver.token, { token })).text).not.toMatch(/ocv_|agent_id/);
  });

  it("is mailed to the approver's own address where there is a mailer, and is not in the answer then", async () => {
    const own = await fresh({ SMTP_URL: "smtp://127.0.0.1:1" });
    const approver = await mailed(own);
    const token = await requested({ name: "mailed" }, own);
    const answer = expectStatus(await post("approve", approver.token, { token }, own), 200);
    expect(answer).not.toHaveProperty("api_key");
    const mail = (await mails(own, approver.email)).find(({ template }) => template === "enrolment_approved");
    const api_key = /ocv_[A-Za-z0-9_-]{43}/.exec(mail?.text ?? "")?.[0] ?? "";
    const { id } = answer.agent as { id: string };
    expect(await agentToken(own, { id, api_key })).toMatch(/^ey/);
    expect(JSON.stringify(answer)).not.toContain("ocv_");
  });

  it("is shown and not mailed to an address that its person has not proven", async () => {
    const own = await fresh({ SMTP_URL: "smtp://127.0.0.1:1" });
    const approver = await mailed(own);
    await proven(own, approver.email, false);
    const token = await requested({ name: "unproven" }, own);
    const answer = expectStatus(await post("approve", approver.token, { token }, own), 200);
    expect(answer.api_key).toMatch(/^ocv_/);
    const templates = (await mails(own, approver.email)).map(({ template }) => template);
    expect(templates).not.toContain("enrolment_approved");
  });
});

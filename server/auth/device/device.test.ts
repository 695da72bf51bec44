import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEVICE_GRANT } from "#lib/schemas/device.ts";
import { deviceCodes } from "#server/testing/examples/second-factors.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  goodPassword,
  type Person,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";

let api: TestApi;
let second: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi({ env: { PUBLIC_URL: "https://vault.example.com", USER_TOKEN_SECONDS: "86400" } });
  second = await api.second();
  owner = await person(api);
});
afterAll(() => api.close());

type Polled = { access_token?: string; error?: string; expires_in?: number };
let addresses = 0;
/** Each question from an address of its own, unless a test is about addresses. */
const ip = () => `198.51.${Math.floor(++addresses / 250) % 250}.${addresses % 250}`;
const wait = (seconds: number) => api.clock.advance(seconds * 1000);
const poll = (device_code: string, on = api) =>
  on.ask<Polled>("POST", "/v1/auth/device/token", { body: { device_code, grant_type: DEVICE_GRANT } });
const decide = (what: "approve" | "deny", user_code: string, token = owner.token) =>
  api.ask<{ message: string }>("POST", `/v1/auth/device/${what}`, { token, body: { user_code }, ip: ip() });
const status = (user_code: string, token?: string) =>
  api.ask("GET", `/v1/auth/device/code/${user_code}`, { ...(token && { token }), ip: ip() });

describe("a device that wants to sign in", () => {
  it("gets a code of 40 bits without look-alikes, and where to take it", async () => {
    const { body } = await api.ask("POST", "/v1/auth/device/code", {
      body: { client_id: "cli" },
      headers: { "x-forwarded-host": "evil.example" },
    });
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/),
      verification_uri: "https://vault.example.com/cli/verify",
      verification_uri_complete: `https://vault.example.com/cli/verify?code=${body.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    const { rows } = await api.admin.query("select d::text as row from device_codes d");
    const text = rows.map(({ row }) => row).join();
    expect(text).not.toContain(body.device_code);
    expect(text).not.toContain(String(body.user_code).replace("-", ""));
  });

  it("waits until it is approved, and is signed in once", async () => {
    const { device_code, user_code } = await deviceCodes(api);
    expect(await poll(device_code)).toMatchObject({ status: 200, body: { error: "authorization_pending" } });
    wait(5);
    expect((await poll(device_code)).body).toEqual({ error: "authorization_pending" });
    expect(expectStatus(await decide("approve", user_code), 200).message).toMatch(/\S/);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => poll(device_code, i % 2 ? api : second)),
    );
    const tokens = answers.flatMap(({ body }) => body.access_token ?? []);
    expect(tokens).toHaveLength(1);
    expect(answers.find(({ body }) => body.access_token)?.body).toEqual({
      access_token: tokens[0],
      token_type: "Bearer",
      expires_in: 86_400,
      email: owner.email,
      user_id: owner.id,
      org_id: owner.org_id,
    });
    expect((await poll(device_code)).body).toEqual({ error: "expired_token" });
    const me = await api.ask("GET", "/v1/auth/me", { token: String(tokens[0]) });
    expect(me.body.id).toBe(owner.id);
    const actions = (await events(api, owner.token)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["auth.device_approve", "auth.device_token"]));
  });

  it("has a session of a day that ends with its token", async () => {
    const token = await signedInDevice();
    wait(86_390);
    expectStatus(await api.ask("GET", "/v1/auth/me", { token }), 200);
    wait(11);
    expect((await api.ask("GET", "/v1/auth/me", { token })).status).toBe(401);
    owner = await person(api);
    const other = await signedInDevice();
    expectStatus(await api.ask("DELETE", "/v1/auth/token", { token: other }), 204);
    expect((await second.ask("GET", "/v1/auth/me", { token: other })).status).toBe(401);
  });

  it("is told when it is denied, when it is too late, and nothing else of codes that are not there", async () => {
    const denied = await deviceCodes(api);
    expectStatus(await decide("deny", denied.user_code), 200);
    expect((await poll(denied.device_code)).body).toEqual({ error: "access_denied" });
    expect((await decide("approve", denied.user_code)).status).toBe(404);
    const late = await deviceCodes(api);
    wait(600);
    expect((await poll(late.device_code)).body).toEqual({ error: "expired_token" });
    expect((await decide("approve", late.user_code)).status).toBe(404);
    expect((await status(late.user_code, owner.token)).status).toBe(404);
    expect((await poll("x".repeat(43))).body).toEqual({ error: "expired_token" });
    const approved = await deviceCodes(api);
    expectStatus(await decide("approve", approved.user_code), 200);
    wait(600);
    expect((await poll(approved.device_code)).body).toEqual({ error: "expired_token" });
    const wrong = await api.ask("POST", "/v1/auth/device/token", {
      body: { device_code: late.device_code, grant_type: "password" },
    });
    expect(wrong.body).toMatchObject({ status: 400, fields: { grant_type: expect.any(String) } });
  });

  it("is told to slow down when it asks too soon, by 5 seconds more each time, and is not kept from its token by that", async () => {
    const { device_code, user_code } = await deviceCodes(api);
    const asked = async (seconds: number) => {
      wait(seconds);
      return (await poll(device_code)).body.error;
    };
    expect(await asked(0)).toBe("authorization_pending");
    expect(await asked(4)).toBe("slow_down");
    expect(await asked(9)).toBe("slow_down");
    expect(await asked(15)).toBe("authorization_pending");
    expectStatus(await decide("approve", user_code), 200);
    expect((await poll(device_code)).body.access_token).toMatch(/^ey/);
  });

  it.each(["change of password", "end of all sessions", "deletion of the account"])(
    "gets nothing after the approver's %s",
    async (event) => {
      const who = await person(api);
      const { device_code, user_code } = await deviceCodes(api);
      expectStatus(await decide("approve", user_code, who.token), 200);
      if (event === "change of password") {
        const body = { current_password: who.password, new_password: goodPassword() };
        expectStatus(await api.ask("POST", "/v1/auth/change-password", { token: who.token, body }), 204);
      } else if (event === "end of all sessions") {
        await api.admin.query("update users set epoch = epoch + 1 where id = $1", [who.id]);
      } else await api.admin.query("delete from users where id = $1", [who.id]);
      expect((await poll(device_code)).body.error).toMatch(/^(access_denied|expired_token)$/);
    },
  );
});

describe("the person", () => {
  it("sees who asks, in whatever form the code is typed; others see only what became of it", async () => {
    const headers = { "user-agent": "laptop/1.0" };
    const made = await api.ask<{ user_code: string }>("POST", "/v1/auth/device/code", {
      body: { client_id: "cli" },
      ip: "203.0.113.9",
      headers,
    });
    const { user_code } = made.body;
    const typed = encodeURIComponent(` ${user_code.toLowerCase().replace("-", " ")} `);
    expect((await status(typed, owner.token)).body).toEqual({
      user_code,
      status: "pending",
      client_id: "cli",
      ip: "203.0.113.9",
      user_agent: "laptop/1.0",
      created_at: api.clock.now().toISOString(),
      expires_at: expect.any(String),
    });
    expect((await status(user_code)).body).toEqual({
      user_code,
      status: "pending",
      expires_at: expect.any(String),
    });
    expect((await status(user_code, "1ck_nothing")).status).toBe(401);
    expectStatus(await decide("approve", user_code.replace("-", "").toLowerCase()), 200);
    expect((await status(user_code, owner.token)).body.status).toBe("approved");
  });

  it("alone may approve or deny a code for one account, and the others do not learn that it is there", async () => {
    const other = await person(api);
    const { user_code } = await deviceCodes(api, { email: owner.email.toUpperCase() });
    const nowhere = await decide("approve", "ABCD-EFGH", other.token);
    for (const what of ["approve", "deny"] as const) {
      const there = await decide(what, user_code, other.token);
      expect({ ...there.body, request_id: "" }).toEqual({ ...nowhere.body, request_id: "" });
      expect(there.status).toBe(404);
    }
    expect((await status(user_code, other.token)).status).toBe(404);
    expect((await status(user_code, owner.token)).body.status).toBe("pending");
    expectStatus(await decide("approve", user_code), 200);
  });

  it("is a person: no agent may approve or deny", async () => {
    const bot = await agentToken(api, await agent(api, owner.token));
    const { user_code, device_code } = await deviceCodes(api);
    for (const what of ["approve", "deny"] as const)
      expect((await decide(what, user_code, bot)).status).toBe(403);
    expect((await poll(device_code)).body).toEqual({ error: "authorization_pending" });
  });

  it("is asked at most so often: guesses run out for an address, and for a code", async () => {
    const at = "203.0.113.77";
    const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    const guesses = Array.from({ length: 200 }, (_, i) => `AAAAAA${letters[i >> 5]}${letters[i % 32]}`);
    const answers = await Promise.all(
      guesses.map((guess) => api.ask("GET", `/v1/auth/device/code/${guess}`, { token: owner.token, ip: at })),
    );
    const found = answers.filter(({ status }) => status === 404).length;
    expect(found).toBeGreaterThanOrEqual(60);
    expect(found).toBeLessThanOrEqual(65);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(200 - found);
    const same = await Promise.all(Array.from({ length: 60 }, () => decide("deny", "BBBB-BBBB")));
    expect(same.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(32);
    expect(same.at(-1)?.status).toBe(429);
  });

  it.each(["", "ABCD", "ABCD-EFG0", "ABCD-EFGHJ", "ABCD/EFGH", "ÀBCD-EFGH", " ".repeat(40)])(
    "is told that %j is no code",
    async (user_code) => {
      const answer = await decide("approve", user_code);
      expect(answer).toMatchObject({ status: 400, body: { fields: { user_code: expect.any(String) } } });
    },
  );
});

async function signedInDevice(): Promise<string> {
  const { device_code, user_code } = await deviceCodes(api);
  expectStatus(await decide("approve", user_code), 200);
  return String((await poll(device_code)).body.access_token);
}

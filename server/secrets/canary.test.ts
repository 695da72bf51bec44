// One grep for everything: after hundreds of calls of every kind, right and wrong, no value is anywhere but in answers to reads.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ENDPOINTS } from "#server/api/endpoints.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import { callEndpoint, example, urlOf } from "#server/testing/examples.ts";
import { type Answer, goodPassword, type TestApi, testApi } from "#server/testing/test-api.ts";
import { type World, world } from "#server/testing/world.ts";

const canaries: string[] = [];
function canary(): string {
  const value = `CANARY-${randomBytes(12).toString("hex")}`;
  canaries.push(value);
  return value;
}

/** Everything that the process has written to its standard output and error. */
function capture(): { text(): string; stop(): void } {
  let text = "";
  const streams = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      text += String(chunk);
      return write.call(stream, "", ...rest);
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return {
    text: () => text,
    stop() {
      for (const restore of streams) restore();
    },
  };
}

let api: TestApi;
let broken = false;
let logged: string[];
const flaky = (kms: Kms): Kms => ({
  ...kms,
  unwrap: (...args) => (broken ? Promise.reject(new Error("the key service tripped")) : kms.unwrap(...args)),
});
beforeAll(async () => {
  api = await testApi({ env: { LOG_LEVEL: "trace" }, kms: flaky });
  logged = [];
  // Pino writes to the file descriptor itself, so its lines are taken at its stream.
  const { log } = api.runtime;
  const symbol = Object.getOwnPropertySymbols(log).find((each) => each.description === "pino.stream");
  Object.assign(log, { [symbol as symbol]: { write: (line: string) => logged.push(line) } });
});
afterAll(() => api.close());

const answers: { call: string; answer: Answer }[] = [];
async function ask(call: string, sent: Promise<Answer>): Promise<void> {
  answers.push({ call, answer: await sent });
}

async function mixedCalls(w: World): Promise<void> {
  const { token } = w.owner;
  for (let round = 0; round < 5; round++) {
    for (const endpoint of ENDPOINTS) {
      // Hashing passwords over and over would only take time.
      if (
        /Password|deleteMe|signup/.test(endpoint.id) ||
        (round > 0 && /login|refresh|revokeToken/.test(endpoint.id))
      )
        continue;
      const call = await example(endpoint, w);
      const isRead = /^(?:getSecret|accessShare|openShare|getSharedSecret)/.test(endpoint.id);
      const reads = isRead ? `read ${urlOf(endpoint, call)}` : endpoint.id;
      const body = call.body && { ...call.body, ...(endpoint.id === "putSecret" && { value: canary() }) };
      await ask(reads, callEndpoint(api, endpoint, { ...call, body }));
      await ask(endpoint.id, callEndpoint(api, endpoint, { ...call, body, token: undefined }));
    }
    const url = `/v1/vaults/${w.vault_id}/secrets/c/${round}`;
    const put = (name: string, sent: { body?: unknown; raw?: string; headers?: Record<string, string> }) =>
      ask(name, api.ask("PUT", url, { token, ...sent }));
    await put("put", { body: { value: canary() } });
    await put("put with wrong fields", {
      body: { value: canary(), type: canary(), expires_at: canary(), max_access_count: canary() },
    });
    await put("put with a value of a wrong type", { body: { value: [canary()] } });
    await put("put with the value in a wrong field", { body: { Value: canary(), value: 7 } });
    await put("truncated put", { raw: `{"value":"${canary()}` });
    await put("put twice in one object", { raw: `{"value":"${canary()}","value":"${canary()}"}` });
    await put("put as a form", {
      raw: `value=${canary()}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    await put("put with a broken character", { raw: `{"value":"${canary()}\\ud800"}` });
    await ask("denied put", api.ask("PUT", url, { token: w.bot_token, body: { value: canary() } }));
    await ask(
      "put nowhere",
      api.ask("PUT", `/v1/vaults/${crypto.randomUUID()}/secrets/a`, { token, body: { value: canary() } }),
    );
    await ask(
      "put at a wrong path",
      api.ask("PUT", `/v1/vaults/${w.vault_id}/secrets/a..b`, { token, body: { value: canary() } }),
    );
    broken = true;
    await ask(
      "read while the key service is away",
      api.ask("GET", `/v1/vaults/${w.vault_id}/secrets/c/${round}`, { token }),
    );
    broken = false;
  }
  const password = `${goodPassword()}${canary()}`;
  for (const sent of [
    { email: `${crypto.randomUUID()}@example.com`, password },
    { email: "nobody", password },
  ])
    for (const path of ["signup", "token", "token"])
      await ask(path, api.ask("POST", `/v1/auth/${path}`, { body: sent }));
}

/** A text's forms in which it might lie about: as it is, in base64 at each of three offsets, in hex. */
function formsOf(text: string): string[] {
  const bases = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64");
    return encoded.slice(shift === 0 ? 0 : shift + 1, -4);
  });
  return [text, ...bases, Buffer.from(text).toString("hex")];
}

async function databaseDump(): Promise<string> {
  const { rows } = await api.admin.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  let dump = "";
  for (const { name } of rows) {
    const table = await api.admin.query(`select t::text as row from ${name} t`);
    dump += table.rows.map(({ row }) => row).join("\n");
  }
  return dump;
}

it("a value is in no log line, error, audit event, list or table, however the calls went", async () => {
  const terminal = capture();
  const w = await world(api);
  canaries.push(w.value);
  await mixedCalls(w);
  terminal.stop();
  expect(answers.length).toBeGreaterThan(400);
  expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(
    new Set([200, 201, 202, 204, 400, 401, 403, 404, 410, 415, 500]),
  );
  const shown = answers
    .filter(({ call }) => !call.startsWith("read /"))
    .map(({ call, answer }) => `${call}: ${answer.text} ${JSON.stringify([...answer.headers])}`);
  const dump = await databaseDump();
  const log = logged.join("");
  expect(log.length).toBeGreaterThan(1000);
  expect(dump.length).toBeGreaterThan(10_000);
  for (const value of canaries)
    for (const form of formsOf(value)) {
      expect(shown.filter((text) => text.includes(form))).toEqual([]);
      expect(log.includes(form), `log has ${form}`).toBe(false);
      expect(terminal.text().includes(form), `terminal has ${form}`).toBe(false);
      expect(dump.includes(form), `database has ${form}`).toBe(false);
    }
  const secrets = [
    w.owner.password,
    w.owner.token,
    w.owner.refresh_token,
    w.api_key,
    w.bot.api_key,
    w.bot_token,
  ];
  for (const secret of secrets) {
    expect(log.includes(secret)).toBe(false);
    expect(dump.includes(secret)).toBe(false);
    expect(dump.includes(Buffer.from(secret).toString("hex"))).toBe(false);
  }
  expect(answers.some(({ call, answer }) => call.startsWith("read /") && answer.text.includes(w.value))).toBe(
    true,
  );
}, 120_000);

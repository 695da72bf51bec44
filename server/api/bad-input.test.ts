// Sends everything that is wrong to everything that takes input. The wrong inputs are derived from the schemas, so a
// new field is covered when it is declared.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createFrontDoor, type FrontDoor } from "#server/http-server.ts";
import { callEndpoint, example, urlOf } from "#server/testing/examples.ts";
import { type Answer, put, type TestApi, testApi } from "#server/testing/test-api.ts";
import { type Call, type World, world } from "#server/testing/world.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";

let api: TestApi;
let w: World;
let door: FrontDoor;
beforeAll(async () => {
  api = await testApi({ env: { AUTH_ACCOUNT_ATTEMPTS: "100000" } });
  w = await world(api);
  door = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await door.drain();
  await api.close();
});

type Property = {
  type?: string;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  maxLength?: number;
  minLength?: number;
  maximum?: number;
  minimum?: number;
  maxItems?: number;
  items?: Property;
  anyOf?: Property[];
  default?: unknown;
};
type Fields = { properties: Record<string, Property>; required: string[] };

function fieldsOf(schema: z.ZodType): Fields {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const { properties, required = [] } = Object.values({ ...json.$defs, json }).find(
    (each) => each.properties,
  ) as Fields;
  return { properties, required };
}

const WRONG_TYPES: Record<string, unknown[]> = {
  string: [7, true, ["text"], { text: "text" }],
  integer: ["7", true, [7], { n: 7 }, 1.5, 1e308, -1e308],
  number: ["7", true, [7], { n: 7 }],
  boolean: ["true", 1, 0, "", [true], {}],
  array: ["text", 7, { 0: "a" }, true],
  object: ["{}", 7, [{}], true],
};
const WRONG_TIMES = [
  "",
  "tomorrow",
  "2099-01-01",
  "2099-01-01 00:00:00Z",
  "2099-01-01T00:00:00",
  "2099-02-30T00:00:00Z",
  "2099-13-01T00:00:00Z",
  "2099-01-01T25:00:00Z",
  "99999-01-01T00:00:00Z",
  "4070908800",
];
const PAST_TIMES = ["2001-01-01T00:00:00Z", "1969-12-31T23:59:59.999-11:00", "0001-01-01T00:00:00Z"];
const WRONG_UUIDS = [
  "",
  "me",
  "0199a1c4",
  "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9bg",
  "{0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0}",
  "' or 1=1 --",
];

/** Values that no schema of this shape may take. */
function wrongValues(name: string, property: Property): unknown[] {
  const forms = property.anyOf ?? [property];
  const types = forms.map((form) => form.type);
  const wrong: unknown[] = types.includes("null") ? [] : [null];
  const form = forms.find((each) => each.type !== "null") ?? property;
  wrong.push(...(WRONG_TYPES[form.type ?? ""] ?? []));
  if (form.enum) wrong.push("", "unknown-word", String(form.enum[0]).toUpperCase(), `${form.enum[0]} `);
  if (form.maxLength) wrong.push("a".repeat(form.maxLength + 1));
  if (form.minLength) wrong.push("");
  if (form.format === "date-time")
    wrong.push(...WRONG_TIMES, ...(/^(from|to|at)$/.test(name) ? [] : PAST_TIMES));
  if (form.format === "uuid") wrong.push(...WRONG_UUIDS);
  if (form.format === "email")
    wrong.push("", "nobody", "a@b", "a b@example.com", `${"a".repeat(250)}@example.com`);
  if (form.pattern && !/^(uuid|date-time)$/.test(form.format ?? "")) wrong.push("!", "", "1e3", "\u0661");
  if (form.maximum !== undefined) wrong.push(form.maximum + 1);
  if (form.minimum !== undefined) wrong.push(form.minimum - 1);
  if (form.items) {
    for (const value of wrongValues(name, form.items)) wrong.push([value]);
    if (form.maxItems) wrong.push(Array(form.maxItems + 1).fill(sampleOf(form.items)));
  }
  return wrong;
}

function sampleOf({ enum: words, format }: Property): string {
  return words ? String(words[0]) : format === "uuid" ? w.vault_id : "word";
}

// Whether these are taken is the schema's business; no one of them may break anything.
const HOSTILE = [
  "\ud800",
  "a\udc00b",
  "a\0b",
  "line\r\nbreak: x",
  "\u001b[31m",
  "\u202egnp.exe",
  "\ufeff",
  "\u0024{jndi:ldap://x}",
  "%00",
  "\u{1f600}".repeat(20),
  "__proto__",
  "x".repeat(70_000),
];
const HOSTILE_TIMES = [
  "2099-01-01T00:00:00+23:59",
  "9999-12-31T23:59:59.999999999-23:59",
  "2099-06-30T23:59:59.1Z",
];

function hostileValues(property: Property): unknown[] {
  const form = (property.anyOf ?? [property]).find((each) => each.type !== "null") ?? property;
  if (form.format === "date-time") return HOSTILE_TIMES;
  if (form.type === "string") return HOSTILE;
  if (form.type === "array") return [[], ...HOSTILE.map((text) => [text]), Array(500).fill("x")];
  if (form.type === "object")
    return [
      {},
      ...HOSTILE.filter((text) => text !== "__proto__").map((text) => ({ [text]: 1 })),
      ...HOSTILE.map((text) => ({ key: { text } })),
    ];
  return [0, -0, 1e-7, 9007199254740991, 2147483648];
}

/** How many rows each table has: what was refused must leave nothing behind. */
async function rowCounts(): Promise<Record<string, number>> {
  const { rows } = await api.admin.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'rate_limits' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await api.admin.query<{ n: string }>(`select count(*) as n from ${name}`);
    counts[name] = Number(counted.rows[0]?.n);
  }
  return counts;
}

function expectRefused(answer: Answer, status: number, why: string): void {
  expect(answer.status, `${why}: ${answer.text.slice(0, 300)}`).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(String(answer.body.detail).length, why).toBeLessThan(4_000);
}

const shown = (value: unknown) => (JSON.stringify(value) ?? "missing").slice(0, 80);
const named = (list: readonly Endpoint[]) => list.map((endpoint) => [endpoint.id, endpoint] as const);
const withBody = ENDPOINTS.filter((endpoint) => endpoint.body);
const withQuery = ENDPOINTS.filter((endpoint) => endpoint.query);
const withIds = ENDPOINTS.filter((endpoint) => /\{\w+_id\}/.test(endpoint.path));
const withPath = ENDPOINTS.filter((endpoint) => endpoint.path.includes("{path}"));

describe("a wrong field of a body", () => {
  it.each(named(withBody))("of %s is named with the reason, and nothing is stored", async (_, endpoint) => {
    const call = await example(endpoint, w);
    const { properties, required } = fieldsOf(endpoint.body as z.ZodType);
    const before = await rowCounts();
    for (const [name, property] of Object.entries(properties)) {
      for (const value of wrongValues(name, property)) {
        const answer = await callEndpoint(api, endpoint, { ...call, body: { ...call.body, [name]: value } });
        expectRefused(answer, 400, `${name} = ${shown(value)}`);
        const fields = Object.keys(answer.body.fields as object);
        expect(
          fields.some((field) => field.split(".")[0] === name),
          `${name} in ${fields}`,
        ).toBe(true);
        expect(answer.body.detail, `${name} = ${shown(value)}`).not.toContain("is required");
      }
    }
    for (const name of required) {
      const { [name]: _gone, ...rest } = call.body ?? {};
      const answer = await callEndpoint(api, endpoint, { ...call, body: rest });
      expectRefused(answer, 400, `${name} missing`);
      expect(answer.body.fields).toMatchObject({ [name]: "is required" });
    }
    expect(await rowCounts()).toEqual(before);
  });

  it.each(named(withBody.filter(({ id }) => id !== "deleteMe" && id !== "changePassword")))(
    "of %s may hold hostile text without breaking the server",
    async (_, endpoint) => {
      const { properties } = fieldsOf(endpoint.body as z.ZodType);
      const call = await example(endpoint, w);
      for (const [name, property] of Object.entries(properties)) {
        for (const value of hostileValues(property)) {
          const answer = await callEndpoint(api, endpoint, {
            ...call,
            body: { ...call.body, [name]: value },
          });
          expect(answer.status, `${name} = ${shown(value)}: ${answer.text.slice(0, 200)}`).toBeLessThan(429);
          if (answer.status === 400) expectRefused(answer, 400, `${name} = ${shown(value)}`);
        }
      }
    },
  );
});

describe("a wrong query", () => {
  it.each(named(withQuery))("of %s is refused", async (_, endpoint) => {
    const call = await example(endpoint, w);
    const { properties, required } = fieldsOf(endpoint.query as z.ZodType);
    const right = new URLSearchParams(call.query);
    const othersRequired = (name: string) =>
      required.flatMap((other) => (other === name ? [] : [`&${other}=${right.get(other)}`])).join("");
    const wrong: Record<string, string[]> = {
      limit: ["", "-1", "0", "1.5", "1e9", "1001", "NaN", "Infinity", "ten", "%00", "99999999999999999999"],
      offset: ["-1", "1e12", "x", "1.5"],
      cursor: [
        "x",
        "%00",
        "/../",
        btoa("' or 1=1 --"),
        "A".repeat(3000),
        btoa("a\0b"),
        ...(endpoint.id === "listSecrets" ? [] : [btoa("-".repeat(36))]),
      ],
      fingerprint: ["", "%00", "ab", "AB".repeat(32), "ab".repeat(33)],
      prefix: ["%00", "..", "a%25", "%EF%BC%A1", "a".repeat(1025), "%5C"],
      q: ["%00", "a".repeat(255)],
      days: ["", "0", "-1", "1.5", "366", "x"],
      type: ["", "unknown", "%00"],
      vault_id: ["", "me", "%00"],
      confirm_lockout: ["", "yes", "1"],
      action: ["%00", "A", "secret.read'--", "a".repeat(65)],
      outcome: ["", "maybe", "%00"],
      actor_id: ["", "me", "%00"],
      principal_id: ["", "me", "%00"],
      principal_type: ["", "robot", "%00"],
      status: ["", "unknown", "%00"],
      address: ["", "localhost", "203.0.113.0/24", "%00", "1e9"],
      path: ["", "..", "%00", "a".repeat(1025)],
      permission: ["", "fly", "READ"],
      resource_id: ["%00", "a".repeat(1101), "a%00b"],
      from: ["", "yesterday", "2024-01-01", "%00", "2024-02-30T00:00:00Z"],
      to: ["", "tomorrow", "2024-01-01", "%00"],
    };
    const before = await rowCounts();
    for (const name of Object.keys(properties)) {
      expect(wrong[name], `${name} has no wrong values in this test`).toBeDefined();
      for (const value of wrong[name] ?? []) {
        const query = `?${name}=${value}${othersRequired(name)}`;
        const answer = await callEndpoint(api, endpoint, { ...call, query });
        expectRefused(answer, 400, `${name}=${value.slice(0, 60)}`);
        expect(answer.body.fields).toHaveProperty(name);
      }
    }
    expect(await rowCounts()).toEqual(before);
    for (const odd of [
      "?%00=1",
      "?__proto__=1",
      "?constructor=1",
      "?limit=5&limit=6",
      "?=",
      "?&&&",
      "?%ff=%ff",
    ]) {
      expect((await callEndpoint(api, endpoint, { ...call, query: odd })).status, odd).toBeLessThan(500);
    }
  });

  it("with a time range turned round is refused", async () => {
    const query = "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z";
    const answer = await api.ask("GET", `/v1/audit/events?${query}`, { token: w.owner.token });
    expect(answer.body.fields).toEqual({ from: "must not be after `to`" });
  });
});

describe("a wrong id in a path", () => {
  it.each(named(withIds))("of %s is refused", async (_, endpoint) => {
    const call = await example(endpoint, w);
    const before = await rowCounts();
    for (const [, name = ""] of endpoint.path.matchAll(/\{(\w+_id)\}/g)) {
      for (const value of [
        "x",
        "%00",
        "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9bg",
        "'--",
        "a".repeat(3000),
        "\u{1f600}",
        "١",
      ]) {
        const answer = await callEndpoint(api, endpoint, {
          ...call,
          params: { ...call.params, [name]: value },
        });
        expectRefused(answer, 400, `${name}=${value.slice(0, 40)}`);
        expect(answer.body.fields).toHaveProperty(name);
      }
    }
    expect(await rowCounts()).toEqual(before);
  });

  it("is refused as a version number", async () => {
    for (const version of ["0", "-1", "1.5", "x", "99999999999", "NaN", " ", "1e400"]) {
      for (const verb of ["GET secret-version", "POST secret-version-disable"]) {
        const [method = "", route] = verb.split(" ");
        const url = `/v1/vaults/${w.vault_id}/${route}/${w.path}/${encodeURIComponent(version)}`;
        const answer = await api.ask(method, url, { token: w.owner.token });
        expectRefused(answer, 400, `version ${version}`);
      }
    }
  });
});

async function post(
  endpoint: Endpoint,
  call: Call,
  bytes: BodyInit,
  headers: Record<string, string>,
): Promise<Answer> {
  const request = new Request(`http://127.0.0.1:3000${urlOf(endpoint, call)}`, {
    method: endpoint.method.toUpperCase(),
    headers: { ...(call.token && { authorization: `Bearer ${call.token}` }), ...headers },
    body: bytes,
    duplex: "half",
  } as RequestInit);
  const response = await api.app.fetch(request, { ip: "192.0.2.1" });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text || "null") };
}

const JSON_TYPE = { "content-type": "application/json" };
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a body that is not acceptable JSON", () => {
  it.each(named(withBody))(
    "is refused by %s, whatever is wrong with it, and nothing is stored",
    async (_, endpoint) => {
      const call = await example(endpoint, w);
      const good = JSON.stringify(call.body);
      const [first = "x"] = Object.keys(call.body ?? {});
      const before = await rowCounts();
      const malformed: [string, Uint8Array][] = [
        ["truncated", utf8(good.slice(0, -1))],
        ["trailing text", utf8(`${good}x`)],
        ["two documents", utf8(good + good)],
        [
          "not UTF-8",
          Buffer.concat([utf8(good.slice(0, -2)), Buffer.from([0xc3, 0x28]), utf8(good.slice(-2))]),
        ],
        ["UTF-16", Buffer.from(good, "utf16le")],
        ["with a byte order mark", utf8(`\ufeff${good}`)],
        ["duplicate keys", utf8(`{"${first}":1,${good.slice(1)}`)],
        [
          "escaped duplicate keys",
          utf8(`{"\\u00${first.charCodeAt(0).toString(16)}${first.slice(1)}":1,${good.slice(1)}`),
        ],
        ["__proto__", utf8(`{"__proto__":{"is_operator":true},${good.slice(1)}`)],
        ["nested __proto__", utf8(`{"x":{"\\u005f_proto__":{}},${good.slice(1)}`)],
        ["too deep", utf8(`{"x":${"[".repeat(100_000)}${"]".repeat(100_000)},${good.slice(1)}`)],
        ["too many values", utf8(`{"x":[${"{},".repeat(200_000)}{}],${good.slice(1)}`)],
        ["a lone NUL", utf8("\0")],
        ["single quotes", utf8("{'a':1}")],
        ["NaN", utf8(`{"x":NaN,${good.slice(1)}`)],
      ];
      for (const [why, bytes] of malformed) {
        const answer = await post(endpoint, call, bytes as BodyInit, JSON_TYPE);
        expectRefused(answer, 400, why);
        expect(answer.body.type).toBe("/docs/errors/json_malformed");
      }
      for (const top of ["null", "[]", "7", '"text"', "true"]) {
        expectRefused(await post(endpoint, call, utf8(top), JSON_TYPE), 400, `top level ${top}`);
      }
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "",
      ]) {
        const answer = await post(endpoint, call, utf8(good), type ? { "content-type": type } : {});
        expectRefused(answer, 415, `content type ${type}`);
      }
      const zipped = await post(endpoint, call, gzipSync(good) as BodyInit, {
        ...JSON_TYPE,
        "content-encoding": "gzip",
      });
      expectRefused(zipped, 415, "gzip");
      expect(await rowCounts()).toEqual(before);
    },
  );

  it("is refused before it costs much, at the full 5 MB", async () => {
    const vaults = ENDPOINTS.find(({ id }) => id === "createVault") as Endpoint;
    const call = await example(vaults, w);
    const size = 5_000_000;
    const costly = [
      "[".repeat(size),
      `{"a":${"[".repeat(size / 2)}${"]".repeat(size / 2)}}`,
      `[${"{},".repeat(size / 3)}{}]`,
      `{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join()}}`,
      `{"a":"${"\\".repeat(size - 10)}`,
      `{"a":${"9".repeat(size)}}`,
      `{${'"a":1,'.repeat(size / 6)}"a":1}`,
      `"${'\\"'.repeat(size / 2)}`,
    ];
    for (const text of costly) {
      const started = performance.now();
      const answer = await post(vaults, call, text.slice(0, 5 * 1024 * 1024), JSON_TYPE);
      expectRefused(answer, 400, text.slice(0, 20));
      expect(performance.now() - started, text.slice(0, 20)).toBeLessThan(2_000);
    }
  });

  it("never reaches the prototype of anything", () => {
    expect(({} as Record<string, unknown>).is_operator).toBeUndefined();
  });

  it("takes JSON types with parameters and suffixes, and numbers of any notation", async () => {
    const vaults = ENDPOINTS.find(({ id }) => id === "createVault") as Endpoint;
    const call = await example(vaults, w);
    for (const type of [
      "application/json; charset=utf-8",
      "Application/JSON",
      "application/merge-patch+json",
    ]) {
      expect((await post(vaults, call, JSON.stringify(call.body), { "content-type": type })).status).toBe(
        201,
      );
    }
    const secrets = ENDPOINTS.find(({ id }) => id === "putSecret") as Endpoint;
    const put = await example(secrets, w);
    const answer = await post(secrets, put, '{"value":"x","max_access_count":1.0e1}', JSON_TYPE);
    expect(answer.status).toBe(201);
  });
});

type RawAnswer = { status: number; type: string; text: string };

/** One request through the front door with exactly this target. */
function raw(method: string, target: string, token: string, body?: string): Promise<RawAnswer> {
  const { port } = door.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { ...JSON_TYPE, "content-length": Buffer.byteLength(body) }),
    };
    const request = http.request({ port, host: "127.0.0.1", method, path: target, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", text }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const BAD_PATHS: [string, string][] = [
  ["a parent segment", "api-keys/../prod/db"],
  ["a parent segment at the end", "api-keys/.."],
  ["a dot segment", "api-keys/./stripe"],
  ["an empty segment", "api-keys//stripe"],
  ["an encoded parent segment", "api-keys/%2e%2e/prod/db"],
  ["a half-encoded parent segment", "api-keys/.%2E/prod/db"],
  ["a twice-encoded parent segment", "api-keys/%252e%252e/prod/db"],
  ["a parent segment behind an encoded slash", "api-keys%2f..%2fprod%2fdb"],
  ["an encoded parent segment and slash", "api-keys%2f%2e%2e%2fprod%2fdb"],
  ["a twice-encoded slash", "api-keys%252fstripe"],
  ["an encoded empty segment", "api-keys%2f%2fstripe"],
  ["a leading encoded slash", "%2fapi-keys/stripe"],
  ["a trailing slash", "api-keys/stripe/"],
  ["a trailing encoded slash", "api-keys/stripe%2f"],
  ["a backslash", "api-keys%5c..%5cprod%5cdb"],
  ["an encoded NUL", "api-keys/x%00/../../prod/db"],
  ["an encoded NUL at the end", "api-keys/stripe%00"],
  ["full-width letters", "api-keys/%EF%BD%93tripe"],
  ["the Kelvin sign", "api-%E2%84%AAeys/stripe"],
  ["a Cyrillic letter", "api-keys/%D1%95tripe"],
  ["a decomposed accent", "api-keys/stripe%CC%81"],
  ["a full-width dot", "api-keys/%EF%BC%8E%EF%BC%8E/db"],
  ["a full-width slash", "api-keys%EF%BC%8Fstripe"],
  ["an overlong encoding", "api-keys/%c0%ae%c0%ae/db"],
  ["a truncated percent sign", "api-keys/stripe%"],
  ["a wrong percent sign", "api-keys/%zz"],
  ["a semicolon parameter", "api-keys;x=1/stripe"],
  ["a space", "api-keys/%20stripe"],
  ["a plus", "api-keys/str+ipe"],
  ["a star", "api-keys/*"],
  ["a double star", "**"],
  ["a leading hyphen", "-api-keys/stripe"],
  ["a trailing underscore", "api-keys/stripe_"],
  ["a segment of 256 bytes", `api-keys/${"a".repeat(256)}`],
  ["1,025 bytes", `${"a".repeat(200)}/`.repeat(5) + "a".repeat(20)],
];

describe("a secret's path that is not canonical", () => {
  it.each(named(withPath))("is refused by %s, however it is spelt", async (_, endpoint) => {
    const call = await example(endpoint, w);
    await put(api, w.owner.token, w.vault_id, "prod/db", "CANARY-prod");
    const before = await rowCounts();
    const method = endpoint.method.toUpperCase();
    const body = endpoint.body ? JSON.stringify(call.body) : undefined;
    for (const [why, path] of BAD_PATHS) {
      const target = endpoint.path
        .replace("{vault_id}", w.vault_id)
        .replace("{path}", path)
        .replace("{version}", "1");
      for (const [base, token] of [
        ["", w.owner.token],
        ["/api", w.bot_token],
      ] as const) {
        const answer = await raw(method, base + target, token, body);
        expect(answer.status, `${why}: ${answer.text.slice(0, 200)}`).toBe(400);
        expect(answer.type).toBe("application/problem+json");
        expect(answer.text).not.toContain("CANARY");
      }
    }
    expect(await rowCounts()).toEqual(before);
  });

  it.each(named(withPath))(
    "is no obstacle to a good one with encoded slashes and letters in %s",
    async (_, endpoint) => {
      const call = await example(endpoint, w);
      const path = `a${"b".repeat(254)}/${crypto.randomUUID()}/c-d_E9`;
      await put(api, w.owner.token, w.vault_id, path, "first");
      if (endpoint.id === "undeleteSecret")
        await api.ask("DELETE", `/v1/vaults/${w.vault_id}/secrets/${path}`, { token: w.owner.token });
      const spelt = path.replaceAll("/", "%2F").replace("c-d", "%63-d");
      const target = endpoint.path
        .replace("{vault_id}", w.vault_id.toUpperCase())
        .replace("{path}", spelt)
        .replace("{version}", "1");
      const answer = await raw(
        endpoint.method.toUpperCase(),
        target,
        w.owner.token,
        endpoint.body && JSON.stringify(call.body),
      );
      expect(answer.status, answer.text).toBe(endpoint.status);
      if (endpoint.id.startsWith("get"))
        expect(JSON.parse(answer.text)).toMatchObject({ path, value: "first" });
    },
  );

  it("with line breaks reaches nothing", async () => {
    for (const path of ["api-keys/stripe%0d%0a", "api-keys/stripe%0a", "%0aapi-keys/stripe"]) {
      const answer = await raw("GET", `/v1/vaults/${w.vault_id}/secrets/${path}`, w.owner.token);
      expect([400, 404]).toContain(answer.status);
      expect(answer.type).toBe("application/problem+json");
    }
  });

  it("cannot reach another vault with parent segments in the target", async () => {
    for (const target of [
      `/v1/vaults/${crypto.randomUUID()}/secrets/../../${w.vault_id}/secrets/${w.path}`,
      `/v1/vaults/${crypto.randomUUID()}/secrets/%2e%2e/%2e%2e/${w.vault_id}/secrets/${w.path}`,
      `//v1/vaults/${w.vault_id}/secrets/${w.path}`,
      `http://evil.test/v1/vaults/${w.vault_id}/secrets/${w.path}`,
    ]) {
      const answer = await raw("GET", target, w.bot_token);
      expect(answer.status, target).toBe(400);
      expect(answer.text).not.toContain("CANARY");
    }
  });
});

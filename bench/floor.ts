// The bare program that the product is measured against: node:http, pg, node:crypto, and nothing else of anybody's.
// It does the durable work of one read (token, revocation, policy, decrypt, committed audit row) or of one exchange of a key for a token, and no more.
import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";
import { type FloorSeed, seedFloor } from "./floor-seed.ts";

type Claims = { sub: string; jti: string; exp: number; ver: number };
type Row = {
  org_id: string;
  is_active: boolean;
  epoch: number;
  revoked: boolean;
  policies: { id: string; pattern: string; permissions: string[] }[] | null;
  secret_id: string | null;
  type: string;
  version: number;
  created_by: string;
  created_at: Date;
  wrapped_dek: Buffer;
  box: Buffer;
};

const SELECT = {
  name: "read",
  text: `select a.org_id, a.is_active, a.epoch, exists (select from revoked r where r.jti = $2) as revoked,
    (select json_agg(json_build_object('id', p.id, 'pattern', p.pattern, 'permissions', p.permissions))
      from policies p where p.vault_id = $3 and p.agent_id = a.id) as policies,
    s.id as secret_id, s.type, s.version, s.created_by, s.created_at, s.wrapped_dek, s.box
    from agents a left join secrets s on s.vault_id = $3 and s.path = $4 and s.org_id = a.org_id where a.id = $1`,
};
const EXCHANGE = {
  name: "exchange",
  text: `select a.id, a.org_id, a.is_active, a.epoch,
    (select json_agg(json_build_object('vault_id', p.vault_id, 'pattern', p.pattern)) from policies p where p.agent_id = a.id) as policies
    from agents a where a.key_hash = $1`,
};
const INSERT = {
  name: "audit",
  text: `insert into audit (id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
      request_id, ip, user_agent, details, salt)
    select id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome, request_id, ip,
      user_agent, details, decode(salt, 'hex')
    from json_to_recordset($1::json) as e (id uuid, org_id uuid, at timestamptz, action text, actor_type text,
      actor_id uuid, resource_type text, resource_id text, outcome text, request_id text, ip text, user_agent text,
      details jsonb, salt text)`,
};

const [host = "", port = "5432", database = ""] = process.argv.slice(2);
const pool = new pg.Pool({ host, port: Number(port), user: "postgres", database, max: 10 });
const seed: FloorSeed = await seedFloor(pool);
const publicKey = createPublicKey(seed.public_key);
const privateKey = createPrivateKey(seed.private_key);
const kek = createSecretKey(seed.kek);

const verified = new Map<string, Claims>();
const VERIFIED_MAX = 10_000;

function claimsOf(token: string): Claims | null {
  const known = verified.get(token);
  const claims = known ?? verifiedNow(token);
  if (!claims || claims.exp * 1000 < Date.now()) return null;
  if (!known) {
    if (verified.size >= VERIFIED_MAX) verified.delete(verified.keys().next().value ?? "");
    verified.set(token, claims);
  }
  return claims;
}

function verifiedNow(token: string): Claims | null {
  const [head = "", body = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify(null, signed, publicKey, Buffer.from(signature, "base64url"))) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
}

type Waiting = { event: object; done: () => void; failed: (error: unknown) => void };
let waiting: Waiting[] = [];
let writing = 0;

/** Resolves when the row is committed; the rows of requests that wait at the same time are one statement. */
function audit(event: object): Promise<void> {
  return new Promise((done, failed) => {
    waiting.push({ event, done, failed });
    if (waiting.length === 1) setImmediate(flush);
  });
}

async function flush(): Promise<void> {
  if (writing >= 2 || waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  writing++;
  try {
    await pool.query({ ...INSERT, values: [JSON.stringify(batch.map(({ event }) => event))] });
    for (const { done } of batch) done();
  } catch (error) {
    for (const { failed } of batch) failed(error);
  } finally {
    writing--;
    void flush();
  }
}

function allows(policies: Row["policies"], path: string): string | null {
  for (const { id, pattern, permissions } of policies ?? []) {
    const prefix = pattern.endsWith("/**") ? pattern.slice(0, -2) : null;
    if ((prefix ? path.startsWith(prefix) : pattern === path) && permissions.includes("read")) return id;
  }
  return null;
}

function openBox(key: KeyObject, box: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(aad);
  decipher.setAuthTag(box.subarray(box.length - 16));
  return Buffer.concat([decipher.update(box.subarray(12, box.length - 16)), decipher.final()]);
}

async function read(request: IncomingMessage, vault_id: string, path: string): Promise<[number, object]> {
  const claims = claimsOf(request.headers.authorization?.slice("Bearer ".length) ?? "");
  if (!claims) return [401, { error: "token" }];
  const found = await pool.query<Row>({ ...SELECT, values: [claims.sub, claims.jti, vault_id, path] });
  const row = found.rows[0];
  if (!row?.is_active || row.revoked || row.epoch !== claims.ver) return [401, { error: "token" }];
  const by = allows(row.policies, path);
  if (!by) return [403, { error: "policy" }];
  if (!row.secret_id) return [404, { error: "secret" }];
  const { secret_id, version, type, created_by } = row;
  const aad = Buffer.from(`${row.org_id}\0${vault_id}\0${secret_id}\0${path}\0${version}`);
  const dek = openBox(kek, row.wrapped_dek, aad);
  const value = openBox(createSecretKey(dek), row.box, aad).toString();
  await audit({
    id: randomUUID(),
    org_id: row.org_id,
    at: new Date(),
    action: "secret.read",
    actor_type: "agent",
    actor_id: claims.sub,
    resource_type: "secret",
    resource_id: secret_id,
    outcome: "success",
    request_id: randomUUID(),
    ip: request.socket.remoteAddress,
    user_agent: request.headers["user-agent"],
    details: { vault_id, path, version, by },
    salt: randomBytes(16).toString("hex"),
  });
  return [
    200,
    { id: secret_id, path, type, value, version, metadata: {}, created_by, created_at: row.created_at },
  ];
}

type Exchanged = {
  id: string;
  org_id: string;
  is_active: boolean;
  epoch: number;
  policies: { vault_id: string; pattern: string }[] | null;
};

async function exchange(request: IncomingMessage): Promise<[number, object]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { api_key } = JSON.parse(Buffer.concat(chunks).toString()) as { api_key: string };
  const key_hash = createHmac("sha256", seed.kek).update(api_key).digest();
  const found = await pool.query<Exchanged>({ ...EXCHANGE, values: [key_hash] });
  const agent = found.rows[0];
  if (!agent?.is_active) return [401, { error: "key" }];
  const jti = randomUUID();
  const iat = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    ...{ iss: "floor", aud: "floor:api", sub: agent.id, org: agent.org_id, ver: agent.epoch, jti },
    ...{ iat, exp: iat + 3600, scopes: agent.policies?.map(({ pattern }) => pattern) ?? [] },
    vault_ids: agent.policies?.map(({ vault_id }) => vault_id) ?? [],
  };
  const text = `${part({ alg: "EdDSA", typ: "at+jwt" })}.${part(claims)}`;
  const access_token = `${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`;
  await audit({
    ...{ id: randomUUID(), org_id: agent.org_id, at: new Date(), action: "auth.agent_token" },
    ...{ actor_type: "agent", actor_id: agent.id, resource_type: "agent", resource_id: agent.id },
    ...{ outcome: "success", request_id: randomUUID(), ip: request.socket.remoteAddress },
    ...{ user_agent: request.headers["user-agent"], details: { jti, expires_in: 3600 } },
    salt: randomBytes(16).toString("hex"),
  });
  return [200, { access_token, token_type: "Bearer", expires_in: 3600 }];
}

const ROUTE = /^\/v1\/vaults\/([0-9a-f-]{36})\/secrets\/(.+)$/;

function routed(request: IncomingMessage): Promise<[number, object]> {
  if (request.url === "/v1/auth/agent-token") return exchange(request);
  const [, vault_id, path] = ROUTE.exec(request.url ?? "") ?? [];
  return vault_id && path ? read(request, vault_id, path) : Promise.resolve([404, { error: "route" }]);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await routed(request).catch(
    (error) => [500, { error: String(error) }] as [number, object],
  );
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const listening = typeof address === "object" && address ? address.port : 0;
  const { token, vault_id, values, api_key } = seed;
  console.log(JSON.stringify({ port: listening, token, vault_id, values, api_key }));
});

// The bare program's own tables and rows: one agent, one policy, a hundred secrets, one signed token.
import { createCipheriv, createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import type pg from "pg";

export type FloorSeed = {
  public_key: string;
  private_key: string;
  api_key: string;
  kek: Buffer;
  token: string;
  vault_id: string;
  /** Path -> value. */
  values: Record<string, string>;
};

const SECRETS = 100;

const TABLES = `
create table agents (id uuid primary key, org_id uuid not null, is_active boolean not null, epoch integer not null,
  key_hash bytea unique);
create table revoked (jti uuid primary key);
create table policies (id uuid primary key, vault_id uuid not null, agent_id uuid not null, pattern text not null,
  permissions text[] not null);
create index on policies (vault_id, agent_id);
create index on policies (agent_id);
create table secrets (id uuid primary key, org_id uuid not null, vault_id uuid not null, path text collate "C" not null,
  type text not null, version integer not null, created_by uuid not null, created_at timestamptz not null default now(),
  wrapped_dek bytea not null, box bytea not null, unique (vault_id, path));
create table audit (id uuid not null, org_id uuid not null, at timestamptz not null, action text not null,
  actor_type text not null, actor_id uuid, resource_type text, resource_id text, outcome text not null,
  request_id text, ip text, user_agent text, details jsonb not null, salt bytea not null, primary key (org_id, id));
create index on audit (actor_id, id);
create index on audit (resource_id, id);`;

function sealBox(key: Buffer, plaintext: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
  cipher.setAAD(aad);
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Makes the tables in an empty database and fills them. */
export async function seedFloor(pool: pg.Pool): Promise<FloorSeed> {
  await pool.query(TABLES);
  const [org_id, vault_id, agent_id] = [randomUUID(), randomUUID(), randomUUID()];
  const kek = randomBytes(32);
  const api_key = `ocv_${randomBytes(32).toString("base64url")}`;
  const key_hash = createHmac("sha256", kek).update(api_key).digest();
  await pool.query("insert into agents values ($1, $2, true, 0, $3)", [agent_id, org_id, key_hash]);
  await pool.query("insert into policies values ($1, $2, $3, 'service/**', '{read}')", [
    randomUUID(),
    vault_id,
    agent_id,
  ]);
  const values: Record<string, string> = {};
  for (let i = 0; i < SECRETS; i++) {
    const [id, path, value] = [randomUUID(), `service/key-${i}`, randomBytes(24).toString("hex")];
    const aad = Buffer.from(`${org_id}\0${vault_id}\0${id}\0${path}\0${1}`);
    const dek = randomBytes(32);
    await pool.query(
      `insert into secrets (id, org_id, vault_id, path, type, version, created_by, wrapped_dek, box)
       values ($1, $2, $3, $4, 'api_key', 1, $5, $6, $7)`,
      [id, org_id, vault_id, path, agent_id, sealBox(kek, dek, aad), sealBox(dek, Buffer.from(value), aad)],
    );
    values[path] = value;
  }
  await pool.query("analyze");
  const keys = generateKeyPairSync("ed25519");
  const token = signedToken({ sub: agent_id, ver: 0 }, (text) =>
    sign(null, Buffer.from(text), keys.privateKey),
  );
  return {
    public_key: keys.publicKey.export({ type: "spki", format: "pem" }) as string,
    private_key: keys.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    api_key,
    kek,
    token,
    vault_id,
    values,
  };
}

function signedToken(claims: object, signature: (text: string) => Buffer): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1000);
  const times = { iat: seconds, exp: seconds + 86_400 };
  const text = `${part({ alg: "EdDSA", typ: "at+jwt" })}.${part({ ...claims, jti: randomUUID(), ...times })}`;
  return `${text}.${signature(text).toString("base64url")}`;
}

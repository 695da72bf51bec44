// The witness of the fault tests: writes down every change a server acknowledged, and later proves that all of it is there,
// that nothing else is, and that the audit log tells the same story. It believes only answers and what the disk holds.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { verifyAuditLog } from "#sdk";
import { verifierKey } from "#server/audit/checkpoint.ts";
import { exportCheckpointLine, exportEventLine, exportHeaderLine } from "#server/audit/export-format.ts";
import { asRecord, logOrigin, signerName } from "#server/audit/jobs.ts";
import type { NewEvent } from "#server/audit/store.ts";
import { must, type Owner, type Place, type Product, type Reply, scratchFolder, until } from "./product.ts";

type Operation = "put" | "delete" | "policy";
/** One acknowledged change, one line of the witness file. */
export type Acknowledged = {
  op: Operation;
  id: string;
  path: string;
  version: number;
  sha256: string;
  status: number;
};
type Sql = Place["sql"];

const hashOf = (value: string) => createHash("sha256").update(value).digest("hex");

export class Witness {
  readonly file: string;
  readonly #fd: number;
  /** Hashes of every value ever sent, path by path: what was never sent must never be read. */
  readonly #sent = new Map<string, Set<string>>();
  count = 0;
  /** Requests whose connection broke before the answer: they may have happened or not. */
  in_doubt = 0;
  /** Requests that reached nobody, because nobody was there. */
  unsent = 0;
  /** Answers 503: refused in order. */
  refused = 0;
  /** Answers that no fault excuses. */
  readonly surprises: string[] = [];

  constructor() {
    this.file = join(scratchFolder(), "witness.jsonl");
    this.#fd = openSync(this.file, "a", 0o600);
    onTestFinished(() => closeSync(this.#fd));
  }

  sending(path: string, value: string): void {
    const hashes = this.#sent.get(path) ?? new Set();
    this.#sent.set(path, hashes.add(hashOf(value)));
  }

  acknowledge(entry: Acknowledged): void {
    writeSync(this.#fd, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#fd);
    this.count++;
  }

  judge(what: string, { status, headers, text }: Reply<unknown>): void {
    const orderly =
      status === 503 && headers["retry-after"] && !/select|insert|update|pg_|postgres|relation/i.test(text);
    if (orderly) this.refused++;
    else this.surprises.push(`${what}: ${status} ${text}`);
  }

  wasSent(path: string, value: string): boolean {
    return this.#sent.get(path)?.has(hashOf(value)) ?? false;
  }

  acknowledged(): Acknowledged[] {
    const lines = readFileSync(this.file, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Acknowledged);
  }
}

export type Load = { stop(): Promise<void> };

/**
 * Starts clients that change things one after the other until `stop`. `target` is asked before each request, so that it
 * may name a new process after a restart; null lets the client wait.
 */
export function startLoad(
  target: () => Product | null,
  owner: Owner,
  agent_id: string,
  witness: Witness,
  { clients = 8, bytes = 1024 } = {},
): Load {
  let stopped = false;
  const loops = Array.from({ length: clients }, async (_, client) => {
    for (let turn = 0; !stopped; turn++) {
      const product = target();
      if (product) await change(product, owner, agent_id, witness, client, turn, bytes);
      else await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(loops);
    },
  };
}

async function change(
  product: Product,
  owner: Owner,
  agent_id: string,
  witness: Witness,
  client: number,
  turn: number,
  bytes: number,
): Promise<void> {
  try {
    if (turn % 12 === 7) await changePolicy(product, owner, agent_id, witness, client, turn);
    else if (turn % 12 === 3)
      await putAndDelete(
        product,
        owner,
        witness,
        `gone/c${client}-${turn}-${randomBytes(3).toString("hex")}`,
      );
    else
      await put(
        product,
        owner,
        witness,
        turn % 3 === 0 ? `load/shared-${turn % 4}` : `load/c${client}-${turn % 5}`,
        bytes,
      );
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (code === "ECONNREFUSED") witness.unsent++;
    else witness.in_doubt++;
    // The server is away: do not spin while it comes back.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function put(
  product: Product,
  owner: Owner,
  witness: Witness,
  path: string,
  bytes: number,
): Promise<boolean> {
  const value = randomBytes(bytes / 2).toString("hex");
  witness.sending(path, value);
  const url = `/v1/vaults/${owner.vault_id}/secrets/${path}`;
  const reply = await product.ask<{ id: string; version: number }>("PUT", url, {
    token: owner.token,
    body: { value },
  });
  if (reply.status !== 201) {
    witness.judge(`PUT ${path}`, reply);
    return false;
  }
  const { id, version } = reply.body;
  witness.acknowledge({ op: "put", id, path, version, sha256: hashOf(value), status: 201 });
  return true;
}

async function putAndDelete(product: Product, owner: Owner, witness: Witness, path: string): Promise<void> {
  if (!(await put(product, owner, witness, path, 64))) return;
  const reply = await product.ask("DELETE", `/v1/vaults/${owner.vault_id}/secrets/${path}`, {
    token: owner.token,
  });
  if (reply.status !== 204) return witness.judge(`DELETE ${path}`, reply);
  witness.acknowledge({ op: "delete", id: "", path, version: 0, sha256: "", status: 204 });
}

async function changePolicy(
  product: Product,
  owner: Owner,
  agent_id: string,
  witness: Witness,
  client: number,
  turn: number,
): Promise<void> {
  const body = {
    secret_path_pattern: `load/c${client}-${turn}/**`,
    principal_type: "agent",
    principal_id: agent_id,
    permissions: ["read"],
  };
  const reply = await product.ask<{ id: string }>("POST", `/v1/vaults/${owner.vault_id}/policies`, {
    token: owner.token,
    body,
  });
  if (reply.status !== 201) return witness.judge("POST policies", reply);
  witness.acknowledge({ op: "policy", id: reply.body.id, path: "", version: 0, sha256: "", status: 201 });
}

/** An agent for the policies of the load. */
export async function newAgent(product: Product, owner: Owner): Promise<string> {
  const made = await must<{ agent: { id: string } }>(product, 201, "POST", "/v1/agents", {
    token: owner.token,
    body: { name: "load" },
  });
  return made.agent.id;
}

/**
 * Proves after a fault: every acknowledged change is there, every stored value was sent once, versions and events match
 * one to one, and the exported log verifies.
 */
export async function proveNothingLost(
  product: Product,
  owner: Owner,
  witness: Witness,
  sql: Sql,
): Promise<void> {
  expect(witness.surprises).toEqual([]);
  const acknowledged = witness.acknowledged();
  expect(acknowledged.length).toBe(witness.count);
  await proveValues(product, owner, witness, acknowledged);
  const events = await proveAudit(owner.org_id, sql);
  const has = (action: string, matches: (event: NewEvent) => boolean) =>
    events.some((event) => event.action === action && event.outcome === "success" && matches(event));
  const written = new Set(
    events
      .filter((event) => event.action === "secret.write" && event.outcome === "success")
      .map((event) => `${event.details.path}@${event.details.version}`),
  );
  const missing = acknowledged.filter((entry) => {
    if (entry.op === "put") return !written.has(`${entry.path}@${entry.version}`);
    if (entry.op === "delete") return !has("secret.delete", (event) => event.details.path === entry.path);
    return !has("policy.create", (event) => event.resource_id === entry.id);
  });
  expect(missing).toEqual([]);
  const stored = await sql<{ place: string }>(
    "select s.path || '@' || sv.version as place from secret_versions sv join secrets s on s.id = sv.secret_id where sv.org_id = $1",
    [owner.org_id],
  );
  expect(new Set(stored.map((row) => row.place))).toEqual(written);
  const policies = await sql<{ id: string }>("select id from policies where vault_id = $1", [owner.vault_id]);
  const kept = new Set(policies.map((row) => row.id));
  expect(acknowledged.filter((entry) => entry.op === "policy" && !kept.has(entry.id))).toEqual([]);
}

async function proveValues(
  product: Product,
  owner: Owner,
  witness: Witness,
  acknowledged: Acknowledged[],
): Promise<void> {
  const gone = new Set(acknowledged.filter((entry) => entry.op === "delete").map((entry) => entry.path));
  const paths = new Set(acknowledged.filter((entry) => entry.op === "put").map((entry) => entry.path));
  const hashes = new Map(
    acknowledged
      .filter((entry) => entry.op === "put")
      .map((entry) => [`${entry.path}@${entry.version}`, entry.sha256]),
  );
  expect(hashes.size, "no version number was given out twice").toBe(
    acknowledged.filter((entry) => entry.op === "put").length,
  );
  const base = `/v1/vaults/${owner.vault_id}`;
  const { token } = owner;
  const check = async (path: string) => {
    const list = await product.ask<{ versions: { version: number }[] }>(
      "GET",
      `${base}/secret-versions/${path}`,
      { token },
    );
    if (gone.has(path)) return expect(list.status, path).toBe(410);
    // An in-doubt delete may have happened.
    if (list.status === 410 && path.startsWith("gone/")) return;
    expect(list.status, `${path}: ${list.text}`).toBe(200);
    for (const { version } of list.body.versions) {
      const url = `${base}/secret-version/${path}/${version}`;
      const { value } = await must<{ value: string }>(product, 200, "GET", url, { token });
      expect(witness.wasSent(path, value), `${path}@${version} was sent by someone`).toBe(true);
      const known = hashes.get(`${path}@${version}`);
      if (known) expect(hashOf(value), `${path}@${version}`).toBe(known);
      hashes.delete(`${path}@${version}`);
    }
    expect(
      [...hashes.keys()].filter((place) => place.startsWith(`${path}@`)),
      "acknowledged and not there",
    ).toEqual([]);
  };
  const left = [...paths];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) await check(path);
    }),
  );
}

/** Waits until everything is sealed, exports the organization's log and verifies it offline; gives its events. */
export async function proveAudit(org_id: string, sql: Sql): Promise<NewEvent[]> {
  await untilSealed(org_id, sql);
  const { lines, events, key } = await exportedLog(org_id, sql);
  const report = await verifyAuditLog(lines, key, { org_id });
  expect(report.findings).toEqual([]);
  expect(report.covered).toBe(events.length);
  return events;
}

/** Resolves when no event of the organization waits and a checkpoint covers all of them. */
export async function untilSealed(org_id: string, sql: Sql): Promise<void> {
  await until(
    async () => {
      const [row] = await sql<{ done: boolean }>(
        `select not exists (select from audit_queue where org_id = $1)
          and exists (select from audit_trees where org_id = $1 and size = checkpoint_size
            and size = (select count(*) from audit_events where org_id = $1)) as done`,
        [org_id],
      );
      return row?.done;
    },
    { within_ms: 20_000, what: () => "the audit log to be sealed" },
  );
}

/** The log of one organization as the lines of an export, read straight from the tables. */
export async function exportedLog(
  org_id: string,
  sql: Sql,
): Promise<{ lines: string[]; events: NewEvent[]; key: string }> {
  const sealed = await sql<NewEvent & { log_index: string; leaf_hash: Buffer }>(
    "select e.*, l.log_index, l.leaf_hash from audit_leaves l join audit_events e on e.id = l.event_id where l.org_id = $1 order by l.log_index",
    [org_id],
  );
  const notes = await sql<{ size: string; note: string }>(
    "select size, note from audit_checkpoints where org_id = $1",
    [org_id],
  );
  const [deployment] = await sql<{ id: string }>("select id from deployment");
  const [signer] = await sql<{ public_key: Buffer }>(
    "select public_key from signing_keys where purpose = 'audit' order by created_at desc",
  );
  const bySize = new Map(notes.map(({ size, note }) => [Number(size), note]));
  const lines = [
    exportHeaderLine({
      org_id,
      origin: logOrigin(deployment?.id ?? "", org_id),
      exported_at: new Date().toISOString(),
      tree_size: sealed.length,
      unsealed: 0,
    }),
  ];
  for (const [position, row] of sealed.entries()) {
    const index = Number(row.log_index);
    const prev_event_id = sealed[position - 1]?.id ?? null;
    lines.push(
      exportEventLine({
        index,
        event: asRecord(row),
        prev_event_id,
        integrity_hash: row.leaf_hash.toString("hex"),
      }),
    );
    const note = bySize.get(index + 1);
    if (note) lines.push(exportCheckpointLine(note));
  }
  return {
    lines,
    events: sealed,
    key: verifierKey(signerName(deployment?.id ?? ""), signer?.public_key ?? Buffer.alloc(32)),
  };
}

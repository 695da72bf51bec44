import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AuditLeafError, fieldCommitment, leafHash, leafInput } from "./leaf.ts";
import { sampleEvent } from "./testdata/sealed-log.ts";

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest();
};

const event = sampleEvent(7);

describe("an audit leaf", () => {
  it("hashes as RFC 6962 says: a zero byte, then the canonical event", () => {
    expect(leafHash(event)).toEqual(sha256(Buffer.of(0), leafInput(event)));
  });

  it("has a fixed text and hash for a fixed event", () => {
    expect(Buffer.from(leafInput(event)).toString()).toBe(
      '{"action":"secret.read","actor_id":"agent-2","actor_type":"agent","at":"2026-03-01T12:00:00.700Z",' +
        '"details":{"path":"prod/db/7","version":7},"id":"event-7",' +
        `"ip_commitment":"${fieldCommitment("ip", "203.0.113.7", event.salt)}","org_id":"org-1","outcome":"success",` +
        '"request_id":"req-7","resource_id":"secret-7","resource_type":"secret",' +
        `"user_agent_commitment":"${fieldCommitment("user_agent", '1claw-sdk/0.1.0 "é"', event.salt)}"}`,
    );
    expect(leafHash(event).toString("hex")).toBe(
      "da7e5684124fbc001ac83b2999f27ab9c5e00c1259b834a48dd3e688e8329cd9",
    );
  });

  it("commits to an address over its domain, field, salt and value, each with its length", () => {
    const item = (value: string | Buffer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(value));
      return Buffer.concat([length, Buffer.from(value)]);
    };
    const salt = Buffer.alloc(16, 0xab);
    const expected = sha256(item("1claw/audit-commitment/v1"), item("ip"), item(salt), item("203.0.113.7"));
    expect(fieldCommitment("ip", "203.0.113.7", salt.toString("hex"))).toBe(expected.toString("hex"));
    expect(fieldCommitment("user_agent", "203.0.113.7", salt.toString("hex"))).not.toBe(
      expected.toString("hex"),
    );
  });

  it("never holds the address, the user agent or the salt", () => {
    const text = Buffer.from(leafInput(event)).toString();
    expect(text).not.toContain(event.ip);
    expect(text).not.toContain("1claw-sdk");
    expect(text).not.toContain(event.salt);
  });

  it("stays the same when the address, the user agent and their salt are erased", () => {
    const erased = {
      ...event,
      ip: null,
      user_agent: null,
      salt: null,
      ip_commitment: fieldCommitment("ip", event.ip ?? "", event.salt),
      user_agent_commitment: fieldCommitment("user_agent", event.user_agent ?? "", event.salt),
    };
    expect(leafHash(erased)).toEqual(leafHash(event));
    expect(leafHash({ ...erased, ip_commitment: null })).not.toEqual(leafHash(event));
  });

  it("changes with every field", () => {
    const changes = {
      ...{
        id: "x",
        org_id: "x",
        at: "2026-03-01T12:00:00.701Z",
        action: "x",
        actor_type: "x",
        actor_id: null,
      },
      ...{ resource_type: null, resource_id: null, outcome: "denied", request_id: null, details: {} },
      ...{ ip: null, user_agent: null, salt: "0".repeat(32) },
    };
    expect(Object.keys(changes).sort()).toEqual(Object.keys(event).sort());
    const hashes = Object.entries(changes).map(([field, value]) =>
      leafHash({ ...event, [field]: value }).toString("hex"),
    );
    expect(new Set([...hashes, leafHash(event).toString("hex")]).size).toBe(hashes.length + 1);
  });

  it.each([null, "", "00", "AB".repeat(16), "zz".repeat(16)])(
    "refuses the salt %j for an address",
    (salt) => {
      expect(() => leafHash({ ...event, salt })).toThrow(AuditLeafError);
    },
  );

  it("refuses a commitment that is not a hash", () => {
    expect(() => leafHash({ ...event, ip: null, ip_commitment: "203.0.113.7" })).toThrow(AuditLeafError);
  });
});

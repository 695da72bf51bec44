import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRootKeys } from "./root-key.ts";

const ROOT = Buffer.alloc(32, 0x42);
const DEPLOYMENT = "00112233-4455-6677-8899-aabbccddeeff";
const DATA = Buffer.from("data");

describe("the keys under the root", () => {
  it("are HKDF-SHA256 with the deployment as salt and the purpose as info (RFC 5869)", () => {
    const salt = Buffer.from("00112233445566778899aabbccddeeff", "hex");
    const extracted = createHmac("sha256", salt).update(ROOT).digest();
    const expected = createHmac("sha256", extracted).update("1claw/apikey/v1\x01").digest();
    const keys = createRootKeys({ root: ROOT, deployment_id: DEPLOYMENT });
    expect(keys.key("apikey")).toEqual(expected);
    expect(keys.mac("apikey", DATA)).toEqual(createHmac("sha256", expected).update(DATA).digest());
  });

  it("differ for each purpose, deployment and root", () => {
    const other = DEPLOYMENT.replace("0011", "0012");
    const macs = [
      createRootKeys({ root: ROOT, deployment_id: DEPLOYMENT }).mac("apikey", DATA),
      createRootKeys({ root: ROOT, deployment_id: DEPLOYMENT }).mac("recovery", DATA),
      createRootKeys({ root: ROOT, deployment_id: other }).mac("apikey", DATA),
      createRootKeys({ root: Buffer.alloc(32, 0x43), deployment_id: DEPLOYMENT }).mac("apikey", DATA),
    ];
    expect(new Set(macs.map((mac) => mac.toString("hex"))).size).toBe(4);
  });

  it("survive that the caller wipes the root and a key it was given", () => {
    const root = Buffer.from(ROOT);
    const keys = createRootKeys({ root, deployment_id: DEPLOYMENT });
    const first = keys.mac("apikey", DATA);
    root.fill(0);
    keys.key("apikey").fill(0);
    expect(keys.mac("apikey", DATA)).toEqual(first);
    expect(keys.mac("recovery", DATA)).toEqual(
      createRootKeys({ root: ROOT, deployment_id: DEPLOYMENT }).mac("recovery", DATA),
    );
  });

  it("are not made from a short root", () => {
    expect(() => createRootKeys({ root: Buffer.alloc(16), deployment_id: DEPLOYMENT })).toThrow(RangeError);
    expect(() => createRootKeys({ root: ROOT, deployment_id: "1" })).toThrow(TypeError);
  });
});

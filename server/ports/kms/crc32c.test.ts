import { describe, expect, it } from "vitest";
import { crc32c } from "./crc32c.ts";

const ISCSI_READ_PDU = Buffer.from(
  "01c00000000000000000000000000000" +
    "14000000000004000000001400000018" +
    "28000000000000000200000000000000",
  "hex",
);

describe("crc32c", () => {
  it.each([
    ["32 bytes of zeros", Buffer.alloc(32), 0x8a9136aa],
    ["32 bytes of ones", Buffer.alloc(32, 0xff), 0x62a8ab43],
    ["32 bytes counting up", Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ["32 bytes counting down", Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
    ["an iSCSI read command", ISCSI_READ_PDU, 0xd9963a56],
    ["nothing", Buffer.alloc(0), 0],
    ["the check text 123456789", Buffer.from("123456789"), 0xe3069283],
  ])("agrees with RFC 3720 B.4 and the catalogue check value: %s", (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { certificateFingerprint } from "./certificate.ts";

const DER = Buffer.from("30820122300d06092a864886f70d01010105000382010f00", "hex");
const pem = (kind: string) => `-----BEGIN ${kind}-----\n${DER.toString("base64")}\n-----END ${kind}-----\n`;

it("a certificate is named by the SHA-256 of its DER form, also behind other text", async () => {
  const expected = createHash("sha256").update(DER).digest("hex");
  expect(await certificateFingerprint(`subject=CN=bot\n${pem("CERTIFICATE")}`)).toBe(expected);
});

it("a private key, or anything else, is not taken for a certificate", async () => {
  expect(await certificateFingerprint(pem("PRIVATE KEY"))).toBeNull();
  expect(await certificateFingerprint("")).toBeNull();
});

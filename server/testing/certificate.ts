// Self-signed certificates for tests, made by hand because Node can read certificates but not issue them.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export type TestCertificate = {
  /** PEM. */
  cert: string;
  key: string;
  der: Buffer;
  /** SHA-256 of the DER form, lower-case hex. */
  fingerprint: string;
};

function tlv(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const long = body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  const size = body.length < 128 ? [body.length] : long;
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, "hex"));
// GeneralizedTime, the one form that fits every year.
const time = (at: Date) => tlv(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`));
const bits = (bytes: Uint8Array) => tlv(0x03, Buffer.of(0), bytes);

const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const COMMON_NAME = oid("550403");

/** A P-256 certificate for `name`, valid from yesterday for a year unless told otherwise. @see RFC 5280 §4.1 */
export function testCertificate(
  name = "agent",
  not_before = new Date(Date.now() - 86_400_000),
  not_after = new Date(Date.now() + 365 * 86_400_000),
): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const names = sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from(name)))));
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.of(1), randomBytes(8)),
    ECDSA_WITH_SHA256,
    names,
    sequence(time(not_before), time(not_after)),
    names,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const der = sequence(content, ECDSA_WITH_SHA256, bits(sign("sha256", content, privateKey)));
  const base64 = der.toString("base64").replaceAll(/.{64}(?=.)/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    der,
    fingerprint: createHash("sha256").update(der).digest("hex"),
  };
}

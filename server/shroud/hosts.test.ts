import { describe, expect, it } from "vitest";
import { domainSet, ipv4Of, isBelow, looksLikeAscii, reachOf, spelledOut } from "./hosts.ts";

describe("hosts", () => {
  it.each([
    ["127.0.0.1", [127, 0, 0, 1], true],
    ["2130706433", [127, 0, 0, 1], false],
    ["0x7f.1", [127, 0, 0, 1], false],
    ["0177.0.0.01", [127, 0, 0, 1], false],
    ["0xa9fea9fe", [169, 254, 169, 254], false],
    ["1.2.3", [1, 2, 0, 3], false],
  ])("reads %s as an address", (host, bytes, plain) => {
    expect(ipv4Of(host)).toEqual({ bytes, plain });
  });

  it.each(["example.com", "1.2.3.4.5", "256.1.1.1.", "300.1.1.1", "0x", "08.1.1.1x", "4294967296"])(
    "does not take %s for one",
    (host) => {
      expect(ipv4Of(host)?.bytes ?? null).toEqual(host === "0x" ? [0, 0, 0, 0] : null);
    },
  );

  it("knows a cloud's metadata from a private network and from outside", () => {
    expect(reachOf([169, 254, 169, 254])).toBe("metadata");
    expect(reachOf([192, 168, 1, 1])).toBe("inside");
    expect(reachOf([8, 8, 8, 8])).toBe("outside");
  });

  it("takes a domain for itself and everything below it, and nothing that only ends alike", () => {
    const domains = domainSet(["Evil.com", "*.bad.org"]);
    expect(["evil.com", "a.b.evil.com", "bad.org", "x.bad.org"].every((host) => isBelow(host, domains))).toBe(
      true,
    );
    expect(["notevil.com", "evil.com.org", "com"].some((host) => isBelow(host, domains))).toBe(false);
  });

  it.each([
    ["xn--bcher-kva", "bücher"],
    ["xn--80ak6aa92e", "аррӏе"],
    ["xn--fiqs8s", "中国"],
    ["xn--maana-pta", "mañana"],
  ])("spells %s out", (label, word) => {
    expect(spelledOut(label)).toBe(word);
  });

  it("sees a name in other letters behind punycode, and leaves names of other languages alone", () => {
    expect(looksLikeAscii("xn--80ak6aa92e.com")).toBe(true);
    expect(looksLikeAscii("xn--bcher-kva.de")).toBe(false);
    expect(looksLikeAscii("xn--99999999999999999999.com")).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { addressJudge, isPublic } from "./public-address.ts";

describe("what is public", () => {
  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:0a00:0001::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
    "127.1",
    "2130706433",
    "0177.0.0.1",
    "example.com",
    "",
  ])("%s is not", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
  ])("%s is", (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe("the operator's list", () => {
  const judge = addressJudge(["10.1.0.0/16", "192.168.7.7", "fd00::/8"]);

  it.each(["10.1.2.3", "192.168.7.7", "fd12::1", "::ffff:10.1.2.3"])("lets %s in", (address) => {
    expect(judge.isNamed(address)).toBe(true);
    expect(judge.isAllowed(address)).toBe(true);
  });

  it.each(["10.2.0.1", "192.168.7.8", "fc00::1", "127.0.0.1"])("does not let %s in", (address) => {
    expect(judge.isAllowed(address)).toBe(false);
  });

  it("takes nothing away from what is public", () => {
    expect(judge.isAllowed("8.8.8.8")).toBe(true);
    expect(judge.isNamed("8.8.8.8")).toBe(false);
  });
});

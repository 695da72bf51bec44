import { describe, expect, it } from "vitest";
import { clientIp, trustedProxies } from "./client-ip.ts";

const nobody = trustedProxies([]);
const proxies = trustedProxies(["10.0.0.0/8", "192.0.2.10", "2001:db8:1::/48"]);

describe("the client's address", () => {
  it.each([
    ["203.0.113.9", null],
    ["203.0.113.9", "198.51.100.1"],
    ["203.0.113.9", "198.51.100.1, 10.0.0.1"],
    ["2001:db8:2::1", "198.51.100.1"],
  ])("is the peer %s itself when that is no trusted proxy, whatever it claims (%s)", (peer, header) => {
    expect(clientIp(peer, header, proxies)).toBe(peer);
    expect(clientIp(peer, header, nobody)).toBe(peer);
  });

  it.each([
    ["one hop", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a forged hop before the real one", "10.0.0.1", "203.0.113.5, 198.51.100.1", "198.51.100.1"],
    [
      "a forged proxy before the real client",
      "10.0.0.1",
      "203.0.113.5, 10.9.9.9, 198.51.100.1",
      "198.51.100.1",
    ],
    ["two trusted proxies in a row", "10.0.0.1", "198.51.100.1, 192.0.2.10", "198.51.100.1"],
    [
      "two trusted proxies and a forged hop",
      "10.0.0.1",
      "203.0.113.5, 198.51.100.1, 10.0.0.2, 2001:db8:1::5",
      "198.51.100.1",
    ],
    ["nothing but trusted proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
    ["no header", "10.0.0.1", null, "10.0.0.1"],
    ["an empty header", "10.0.0.1", "", "10.0.0.1"],
    ["spaces and tabs", "10.0.0.1", " 203.0.113.5 ,\t198.51.100.1 ", "198.51.100.1"],
    ["a version 6 client", "10.0.0.1", "2001:DB8:0:0::0001", "2001:db8::1"],
    ["a version 6 proxy", "2001:db8:1::9", "198.51.100.1", "198.51.100.1"],
    ["a mapped peer", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a mapped client", "10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
  ])("is found behind trusted proxies with %s", (_, peer, header, address) => {
    expect(clientIp(peer, header, proxies)).toBe(address);
  });

  it.each([
    "",
    "unknown",
    "_hidden",
    "198.51.100.1:8080",
    "[2001:db8::1]",
    "198.51.100.256",
    "198.51.100",
    "010.0.0.1",
    "0x7f.1",
    "2130706433",
    "a, ",
    "203.0.113.5, x",
  ])("is unknown, and never a guess, behind a proxy that says %j", (last) => {
    if (last === "") return expect(clientIp("10.0.0.1", "198.51.100.1,", proxies)).toBeNull();
    expect(clientIp("10.0.0.1", last, proxies)).toBeNull();
    expect(clientIp("10.0.0.1", `198.51.100.1, ${last}`, proxies)).toBeNull();
  });

  it("is unknown without a peer, and the mapped form of a version 4 address is that address", () => {
    expect(clientIp(null, "198.51.100.1", proxies)).toBeNull();
    expect(clientIp("not an address", "198.51.100.1", proxies)).toBeNull();
    expect(clientIp("::ffff:203.0.113.9", null, proxies)).toBe("203.0.113.9");
  });

  it("does not take a version 6 range for a version 4 one", () => {
    const everything6 = trustedProxies(["::/0"]);
    expect(clientIp("10.0.0.1", "198.51.100.1", everything6)).toBe("10.0.0.1");
    expect(clientIp("2001:db8::1", "198.51.100.1", everything6)).toBe("198.51.100.1");
  });
});

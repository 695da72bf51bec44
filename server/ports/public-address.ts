// Judges IP addresses: which ones are out on the Internet, and which ones the operator allows besides. Pure.
// What is in doubt is not public.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export type AddressJudge = {
  /** Whether the operator named it. */
  isNamed(address: string): boolean;
  /** Whether it is public or named. */
  isAllowed(address: string): boolean;
};

/** A judge for a list of addresses and CIDRs; the list widens what is allowed, it never narrows it. */
export function addressJudge(allow: readonly string[]): AddressJudge {
  const ranges = allow.map((entry) =>
    ipaddr.parseCIDR(entry.includes("/") ? entry : `${entry}/${entry.includes(":") ? 128 : 32}`),
  );
  const isNamed = (address: string) => {
    const parsed = parse(address);
    return (
      parsed !== null &&
      ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
    );
  };
  return { isNamed, isAllowed: (address) => isNamed(address) || isPublic(address) };
}

/**
 * Whether the address is ordinary unicast on the Internet: not private, loopback, link-local, shared, reserved,
 * multicast or for documentation, and no v6 form that carries such a v4 address along.
 * @see RFC 6890, RFC 6052
 */
export function isPublic(address: string): boolean {
  const parsed = parse(address);
  if (!parsed) return false;
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === "unicast";
  const embedded = behindNat64(parsed);
  if (embedded) return embedded.range() === "unicast";
  // 2000::/3 is all that IANA has given out.
  return parsed.range() === "unicast" && ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** ::ffff:a.b.c.d is the v4 address it maps. */
function parse(address: string): Address | null {
  return isIP(address) === 0 || address.includes("%") ? null : ipaddr.process(address);
}

/** The v4 address that the well-known NAT64 prefix 64:ff9b::/96 translates to. */
function behindNat64(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray();
  const [first, second, ...rest] = address.parts;
  if (first !== 0x64 || second !== 0xff9b || rest.slice(0, 4).some((part) => part !== 0)) return null;
  return new ipaddr.IPv4(bytes.slice(12));
}

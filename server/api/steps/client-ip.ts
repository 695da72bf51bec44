// Finds the client's address: the socket's peer, unless the peer is a proxy that the operator trusts.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

export type TrustedProxies = (address: string) => boolean;

/** A test for the addresses and CIDRs of TRUSTED_PROXIES; v4-mapped v6 addresses count as v4. */
export function trustedProxies(list: readonly string[]): TrustedProxies {
  const ranges = list.map((entry) =>
    ipaddr.parseCIDR(
      entry.includes("/") ? entry : `${entry}/${ipaddr.parse(entry).kind() === "ipv6" ? 128 : 32}`,
    ),
  );
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
}

/**
 * The address of the client in its shortest form. Behind trusted proxies: the first address of X-Forwarded-For,
 * counted from the right, that is not a trusted proxy itself. Null where there is none or it is malformed.
 */
export function clientIp(
  peer: string | null,
  forwardedFor: string | null,
  trusts: TrustedProxies,
): string | null {
  let address = normal(peer);
  if (!address || !forwardedFor || !trusts(address)) return address;
  for (const hop of forwardedFor.split(",").reverse()) {
    address = normal(hop.trim());
    if (!address || !trusts(address)) return address;
  }
  return address;
}

function normal(address: string | null): string | null {
  // ipaddr.js also reads 10.1 and 0x7f.1, which other programs read differently.
  return address && isIP(address) !== 0 ? ipaddr.process(address).toString() : null;
}

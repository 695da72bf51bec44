// Owns the names and addresses of machines as they are written in addresses: every notation of an IP, punycode, domains.
// Must never resolve a name: it judges what is written.
import { TWINS } from "./homoglyphs.ts";

/**
 * The four bytes of an IPv4 address in any notation that browsers accept: dotted, short, decimal, octal, hexadecimal.
 * @see https://url.spec.whatwg.org/#concept-ipv4-parser
 */
export function ipv4Of(host: string): { bytes: readonly number[]; plain: boolean } | null {
  const parts = host.replace(/\.$/, "").split(".");
  if (parts.length > 4) return null;
  const numbers = parts.map(numberOf);
  if (numbers.some((number) => number === null)) return null;
  const known = numbers as number[];
  const last = known.at(-1) as number;
  if (known.slice(0, -1).some((number) => number > 255) || last >= 256 ** (5 - known.length)) return null;
  const value = known.slice(0, -1).reduce((sum, number, at) => sum + number * 256 ** (3 - at), last);
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
  return { bytes, plain: parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part)) };
}

function numberOf(part: string): number | null {
  if (/^0x[0-9a-f]{0,8}$/i.test(part)) return Number.parseInt(part.slice(2) || "0", 16);
  if (/^0[0-7]{1,11}$/.test(part)) return Number.parseInt(part, 8);
  return /^\d{1,10}$/.test(part) ? Number(part) : null;
}

/** Where an IPv4 address leads: to this machine or its network, to a cloud's metadata, or out. */
export function reachOf(bytes: readonly number[]): "inside" | "metadata" | "outside" {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a === 169 && b === 254) return c === 169 && d === 254 ? "metadata" : "inside";
  if (a === 100 && b === 100 && c === 100 && d === 200) return "metadata";
  if (a === 0 || a === 10 || a === 127 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32))
    return "inside";
  return "outside";
}

/** Domains in one spelling, for `isBelow`; a leading star or dot says nothing that is not meant anyway. */
export function domainSet(domains: readonly string[]): ReadonlySet<string> {
  return new Set(
    domains.map((domain) => domain.toLowerCase().replace(/^(?:\*\.|\.)/, "")).filter((name) => name !== ""),
  );
}

/** Whether a host is one of the domains or below one. */
export function isBelow(host: string, domains: ReadonlySet<string>): boolean {
  for (let from = 0; from !== -1; ) {
    if (domains.has(from === 0 ? host : host.slice(from))) return true;
    const dot = host.indexOf(".", from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return false;
}

/** A label in punycode, spelled out; null where it is none. @see RFC 3492 §6.2 */
export function spelledOut(label: string): string | null {
  const encoded = label.slice(4);
  const delimiter = encoded.lastIndexOf("-");
  const output = Array.from(delimiter > 0 ? encoded.slice(0, delimiter) : "");
  let code = 128;
  let bias = 72;
  let index = 0;
  for (let at = delimiter > 0 ? delimiter + 1 : 0; at < encoded.length; ) {
    const before = index;
    for (let weight = 1, base = 36; ; base += 36) {
      const digit = digitOf(encoded.charCodeAt(at));
      at += 1;
      if (digit < 0 || at > encoded.length) return null;
      index += digit * weight;
      const threshold = base <= bias ? 1 : base >= bias + 26 ? 26 : base - bias;
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    bias = adapted(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff) return null;
    output.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return output.join("");
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 22;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 : -1;
}

function adapted(delta: number, points: number, first: boolean): number {
  let left = first ? Math.floor(delta / 700) : delta >> 1;
  left += Math.floor(left / points);
  let bias = 0;
  for (; left > 455; bias += 36) left = Math.floor(left / 35);
  return bias + Math.floor((36 * left) / (left + 38));
}

/** Whether some label of a host, spelled out, looks like an ASCII name that it is not. */
export function looksLikeAscii(host: string): boolean {
  return host.split(".").some((label) => {
    if (!label.startsWith("xn--") || label.length > 63) return false;
    const word = spelledOut(label);
    if (word === null) return false;
    const letters = Array.from(
      word,
      (char) => TWINS.get(char.codePointAt(0) as number) ?? char.codePointAt(0) ?? 0,
    );
    return letters.length >= 3 && letters.every((unit) => unit < 128);
  });
}

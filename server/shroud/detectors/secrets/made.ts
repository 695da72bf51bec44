// Makes up texts that a pattern matches, for tests: the shortest ones, with random characters.
// Must never be used for a secret: what it makes is random only in its looks.
import { minLength, type Node, parsePattern } from "../../pattern.ts";

/** A source of numbers in [0, 1) that says the same after the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A text of a pattern's language: the shortest there is, or one of about `slack` characters more in every repeat. What
 * look-arounds ask for is not seen to.
 */
export function madeFrom(pattern: RegExp, random: () => number, slack = 0): string {
  const made = (node: Node): string => {
    switch (node.kind) {
      case "char":
        return characterOf(node.set.ascii, random);
      case "literal":
        return node.char;
      case "sequence":
        return node.parts.map(made).join("");
      case "choice":
        return made(slack === 0 ? shortest(node.options) : picked(node.options, random));
      case "repeat": {
        const more = Math.floor(random() * (Math.min(slack, node.max - node.min) + 1));
        return Array.from({ length: node.min + more }, () => made(node.body)).join("");
      }
      default:
        return "";
    }
  };
  return made(parsePattern(pattern));
}

function shortest(options: readonly Node[]): Node {
  return options.reduce((least, option) => (minLength(option) < minLength(least) ? option : least));
}

function picked<T>(options: readonly T[], random: () => number): T {
  return options[Math.floor(random() * options.length)] as T;
}

/** Letters and digits where the set has any, else any visible character. */
function characterOf(ascii: readonly boolean[], random: () => number): string {
  const codes = ascii.flatMap((is, code) => (is && code > 31 && code < 127 ? [code] : []));
  const plain = codes.filter((code) => /[A-Za-z0-9]/.test(String.fromCharCode(code)));
  const from = plain.length > 0 ? plain : codes;
  return String.fromCharCode(from[Math.floor(random() * from.length)] ?? 32);
}

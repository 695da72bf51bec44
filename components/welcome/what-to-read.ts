// Which patterns one would want to grant, given the paths there are. Pure.
import { matchesPattern } from "#lib/path-pattern.ts";

export type Choice = { pattern: string; title: string; description: string };

/** From the narrowest to the widest: one secret, its folder, the vault. */
export function choicesFor(paths: readonly string[]): Choice[] {
  const first = paths[0];
  if (!first) return [everything(0)];
  const folder = first.includes("/") ? first.slice(0, first.indexOf("/")) : null;
  const pattern = `${folder}/**`;
  const inside = folder ? paths.filter((path) => matchesPattern(pattern, path)).length : 0;
  return [
    { pattern: first, title: first, description: "This one secret and nothing else" },
    ...(folder ? [{ pattern, title: pattern, description: counted(inside) }] : []),
    everything(paths.length),
  ];
}

/** A path that one of the patterns lets the agent read, for the first request. */
export function readable(paths: readonly string[], patterns: readonly string[]): string | null {
  return paths.find((path) => patterns.some((pattern) => matchesPattern(pattern, path))) ?? null;
}

function everything(count: number): Choice {
  return { pattern: "**", title: "The whole vault", description: counted(count) };
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "secret" : "secrets"} now, and those to come`;
}

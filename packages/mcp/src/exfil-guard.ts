// Keeps what a tool has handed out from being written elsewhere by another tool.
// Must never keep a value, or repeat one in its words.
import { parseEnv } from "../../../lib/dotenv.ts";
import { originOf, type Place, type ReadValues, remember } from "./read-values.ts";
import { Refusal } from "./refusal.ts";

export const EXFIL_MODES = ["block", "warn", "off"] as const;
export type ExfilMode = (typeof EXFIL_MODES)[number];

/** What to do, and what was read by whoever the tools act as. */
export type ExfilProtection = { mode: ExfilMode; reads: ReadValues };

/** An argument that will be written: `value` into the place `to`, or anything into text that others see. */
export type Outgoing = {
  argument: string;
  content: unknown;
  to?: Place;
  /** It is also written to logs, where no value may be: a warning would come too late. */
  isLogged?: true;
};

export type ExfilGuard = {
  /** To be called before the value is handed out. */
  handsOut(secret: { type: string; value: string }, from: Place): void;
  /**
   * To be called before anything is written. Answers with what to add to the tool's words: nothing, or a warning.
   * @throws Refusal where a value that was read is among it, in mode block, or would be logged
   */
  lets(tool: string, outgoing: readonly Outgoing[]): string;
};

const SHORTEST_ENTRY = 8;
/** Such as production or development, which bundles hold and nobody keeps secret. */
const PLAIN_WORD = /^[a-z]{1,12}$/i;
const MOST_LEAVES = 10_000;

/** A guard for one server; what it has learned is in `reads`. */
export function createExfilGuard({ mode, reads }: ExfilProtection, log: (line: string) => void): ExfilGuard {
  return {
    handsOut({ type, value }, from) {
      if (mode === "off") return;
      if (type === "env_bundle") {
        for (const entry of parseEnv(value).entries)
          if (entry.value.length >= SHORTEST_ENTRY && !PLAIN_WORD.test(entry.value))
            remember(reads, entry.value, from);
      }
      remember(reads, value, from);
    },
    lets(tool, outgoing) {
      if (mode === "off") return "";
      for (const { argument, content, to, isLogged = false } of outgoing) {
        const origin = originOf(reads, textIn(content), to);
        if (!origin) continue;
        const isBlocked = mode === "block" || isLogged;
        const found = `\`${argument}\` is or holds a value that was read from '${origin.path}'`;
        log(`${tool}: ${argument} held the value of ${origin.path}; ${isBlocked ? "blocked" : "done"}`);
        if (isBlocked) throw new Refusal(`Blocked: ${found}. ${wayOn(to, origin)}`);
        return `\n\nWarning: ${found}. A value should stay where it is kept: tell your human.`;
      }
      return "";
    },
  };
}

function wayOn(to: Place | undefined, { path, vault_id }: Place): string {
  const allowed = to
    ? `It may be stored at '${path}' in vault ${vault_id} and nowhere else.`
    : "Texts that others see must not hold it: leave it out.";
  return `Nothing was done. ${allowed} If it is needed elsewhere, ask your human, who can copy or share it in the dashboard; share_secret lends it.`;
}

/** All keys, strings and numbers in what was sent, a line each. */
function textIn(content: unknown): string {
  if (typeof content === "string") return content;
  const leaves: string[] = [];
  const open: unknown[] = [content];
  while (open.length > 0 && leaves.length < MOST_LEAVES) {
    const next = open.pop();
    if (typeof next === "string" || typeof next === "number") leaves.push(String(next));
    else if (Array.isArray(next)) open.push(...next.slice(0, MOST_LEAVES));
    else if (next !== null && typeof next === "object")
      open.push(...Object.entries(next).slice(0, MOST_LEAVES).flat());
  }
  return leaves.join("\n");
}

// What the palette can lead to, and in which order it is shown for what was typed. Pure.

export type PaletteKind = "recent" | "page" | "action" | "vault" | "agent" | "secret";

export type PaletteItem = {
  id: string;
  kind: PaletteKind;
  label: string;
  hint?: string;
  /** Where it leads; without it `run` is what it does. */
  href?: string;
  run?: () => void;
  /** The server has found it for just this text, perhaps by what is not shown of it. */
  is_found?: boolean;
  /** Keys that do the same. */
  keys?: readonly string[];
};

export type PaletteGroup = { kind: PaletteKind; title: string; items: PaletteItem[] };

export const GROUP_TITLES: Readonly<Record<PaletteKind, string>> = {
  recent: "Recent",
  action: "Actions",
  page: "Pages",
  vault: "Vaults",
  agent: "Agents",
  secret: "Secrets",
};

const ORDER: readonly PaletteKind[] = ["recent", "page", "action", "vault", "agent", "secret"];
const MOST = 8;

/** Groups with what fits the text, the group with the best fit first; with nothing typed, what one begins with. */
export function groupsFor(items: readonly PaletteItem[], text: string): PaletteGroup[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0)
    return grouped(items.filter(({ kind }) => kind === "recent" || kind === "page" || kind === "action"));
  const scored = items
    .filter(({ kind }) => kind !== "recent")
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const best = new Map<PaletteKind, number>();
  for (const { item, score } of scored) if (!best.has(item.kind)) best.set(item.kind, score);
  return grouped(scored.map(({ item }) => item)).sort(
    (a, b) => (best.get(b.kind) ?? 0) - (best.get(a.kind) ?? 0),
  );
}

function grouped(items: readonly PaletteItem[]): PaletteGroup[] {
  return ORDER.map((kind) => ({
    kind,
    title: GROUP_TITLES[kind],
    items: items.filter((item) => item.kind === kind).slice(0, kind === "page" ? undefined : MOST),
  })).filter((group) => group.items.length > 0);
}

/** 0 where a word is missing; a name that begins so counts more than one that holds it, and the name more than the hint. */
function scoreOf({ label, hint = "", is_found = false }: PaletteItem, words: readonly string[]): number {
  const [name, about] = [label.toLowerCase(), hint.toLowerCase()];
  let score = 0;
  for (const word of words) {
    const at = name.indexOf(word);
    if (at === 0) score += name === word ? 10 : 6;
    else if (at > 0 && /[\s/_-]/.test(name[at - 1] ?? "")) score += 4;
    else if (at > 0) score += 2;
    else if (about.includes(word) || is_found) score += 1;
    else return 0;
  }
  return score;
}

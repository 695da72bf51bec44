import { describe, expect, it } from "vitest";
import { groupsFor, type PaletteItem } from "./palette-items.ts";

const item = (kind: PaletteItem["kind"], label: string, hint?: string): PaletteItem => ({
  id: `${kind} ${label}`,
  kind,
  label,
  hint,
});
const ITEMS = [
  item("page", "Dashboard", "What happens now"),
  item("page", "Vaults", "Secrets and who may read them"),
  item("action", "Create a vault"),
  item("vault", "Production"),
  item("agent", "prod-deployer"),
  item("secret", "api-keys/stripe", "Production"),
  item("recent", "api-keys/stripe"),
];
const labels = (text: string) => groupsFor(ITEMS, text).map(({ items }) => items.map(({ label }) => label));

describe("the palette", () => {
  it("begins with what was used last, then pages and actions", () => {
    expect(groupsFor(ITEMS, " ").map(({ kind }) => kind)).toEqual(["recent", "page", "action"]);
  });

  it("puts first what is called so, then what only holds the word", () => {
    expect(labels("vault")).toEqual([["Vaults"], ["Create a vault"]]);
    expect(labels("prod")[0]).toEqual(["Production"]);
  });

  it("finds things by several words in any order, and by their hints", () => {
    expect(labels("stripe api")).toEqual([["api-keys/stripe"]]);
    expect(labels("happens")).toEqual([["Dashboard"]]);
    expect(labels("nothing of the kind")).toEqual([]);
  });

  it("keeps what the server has found by metadata, for as long as that is what was typed", () => {
    const found = { ...item("secret", "db/main"), is_found: true };
    expect(groupsFor([found], "payments")).toHaveLength(1);
    expect(groupsFor([{ ...found, is_found: false }], "payments")).toEqual([]);
  });
});

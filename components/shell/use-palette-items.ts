"use client";
// What the palette offers: pages and actions are known, vaults and agents are asked for once, secrets as one types.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api, ask } from "#components/api/client.ts";
import { THEMES, type Theme, themeCookie } from "#components/ui/theme.ts";
import { navFor } from "./nav.ts";
import type { PaletteItem } from "./palette-items.ts";
import { recentItems } from "./recent.ts";
import { signOut } from "./user-menu.tsx";

const TYPED_MS = 150;
const SHORTEST = 2;
const FRESH_MS = 60_000;
const FOUND = 8;

export type PaletteActions = { createVault: () => void; shortcuts: () => void };

/** Everything to choose from for `text`; `pending` while secrets are looked for. */
export function usePaletteItems(
  open: boolean,
  text: string,
  isOperator: boolean,
  actions: PaletteActions,
): { items: PaletteItem[]; pending: boolean } {
  const known = useMemo(() => [...pages(isOperator), ...commands(actions)], [isOperator, actions]);
  const recent = useMemo(() => (open ? recentItems() : []), [open]);
  const places = useQuery({
    queryKey: ["palette", "places"],
    queryFn: readPlaces,
    enabled: open,
    staleTime: FRESH_MS,
  });
  const q = useSettled(text.trim());
  const isAsked = open && q.length >= SHORTEST;
  const secrets = useQuery({
    queryKey: ["palette", "secrets", q],
    queryFn: async ({ signal }) => ask(api().secrets.search({ q, limit: FOUND }, { signal })),
    enabled: isAsked,
    // What is typed may be anything, a pasted value too: it is forgotten at once.
    gcTime: 0,
  });
  const vaults = places.data?.filter(({ kind }) => kind === "vault");
  const found = (isAsked ? (secrets.data?.secrets ?? []) : []).map(
    ({ id, path, vault_id }): PaletteItem => ({
      id: `secret ${id}`,
      kind: "secret",
      is_found: q === text.trim(),
      label: path,
      hint: vaults?.find((vault) => vault.id === `vault ${vault_id}`)?.label,
      href: `/vaults/${vault_id}?path=${encodeURIComponent(path)}`,
    }),
  );
  return {
    items: [...recent, ...known, ...(places.data ?? []), ...found],
    pending: isAsked && (secrets.isFetching || q !== text.trim()),
  };
}

function pages(isOperator: boolean): PaletteItem[] {
  return [
    ...navFor({ is_operator: isOperator }).flatMap((group) => group.items),
    { href: "/docs", label: "API reference", hint: "Every endpoint and error", key: "" },
  ].map(({ href, label, hint, key }) => ({
    id: `page ${href}`,
    kind: "page",
    label,
    hint,
    href,
    ...(key && { keys: ["G", key.toUpperCase()] }),
  }));
}

function commands({ createVault, shortcuts }: PaletteActions): PaletteItem[] {
  const action = (label: string, rest: Partial<PaletteItem>): PaletteItem => ({
    id: `action ${label}`,
    kind: "action",
    label,
    ...rest,
  });
  return [
    action("Create a vault", { run: createVault }),
    action("Register an agent", { href: "/agents/new" }),
    action("New policy", { href: "/policies", hint: "Grant access" }),
    action("Why was it allowed or denied?", { href: "/policies/why" }),
    action("Invite somebody", { href: "/team", hint: "People and invitations" }),
    ...THEMES.map((theme) => action(`Colours: ${theme}`, { run: () => chooseColours(theme), hint: "Theme" })),
    action("Keyboard shortcuts", { run: shortcuts, keys: ["?"] }),
    action("Sign out", { run: () => void signOut() }),
  ];
}

/** The whole page is made again with the theme, as the switch at the top has to follow. */
function chooseColours(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
  document.cookie = themeCookie(theme);
  window.location.reload();
}

async function readPlaces(): Promise<PaletteItem[]> {
  const [{ vaults }, { agents }] = await Promise.all([
    ask(api().vault.list({ limit: 500 })),
    ask(api().agents.list({ limit: 500 })),
  ]);
  return [
    ...vaults.map(
      ({ id, name, description }): PaletteItem => ({
        id: `vault ${id}`,
        kind: "vault",
        label: name,
        hint: description || undefined,
        href: `/vaults/${id}`,
      }),
    ),
    ...agents.map(
      ({ id, name, description }): PaletteItem => ({
        id: `agent ${id}`,
        kind: "agent",
        label: name,
        hint: description || undefined,
        href: `/agents/${id}`,
      }),
    ),
  ];
}

/** `text` once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

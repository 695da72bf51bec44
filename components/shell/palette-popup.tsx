"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import {
  Bot,
  CornerDownLeft,
  FileKey2,
  History,
  type LucideIcon,
  Search,
  SquareChevronRight,
  Vault,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useId, useMemo, useRef, useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import { useOpening } from "#components/ui/lazy-part.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { CreateVault } from "#components/vaults/create-vault.tsx";
import { navFor } from "./nav.ts";
import type { PalettePopupProps } from "./palette.tsx";
import { groupsFor, type PaletteGroup, type PaletteItem, type PaletteKind } from "./palette-items.ts";
import { remember } from "./recent.ts";
import { usePaletteItems } from "./use-palette-items.ts";

const ICONS: Record<PaletteKind, LucideIcon> = {
  recent: History,
  action: SquareChevronRight,
  page: CornerDownLeft,
  vault: Vault,
  agent: Bot,
  secret: FileKey2,
};

/** One field that finds pages, actions, vaults, agents and secrets; arrow keys choose, Enter goes there. */
export function PalettePopup({ open, onOpenChange, onShortcuts, isOperator }: PalettePopupProps) {
  const [isCreating, setCreating] = useState(false);
  const { shown, origin } = useOpening(open);
  const field = useRef<HTMLInputElement>(null);
  const actions = useMemo(
    () => ({ createVault: () => setCreating(true), shortcuts: onShortcuts }),
    [onShortcuts],
  );
  return (
    <>
      <Base.Root open={shown} onOpenChange={onOpenChange}>
        <Base.Portal>
          <Base.Backdrop className="scrim fixed inset-0 z-40 transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
          <Base.Popup
            aria-label="Search and commands"
            initialFocus={field}
            finalFocus={origin}
            className="fixed inset-x-3 top-[max(0.75rem,9dvh)] z-40 mx-auto flex max-h-[min(32rem,80dvh)] max-w-xl flex-col overflow-hidden rounded-xl border bg-surface shadow-pop outline-none"
          >
            <Choices
              field={field}
              open={open}
              isOperator={isOperator}
              actions={actions}
              onDone={() => onOpenChange(false)}
            />
          </Base.Popup>
        </Base.Portal>
      </Base.Root>
      <CreateVault open={isCreating} onOpenChange={setCreating} />
    </>
  );
}

function Choices({
  field,
  open,
  isOperator,
  actions,
  onDone,
}: {
  field: RefObject<HTMLInputElement | null>;
  open: boolean;
  isOperator: boolean;
  actions: Parameters<typeof usePaletteItems>[3];
  onDone: () => void;
}) {
  const base = useId();
  const router = useRouter();
  const [text, setText] = useState("");
  const [active, setActive] = useState<string | null>(null);
  const { items, pending } = usePaletteItems(open, text, isOperator, actions);
  const groups = groupsFor(items, text);
  const flat = groups.flatMap((group) => group.items);
  const at = Math.max(
    0,
    flat.findIndex(({ id }) => id === active),
  );
  const current = flat[at];
  const choose = (item: PaletteItem) => {
    remember(item);
    onDone();
    if (item.href) router.push(item.href);
    else item.run?.();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && flat.length > 0) {
      event.preventDefault();
      const next = flat[(at + step + flat.length) % flat.length];
      setActive(next?.id ?? null);
      document.getElementById(optionId(base, next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && current) {
      event.preventDefault();
      choose(current);
    }
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <input
          ref={field}
          role="combobox"
          aria-label="Search"
          aria-expanded
          aria-controls={`${base}-list`}
          aria-activedescendant={current ? optionId(base, current) : undefined}
          aria-autocomplete="list"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(null);
          }}
          onKeyDown={press}
          placeholder="Vaults, secrets, agents, pages, actions"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
        {pending && <Spinner className="size-4 text-ink-faint" />}
        <Kbd aria-hidden className="max-sm:hidden">
          Esc
        </Kbd>
      </div>
      <Results
        base={base}
        groups={groups}
        current={current}
        isOperator={isOperator}
        onPoint={setActive}
        onChoose={choose}
      />
      <p
        role="status"
        className={clsx(
          flat.length > 0 || pending ? "sr-only" : "px-4 pb-8 text-center text-sm text-ink-faint",
        )}
      >
        {flat.length > 0 ? `${flat.length} results` : pending ? "" : `Nothing is called “${text.trim()}”.`}
      </p>
    </>
  );
}

function Results({
  base,
  groups,
  current,
  isOperator,
  onPoint,
  onChoose,
}: {
  base: string;
  groups: PaletteGroup[];
  current: PaletteItem | undefined;
  isOperator: boolean;
  onPoint: (id: string) => void;
  onChoose: (item: PaletteItem) => void;
}) {
  const pageIcons = new Map(
    navFor({ is_operator: isOperator }).flatMap((group) => group.items.map(({ href, icon }) => [href, icon])),
  );
  return (
    <div
      id={`${base}-list`}
      role="listbox"
      aria-label="Results"
      className="min-h-0 flex-1 overflow-y-auto p-2"
    >
      {groups.map(({ kind, title, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={kind} role="group" aria-labelledby={`${base}-${kind}`}>
          <div id={`${base}-${kind}`} className="px-2.5 pt-2 pb-1 text-2xs font-medium text-ink-faint">
            {title}
          </div>
          {items.map((item) => (
            <Option
              key={item.id}
              id={optionId(base, item)}
              item={item}
              icon={(item.href && pageIcons.get(item.href)) || ICONS[item.kind]}
              active={item.id === current?.id}
              onPoint={() => onPoint(item.id)}
              onChoose={() => onChoose(item)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option({
  id,
  item,
  icon: Icon,
  active,
  onPoint,
  onChoose,
}: {
  id: string;
  item: PaletteItem;
  icon: LucideIcon;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  const isPath = item.href?.includes("?path=");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: chosen by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={active}
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
      className={clsx(
        "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm",
        active ? "bg-hover text-ink" : "text-ink-soft",
      )}
    >
      <Icon aria-hidden className={clsx("size-4 shrink-0", active ? "text-accent" : "text-ink-faint")} />
      <span className={clsx("truncate", isPath && "font-mono text-xs", active && "font-medium")}>
        {item.label}
      </span>
      {item.hint && <span className="truncate text-xs text-ink-faint">{item.hint}</span>}
      {item.keys && (
        <span aria-hidden className="ml-auto flex shrink-0 gap-1 max-sm:hidden">
          {item.keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}

function optionId(base: string, item: PaletteItem | undefined): string {
  return `${base}-${item?.id.replaceAll(/[^\w-]/g, "_") ?? ""}`;
}

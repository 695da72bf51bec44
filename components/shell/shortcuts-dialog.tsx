"use client";
import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { navFor } from "./nav.ts";
import type { ShortcutsProps } from "./palette.tsx";
import { setSingleKeys, singleKeysAreOn } from "./single-keys.ts";

type Shortcut = { keys: readonly string[]; does: string };

const ANYWHERE: Shortcut[] = [
  { keys: ["⌘", "K"], does: "Search and commands (Ctrl K)" },
  { keys: ["?"], does: "This list" },
  { keys: ["Esc"], does: "Close what is open" },
];
const LISTS: Shortcut[] = [
  { keys: ["/"], does: "Search in the list" },
  { keys: ["↓", "↑"], does: "Next and previous row (j, k)" },
  { keys: ["Enter"], does: "Open the row" },
];

/** All shortcuts there are, and the switch for those of single keys. */
export function ShortcutsDialog({ open, onOpenChange, isOperator }: ShortcutsProps) {
  const [isOn, setOn] = useState(singleKeysAreOn);
  const pages = navFor({ is_operator: isOperator }).flatMap((group) => group.items);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="lg">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <div className="grid content-start gap-5">
          <Shortcuts title="Anywhere" shortcuts={ANYWHERE} />
          <Shortcuts title="In lists" shortcuts={LISTS} />
        </div>
        <Shortcuts
          title="Go to a page"
          shortcuts={pages.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], does: label }))}
        />
      </div>
      <div className="mt-5 border-t pt-4">
        <Switch
          checked={isOn}
          onCheckedChange={(next) => {
            setSingleKeys(next);
            setOn(next);
          }}
          label="Shortcuts of single keys"
          hint="Off where they get in the way, for example of speech input. ⌘K stays."
        />
      </div>
    </Dialog>
  );
}

function Shortcuts({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-xs font-medium text-ink-faint">{title}</h3>
      <dl className="grid gap-1 text-sm">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4">
            <dt className="text-ink-soft">{does}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

"use client";
import clsx from "clsx";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

export type Tab = { id: string; label: string; content: ReactNode };

/** Tabs after the WAI-ARIA pattern: arrow keys, Home and End move and select. Every panel is in the page, for search and print. */
export function Tabs({ label, tabs, className }: { label: string; tabs: Tab[]; className?: string }) {
  const base = useId();
  const [selected, setSelected] = useState(tabs[0]?.id);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = tabs[(target + tabs.length) % tabs.length];
    if (!next) return;
    setSelected(next.id);
    document.getElementById(`${base}-${next.id}`)?.focus();
  };
  return (
    <div className={className}>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="inline-flex gap-0.5 rounded-md border bg-sunken p-0.5"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={tab.id === selected}
            aria-controls={`${base}-${tab.id}-panel`}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => setSelected(tab.id)}
            className={clsx(
              "rounded-sm px-3 py-1 text-sm font-medium transition-colors",
              tab.id === selected ? "bg-surface text-ink shadow-card" : "text-ink-faint hover:text-ink",
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={`${base}-${tab.id}-panel`}
          aria-labelledby={`${base}-${tab.id}`}
          hidden={tab.id !== selected}
          className="mt-4"
        >
          {tab.content}
        </div>
      ))}
    </div>
  );
}

"use client";
import clsx from "clsx";
import { useDeferredValue, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { checkPathPattern, literalPrefix, matchesPattern } from "#lib/path-pattern.ts";
import { counted } from "./policy-words.ts";
import { type KnownPaths, usePaths } from "./use-paths.ts";

const SHOWN = 20;
const QUICK = 5;

/** Which paths of the vault a pattern covers now, as one types it, and patterns to start from. */
export function PathPreview({
  vault_id,
  pattern,
  onPattern,
}: {
  vault_id: string;
  pattern: string;
  /** For the patterns that are offered; without it none are. */
  onPattern?: (pattern: string) => void;
}) {
  const known = usePaths(vault_id);
  const asked = useDeferredValue(pattern);
  const { paths } = known;
  const isUsable = asked !== "" && checkPathPattern(asked) === null;
  const found = useMemo(
    () => (isUsable ? paths.filter((path) => matchesPattern(asked, path)) : []),
    [paths, asked, isUsable],
  );
  if (known.isPending) return <Waiting />;
  return (
    <div className="grid gap-2">
      {onPattern && <QuickPatterns paths={paths} pattern={pattern} onPattern={onPattern} />}
      <div className="overflow-hidden rounded-md border bg-sunken">
        <p role="status" className="px-3 py-2 text-xs text-ink-soft">
          {known.failed
            ? "The paths of this vault could not be loaded, so there is no preview."
            : summary(known, asked, isUsable, found.length)}
        </p>
        {found.length > 0 && <Found found={found} pattern={asked} />}
        <More known={known} />
      </div>
    </div>
  );
}

function summary({ paths, isComplete }: KnownPaths, pattern: string, isUsable: boolean, found: number) {
  const all = isComplete
    ? `${counted(paths.length, "path")} that you can see in this vault`
    : `first ${counted(paths.length, "path")} of this vault`;
  if (paths.length === 0)
    return "There is no path in this vault that you can see. The policy counts for what comes.";
  if (pattern === "") return `Type a pattern to see which of the ${all} it covers.`;
  if (!isUsable) return "No preview: this is not a pattern yet.";
  if (found === 0)
    return (
      <>
        <span className="font-medium text-warn">Matches nothing yet.</span> None of the {all} is covered.
      </>
    );
  return (
    <>
      <span className="font-medium text-ink">Matches {counted(found, "path")}</span> of the {all}.
    </>
  );
}

/** The part of each path that the wildcards stand for is set off from what the pattern says itself. */
function Found({ found, pattern }: { found: string[]; pattern: string }) {
  const fixed = literalPrefix(pattern).length;
  return (
    <ul
      aria-label="Paths that match"
      className="gap-x-6 border-t bg-surface px-3 py-2 font-mono text-xs/5 sm:columns-2"
    >
      {found.slice(0, SHOWN).map((path) => (
        <li key={path} className="wrap-anywhere">
          <span className="text-ink-faint">{path.slice(0, fixed)}</span>
          <span className="text-ink">{path.slice(fixed)}</span>
        </li>
      ))}
      {found.length > SHOWN && (
        <li className="font-sans text-ink-faint">and {counted(found.length - SHOWN, "other")}</li>
      )}
    </ul>
  );
}

function QuickPatterns({
  paths,
  pattern,
  onPattern,
}: {
  paths: string[];
  pattern: string;
  onPattern: (pattern: string) => void;
}) {
  const folders = useMemo(() => {
    const counts = new Map<string, number>();
    for (const path of paths) {
      const slash = path.indexOf("/");
      if (slash > 0) counts.set(path.slice(0, slash), (counts.get(path.slice(0, slash)) ?? 0) + 1);
    }
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, QUICK);
    return most.map(([folder]) => `${folder}/**`);
  }, [paths]);
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Patterns to start from</legend>
      {["**", ...folders].map((quick) => (
        <button
          key={quick}
          type="button"
          aria-pressed={quick === pattern}
          onClick={() => onPattern(quick)}
          className={clsx(
            "h-6 max-w-full truncate rounded-sm px-1.5 font-mono text-xs ring-1 ring-inset transition-colors",
            quick === pattern
              ? "bg-solid text-on-solid ring-solid"
              : "bg-surface text-ink-soft ring-line-strong hover:bg-hover hover:text-ink",
          )}
        >
          {quick}
          <span className="sr-only">{quick === "**" ? ", everything in the vault" : ""}</span>
        </button>
      ))}
    </fieldset>
  );
}

function More({ known: { isLooking, lookFurther } }: { known: KnownPaths }) {
  if (isLooking) return <p className="border-t px-3 py-2 text-xs text-ink-faint">Looking further …</p>;
  if (!lookFurther) return null;
  return (
    <div className="border-t px-2 py-1.5">
      <Button size="sm" variant="ghost" onClick={lookFurther}>
        Look at more paths
      </Button>
    </div>
  );
}

function Waiting() {
  return (
    <div className="grid gap-2 rounded-md border bg-sunken p-3">
      <span role="status" className="sr-only">
        Loading the paths of the vault
      </span>
      <Skeleton className="w-2/5" />
      <Skeleton className="w-3/5" />
    </div>
  );
}

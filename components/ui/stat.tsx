import clsx from "clsx";
import type { ReactNode } from "react";

const TONES = {
  neutral: "text-ink",
  accent: "text-accent",
  ok: "text-ok",
  warn: "text-warn",
  danger: "text-danger",
};

/** One number with its name; the hint says what it is compared with. */
export function Stat({
  label,
  value,
  hint,
  tone = "neutral",
}: {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  tone?: keyof typeof TONES;
}) {
  return (
    <div className="min-w-0 rounded-lg border bg-surface px-4 py-3 shadow-card">
      <p className="truncate text-xs font-medium text-ink-faint">{label}</p>
      <p className={clsx("mt-1 text-xl font-semibold tracking-tight tabular-nums", TONES[tone])}>{value}</p>
      {hint && <div className="mt-0.5 text-xs text-ink-faint">{hint}</div>}
    </div>
  );
}

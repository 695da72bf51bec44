/** How far work has come. Without a `value` it only says that it runs. */
export function Progress({ value, max, label }: { value: number | null; max: number; label: string }) {
  const share = value === null || max <= 0 ? null : Math.min(100, Math.max(0, (value / max) * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value ?? undefined}
      className="overflow-hidden rounded-full bg-line"
    >
      <svg aria-hidden width="100%" height="6" className="block">
        {share === null ? (
          <rect width="40%" height="6" rx="3" className="progress-runs fill-accent-bright" />
        ) : (
          <rect width={`${share}%`} height="6" rx="3" className="fill-accent-bright" />
        )}
      </svg>
    </div>
  );
}

import clsx from "clsx";

/** A grey shape where something will be; give it its size with classes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("shimmer block h-3 rounded-sm bg-line/70", className)} />;
}

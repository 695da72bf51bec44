import clsx from "clsx";

const COLOURS: Record<string, string> = {
  GET: "text-info",
  POST: "text-ok",
  PUT: "text-warn",
  PATCH: "text-warn",
  DELETE: "text-danger",
};

export function Method({ method, className }: { method: string; className?: string }) {
  return (
    <span className={clsx("font-mono font-medium", COLOURS[method] ?? "text-ink-soft", className)}>{method}</span>
  );
}

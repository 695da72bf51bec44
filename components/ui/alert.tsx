import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  info: { icon: Info, word: "Note", look: "border-info/25 bg-info-soft", ink: "text-info" },
  ok: { icon: CircleCheck, word: "Done", look: "border-ok/25 bg-ok-soft", ink: "text-ok" },
  warn: { icon: TriangleAlert, word: "Warning", look: "border-warn/30 bg-warn-soft", ink: "text-warn" },
  danger: { icon: CircleAlert, word: "Problem", look: "border-danger/30 bg-danger-soft", ink: "text-danger" },
};

/** A message in the page. A danger that appears is announced at once, everything else when the reader pauses. */
export function Alert({
  tone,
  title,
  children,
  action,
}: {
  tone: keyof typeof TONES;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const { icon: Icon, word, look, ink } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3 py-2.5 text-sm",
        look,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-2.5">
        <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", ink)} />
        <div className="min-w-0 wrap-anywhere">
          <span className="sr-only">{word}: </span>
          {title && <p className="font-medium text-ink">{title}</p>}
          <div className="text-ink-soft">{children}</div>
        </div>
      </div>
      {action && <div className="flex shrink-0 items-center gap-2 max-sm:pl-6.5">{action}</div>}
    </div>
  );
}

import { CircleAlert } from "lucide-react";

/** Why a form was not accepted as a whole. Always in the page, so that a text appearing in it is announced. */
export function FormProblem({ text, more = [] }: { text: string | null; more?: readonly string[] }) {
  const lines = [text, ...more].filter((line) => line !== null && line !== "");
  return (
    <div role="alert" className="empty:hidden">
      {lines.length > 0 && (
        <div className="flex gap-2 rounded-md border border-danger/30 bg-danger-soft px-3 py-2 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
          <div className="min-w-0 break-words">
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

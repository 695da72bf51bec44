import clsx from "clsx";
import { Check, Minus, X } from "lucide-react";

const LOOKS = {
  yes: { icon: Check, look: "bg-ok-soft text-ok ring-ok/30", word: "Passed" },
  no: { icon: X, look: "bg-danger-soft text-danger ring-danger/30", word: "Failed" },
  open: { icon: Minus, look: "bg-sunken text-ink-faint ring-line", word: "Not decisive" },
};
export type Verdict = keyof typeof LOOKS;

/** Passed, failed or neither: as a sign, a colour and a word for screen readers. */
export function VerdictMark({ verdict, large = false }: { verdict: Verdict; large?: boolean }) {
  const { icon: Icon, look, word } = LOOKS[verdict];
  return (
    <span
      className={clsx(
        "grid shrink-0 place-items-center rounded-full ring-1 ring-inset",
        large ? "size-6" : "size-4.5",
        look,
      )}
    >
      <Icon aria-hidden strokeWidth={2.5} className={large ? "size-3.5" : "size-2.5"} />
      <span className="sr-only">{word}: </span>
    </span>
  );
}

"use client";
import { EyeOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

const STEP_MS = 250;
const RADIUS = 6;
const ROUND = 2 * Math.PI * RADIUS;

/**
 * A revealed value. It asks to be hidden (`onHide`) after `seconds`, and at once when the tab goes out of sight; the
 * parent then drops the value. `what` completes "Copy …" and "Hide …".
 */
export function SecretText({
  value,
  what,
  seconds = 30,
  onHide,
}: {
  value: string;
  what: string;
  seconds?: number;
  onHide: () => void;
}) {
  const left = useCountdown(seconds, onHide);
  return (
    <div className="h-fit overflow-hidden rounded-md border border-line-strong bg-sunken">
      {/* biome-ignore lint/a11y/useSemanticElements: a value is not a landmark of the page */}
      <pre
        role="group"
        aria-label={`Value of ${what}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
        tabIndex={0}
        className="max-h-64 overflow-auto p-3 font-mono text-xs/5 wrap-anywhere whitespace-pre-wrap text-ink -outline-offset-2"
      >
        {value}
      </pre>
      <div className="flex h-9 items-center gap-1 border-t bg-surface pr-1 pl-3 text-xs text-ink-faint">
        <Ring share={left / (seconds * 1_000)} />
        <span role="timer" className="mr-auto ml-1.5 tabular-nums">
          Hides in {Math.ceil(left / 1_000)} s
        </span>
        <CopyButton text={value} what={what} />
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          aria-label={`Hide ${what}`}
          title={`Hide ${what}`}
          onClick={onHide}
        >
          <EyeOff aria-hidden className="size-3.5" />
        </Button>
      </div>
    </div>
  );
}

/** Milliseconds left; runs `onEnd` once when none are, or when nobody can see the page. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds * 1_000);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    const deadline = performance.now() + seconds * 1_000;
    const tick = () => {
      const rest = Math.max(deadline - performance.now(), 0);
      setLeft(rest);
      if (rest === 0) stop();
    };
    const stop = () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hidden);
      end.current();
    };
    const hidden = () => document.visibilityState === "hidden" && stop();
    const timer = setInterval(tick, STEP_MS);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [seconds]);
  return left;
}

function Ring({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 -rotate-90" fill="none" strokeWidth="2">
      <circle cx="8" cy="8" r={RADIUS} className="stroke-line" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        strokeDasharray={`${ROUND * Math.min(Math.max(share, 0), 1)} ${ROUND}`}
        strokeLinecap="round"
        className="stroke-accent-bright"
      />
    </svg>
  );
}

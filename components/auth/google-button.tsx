"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { leaveForGoogle } from "./ways-in.ts";

/** The way in through Google, with the line that parts it from the form below. */
export function GoogleButton({ next, onLeave }: { next: string; onLeave?: () => void }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const leave = async () => {
    setPending(true);
    setProblem(null);
    onLeave?.();
    await leaveForGoogle(next).catch((error: Error) => setProblem(error.message));
    setPending(false);
  };
  return (
    <>
      <FormProblem text={problem} />
      <Button className="h-9 w-full justify-center" pending={pending} onClick={() => void leave()}>
        <GoogleMark />
        Continue with Google
      </Button>
      <div className="flex items-center gap-3 text-xs text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </div>
    </>
  );
}

function GoogleMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className="size-3.5" fill="currentColor">
      <path d="M12 10.300v3.800h5.400a4.700 4.700 0 0 1-2 3l3.200 2.500c1.900-1.800 3-4.300 3-7.400 0-.7-.1-1.300-.2-1.900H12Zm0 11.700c2.700 0 5-.9 6.600-2.400l-3.200-2.500c-.9.6-2 1-3.400 1a5.900 5.900 0 0 1-5.600-4.100l-3.300 2.500A10 10 0 0 0 12 22ZM6.400 14a6 6 0 0 1 0-3.900L3.100 7.500a10 10 0 0 0 0 9L6.400 14ZM12 6c1.500 0 2.800.5 3.900 1.500l2.800-2.800A10 10 0 0 0 3.100 7.500l3.300 2.600A6 6 0 0 1 12 6Z" />
    </svg>
  );
}

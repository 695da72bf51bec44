"use client";
import {
  Ban,
  Clock,
  type LucideIcon,
  MapPinOff,
  ServerOff,
  ShieldAlert,
  TimerOff,
  UserRound,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button, buttonLook } from "#components/ui/button.tsx";
import type { OneclawErrorBody } from "#sdk";

type Kind = { icon: LucideIcon; title: string; again?: boolean };

const KINDS: Record<string, Kind> = {
  share_not_found: { icon: Ban, title: "This share does not open" },
  share_ended: { icon: TimerOff, title: "This share has ended" },
  share_locked: { icon: ShieldAlert, title: "This share is locked" },
  share_address_refused: { icon: MapPinOff, title: "Not from this address", again: true },
  address_not_allowed: { icon: MapPinOff, title: "Not from this address", again: true },
  authentication_required: { icon: UserRound, title: "Sign in to open it" },
  rate_limited: { icon: Clock, title: "Too many tries", again: true },
};
const OTHER: Kind = { icon: ServerOff, title: "It could not be opened", again: true };

/** Icon and title for what an opening was refused with. */
export function refusalKind({ code }: OneclawErrorBody): Kind {
  return KINDS[code ?? ""] ?? OTHER;
}

/** What is to be said, and the way on where there is one. `here` is where to come back to after the sign-in. */
export function RefusalText({
  error,
  here,
  onAgain,
}: {
  error: OneclawErrorBody;
  here: string;
  onAgain: () => void;
}): ReactNode {
  if (error.code === "authentication_required") {
    return (
      <>
        <p>This share is for one account. Sign in with it, and you come back here; nothing was used up.</p>
        <Link
          href={`/sign-in?next=${encodeURIComponent(here)}`}
          className={`${buttonLook({ variant: "solid", size: "lg" })} w-fit`}
        >
          Sign in
        </Link>
      </>
    );
  }
  return (
    <>
      <p role="alert">{error.message}</p>
      {refusalKind(error).again && (
        <Button className="w-fit" onClick={onAgain}>
          Try again
        </Button>
      )}
    </>
  );
}

"use client";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Enrolment, EnrolmentStatus } from "./enrolment-status.tsx";

/** Who asks to become an agent, from where and when, and what saying yes does and does not do. */
export function EnrolmentPanel({ enrolment }: { enrolment: Enrolment }) {
  const { name, description, ip, user_agent, status, created_at, expires_at, decided_at = null } = enrolment;
  const open = status === "pending";
  return (
    <div className="grid gap-5">
      <div className="-mt-2 [&_dl>div]:sm:grid-cols-[7.5rem_minmax(0,1fr)]">
        <Facts
          items={[
            { label: "Calls itself", value: <span className="font-medium">{name}</span> },
            {
              label: "Says it is for",
              value: description ? <span className="whitespace-pre-line">{description}</span> : "Not said",
            },
            { label: "Asks from", value: ip ?? "An unknown address" },
            { label: "Program", value: user_agent ?? "Not said" },
            { label: "Asked", value: <Time at={created_at} /> },
            {
              label: "Asked for you",
              value: enrolment.for_your_address ? "By your address" : "By link alone, for whoever opens it",
            },
            open
              ? { label: "Ends", value: <Time at={expires_at} /> }
              : { label: "Decided", value: <Decided status={status} at={decided_at} /> },
          ]}
        />
        {open && (
          <p className="mt-2 text-xs text-ink-faint">
            The program said this about itself; nobody has checked it.
          </p>
        )}
      </div>
      {open && <Consequences access={enrolment.access} />}
    </div>
  );
}

function Decided({ status, at }: { status: Enrolment["status"]; at: string | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <EnrolmentStatus status={status} />
      {at && <Time at={at} />}
    </span>
  );
}

function Consequences({ access }: { access: string }) {
  return (
    <div className="rounded-md border bg-sunken p-3.5 text-sm">
      <h2 className="font-medium">If you approve</h2>
      <ul className="mt-2 grid gap-1.5 text-ink-soft">
        <Line yes>It becomes an agent of your organization, with an API key.</Line>
        <Line yes>The key goes to you, not to the program: you hand it over.</Line>
        <Line>{access}</Line>
        <Line>It cannot approve, invite or grant anything.</Line>
      </ul>
    </div>
  );
}

function Line({ yes = false, children }: { yes?: boolean; children: ReactNode }) {
  const Icon = yes ? Check : X;
  return (
    <li className="flex gap-2">
      <Icon aria-hidden className={`mt-0.75 size-3.5 shrink-0 ${yes ? "text-ok" : "text-ink-faint"}`} />
      <span>
        <span className="sr-only">{yes ? "What happens: " : "What does not: "}</span>
        {children}
      </span>
    </li>
  );
}

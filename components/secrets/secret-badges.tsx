"use client";
import { CalendarClock, Eye } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Time } from "#components/ui/time.tsx";
import { useMounted } from "#components/ui/use-mounted.ts";
import { readsLeft, type Secret } from "./secret-queries.ts";

const SOON_MS = 7 * 86_400_000;

/** What will end a secret: its expiry and its limit of reads. Nothing for one that lasts. */
export function SecretBadges({ secret }: { secret: Secret }) {
  const left = readsLeft(secret);
  return (
    <>
      {secret.is_disabled && <Badge tone="danger">Disabled</Badge>}
      {secret.expires_at && <Expiry at={secret.expires_at} />}
      {left !== null && (
        <Badge tone={left === 0 ? "danger" : left === 1 ? "warn" : "neutral"}>
          <Eye aria-hidden className="size-3" />
          {left === 0 ? "Used up" : `${left.toLocaleString("en")} ${left === 1 ? "read" : "reads"} left`}
        </Badge>
      )}
    </>
  );
}

function Expiry({ at }: { at: string }) {
  const mounted = useMounted();
  const [now] = useState(() => Date.now());
  const rest = mounted ? Date.parse(at) - now : Number.POSITIVE_INFINITY;
  return (
    <Badge tone={rest <= 0 ? "danger" : rest < SOON_MS ? "warn" : "neutral"}>
      <CalendarClock aria-hidden className="size-3" />
      {rest <= 0 ? "Expired" : "Expires"} <Time at={at} />
    </Badge>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck, ShieldOff } from "lucide-react";
import { useState } from "react";
import { api, ask } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ApiSchemas } from "#sdk";

const SecondFactorSetup = lazyDialog(
  () => import("./second-factor-setup.tsx").then((file) => file.SecondFactorSetup),
  ({ open }) => open,
);

const SecondFactorOff = lazyDialog(
  () => import("./second-factor-off.tsx").then((file) => file.SecondFactorOff),
  ({ open }) => open,
);

type Status = ApiSchemas["MfaStatusResponse"];

const FEW_CODES = 2;

/** Whether one signs in with a second factor, and the way to turn it on, replace it and turn it off. */
export function SecondFactor({ initial }: { initial: Status }) {
  const [asked, setAsked] = useState<"setup" | "off" | null>(null);
  const { data: status } = useQuery({
    queryKey: ["security", "mfa"],
    queryFn: () => ask(api().auth.mfaStatus()),
    initialData: initial,
  });
  const Icon = status.enabled ? ShieldCheck : ShieldOff;
  return (
    <Section
      title="Second factor"
      description="A code of an authenticator app, asked for after the password whenever you sign in."
    >
      <Card className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
        <Icon
          aria-hidden
          className={status.enabled ? "size-5 shrink-0 text-ok" : "size-5 shrink-0 text-ink-faint"}
        />
        <div className="min-w-0 flex-1 basis-56">
          <p className="flex items-center gap-2 font-medium">
            Authenticator app
            <Badge tone={status.enabled ? "ok" : "neutral"}>{status.enabled ? "On" : "Off"}</Badge>
          </p>
          <p className="text-sm text-ink-faint">{words(status)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {status.enabled && <Button onClick={() => setAsked("off")}>Turn off</Button>}
          <Button variant={status.enabled ? "outline" : "solid"} onClick={() => setAsked("setup")}>
            {status.enabled ? "Replace" : "Set up"}
          </Button>
        </div>
      </Card>
      <SecondFactorSetup
        open={asked === "setup"}
        onOpenChange={(open) => setAsked(open ? "setup" : null)}
        replaces={status.enabled}
      />
      <SecondFactorOff open={asked === "off"} onOpenChange={(open) => setAsked(open ? "off" : null)} />
    </Section>
  );
}

function words({ enabled, recovery_codes_left: left = 0 }: Status): string {
  if (!enabled) return "Whoever learns your password can sign in as you.";
  const codes = `${left} recovery ${left === 1 ? "code is" : "codes are"} left`;
  return left <= FEW_CODES ? `${codes}. Replace it to get new ones.` : `${codes}.`;
}

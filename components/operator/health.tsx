"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { Time } from "#components/ui/time.tsx";
import { type HealthView, readHealth } from "./operator-queries.ts";

const EVERY_MS = 5_000;
const PROVIDERS = { local: "Key file on this machine", gcp: "Google Cloud KMS", pkcs11: "PKCS#11 module" };
const LEVELS = { software: "Software", hsm: "HSM" };

/** Whether the parts of the server do their work, looked at every few seconds. */
export function Health({ initial, sendsMail }: { initial: HealthView; sendsMail: boolean }) {
  const { data, error } = useQuery({
    queryKey: ["operator", "health"],
    queryFn: readHealth,
    initialData: initial,
    refetchInterval: EVERY_MS,
  });
  const { health, hsm, jobs } = data;
  const { database, kms, audit } = health.checks;
  const sealer = jobs.find(({ name }) => name === "seal_audit");
  const failing = jobs.filter(({ last_outcome }) => last_outcome === "failed");
  const isWell = health.status === "healthy";
  return (
    <Section
      title={isWell ? "The server is healthy" : "Something is down"}
      description="Looked at every five seconds. What is down recovers by itself once its cause is gone."
      actions={<Badge tone={isWell ? "ok" : "danger"}>{isWell ? "Healthy" : "Degraded"}</Badge>}
    >
      {error && (
        <div className="mb-3">
          <Alert tone="danger">{sentenceOf(error)}</Alert>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-3">
        <Part name="Database" state={database} hint="Answers, and takes writes" />
        <Part name="Key service" state={kms} hint={PROVIDERS[hsm.provider]} />
        <Part name="Audit log" state={audit} hint="Takes events, and they are durable" />
      </div>
      <Card className="mt-3 px-4 py-2">
        <Facts
          items={[
            { label: "Version", value: health.version },
            { label: "Keys are held by", value: PROVIDERS[hsm.provider] },
            {
              label: "Protection level",
              value: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <Badge tone={hsm.protection_level === "hsm" ? "ok" : "neutral"}>
                    {LEVELS[hsm.protection_level]}
                  </Badge>
                  {hsm.status !== "ok" && <Badge tone="warn">{hsm.status}</Badge>}
                </span>
              ),
            },
            {
              label: "Audit log last sealed",
              value: sealer ? (
                <>
                  <Time at={sealer.last_finished_at ?? null} />, every {sealer.every_seconds} s
                  {sealer.failures > 0 && `; ${sealer.failures.toLocaleString("en")} runs failed so far`}
                </>
              ) : (
                "Not yet"
              ),
            },
            {
              label: "Jobs",
              value:
                failing.length === 0
                  ? `All ${jobs.length} ended well when they last ran`
                  : `${failing.length} of ${jobs.length} failed when they last ran: ${failing.map(({ name }) => name).join(", ")}`,
            },
            {
              label: "Mail",
              value: sendsMail ? "Leaves by SMTP" : "Waits in the outbox: no SMTP server is set up",
            },
          ]}
        />
      </Card>
      <p className="mt-3 text-xs text-ink-faint">
        Jobs report every ten seconds, so the time of the last sealing may be that old. Uptime, latencies and
        backlogs are on <code>/metrics</code>.
      </p>
      {!sendsMail && (
        <Link href="/operator/mail" className={`mt-4 ${buttonLook()}`}>
          Open the outbox
        </Link>
      )}
    </Section>
  );
}

function Part({ name, state, hint }: { name: string; state: "up" | "down"; hint: string }) {
  return (
    <Stat
      label={name}
      value={state === "up" ? "Up" : "Down"}
      tone={state === "up" ? "ok" : "danger"}
      hint={hint}
    />
  );
}

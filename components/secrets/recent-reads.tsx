"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { api, sentenceOf } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Principals } from "#components/vaults/principals.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { unwrap } from "#sdk";
import { type Secret, secretKeys } from "./secret-queries.ts";

const SHOWN = 6;

/** The last times the value was handed out, or was asked for. */
export function RecentReads({
  vault,
  secret,
  principals,
}: {
  vault: Vault;
  secret: Secret;
  principals: Principals;
}) {
  const { data, error } = useQuery({
    queryKey: secretKeys.reads(vault.id, secret.id),
    queryFn: async () => {
      const asked = { resource_id: secret.id, action: "secret.read", limit: SHOWN };
      const answer = await api().audit.query(asked);
      return answer.meta.status === 403 ? null : unwrap(answer).events;
    },
  });
  if (error) return <p className="text-sm text-ink-faint">{sentenceOf(error)}</p>;
  if (data === undefined) return <Skeleton className="h-10 w-full" />;
  if (data === null) return <p className="text-sm text-ink-faint">You may not see the audit log.</p>;
  if (data.length === 0) return <p className="text-sm text-ink-faint">Nobody has read it yet.</p>;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border text-sm">
        {data.map((event) => (
          <li key={event.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <span className="min-w-0 flex-1 truncate font-medium">{principals.nameOf(event.actor_id)}</span>
            {event.outcome !== "success" && <Badge tone="danger">{event.outcome}</Badge>}
            {typeof event.details.version === "number" && (
              <span className="text-xs text-ink-faint tabular-nums">v{event.details.version}</span>
            )}
            {event.ip_address && (
              <span className="font-mono text-xs text-ink-faint max-sm:hidden">{event.ip_address}</span>
            )}
            <span className="w-28 text-right text-ink-soft">
              <Time at={event.created_at} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-ink-faint">
        <Link
          href={`/audit?resource_id=${secret.id}`}
          className="underline underline-offset-2 hover:text-ink"
        >
          All events of this secret
        </Link>
      </p>
    </>
  );
}

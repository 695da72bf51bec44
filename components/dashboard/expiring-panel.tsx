"use client";
import Link from "next/link";
import { type Directory, vaultName } from "#components/policies/directory.ts";
import { Time } from "#components/ui/time.tsx";
import { Nothing, Panel } from "./panel.tsx";
import type { Expiring } from "./queries.ts";

/** What ends within thirty days, soonest first. */
export function ExpiringPanel({ secrets, directory }: { secrets: Expiring[]; directory: Directory }) {
  return (
    <Panel title="Expiring soon" flush>
      {secrets.length === 0 ? (
        <Nothing>No secret expires in the next 30 days.</Nothing>
      ) : (
        <ul aria-label="Secrets that expire soon" className="divide-y divide-line">
          {secrets.map(({ id, vault_id, path, expires_at }) => (
            <li key={id} className="flex items-center gap-3 px-4 py-2 text-sm">
              <div className="min-w-0 flex-1">
                <Link
                  href={`/vaults/${vault_id}?path=${encodeURIComponent(path)}`}
                  className="block truncate rounded-sm font-mono text-xs/5 font-medium text-ink hover:underline"
                >
                  {path}
                </Link>
                <p className="truncate text-xs text-ink-faint">{vaultName(directory, vault_id)}</p>
              </div>
              <span className="shrink-0 text-xs text-warn">
                <Time at={expires_at ?? null} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

import { KeyRound, Split } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { Vault } from "./vault-queries.ts";

/** How a vault keeps its values, where that differs from the usual. */
export function CustodyBadges({ vault }: { vault: Vault }) {
  return (
    <>
      {vault.cmek_enabled && (
        <Badge tone="info">
          <KeyRound aria-hidden className="size-3" />
          CMEK
        </Badge>
      )}
      {vault.mpc_custody && (
        <Badge tone="info">
          <Split aria-hidden className="size-3" />
          {vault.mpc_custody} custody
        </Badge>
      )}
    </>
  );
}

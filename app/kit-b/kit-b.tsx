"use client";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import { SecretText } from "#components/ui/secret-text.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";

type V = { id: string; name: string; secrets: number; agents: number; at: string | null; active: boolean };
const ROWS: V[] = [
  "Production",
  "Staging",
  "Payments",
  "Analytics",
  "Archive",
  "A vault with quite a long name that goes on",
].map((name, n) => ({
  id: String(n),
  name,
  secrets: (n * 37) % 50,
  agents: n,
  at: n === 4 ? null : new Date(Date.UTC(2026, 10, 22, 8, 30 - n * n * 90)).toISOString(),
  active: n % 3 !== 1,
}));
const columns = [
  {
    id: "name",
    header: "Name",
    cell: (v: V) => v.name,
    sortBy: (v: V) => v.name,
    primary: true,
    width: "wide" as const,
  },
  {
    id: "status",
    header: "Status",
    bare: true,
    cell: (v: V) => <Badge tone={v.active ? "ok" : "warn"}>{v.active ? "active" : "disabled"}</Badge>,
    sortBy: (v: V) => Number(v.active),
  },
  {
    id: "secrets",
    header: "Secrets",
    cell: (v: V) => v.secrets,
    sortBy: (v: V) => v.secrets,
    align: "end" as const,
  },
  {
    id: "agents",
    header: "Agents",
    cell: (v: V) => v.agents,
    sortBy: (v: V) => v.agents,
    align: "end" as const,
    hideBelow: "sm" as const,
  },
  {
    id: "at",
    header: "Last access",
    cell: (v: V) => <Time at={v.at} />,
    sortBy: (v: V) => v.at && Date.parse(v.at),
  },
];
const base = { columns, rowKey: (v: V) => v.id, empty: <EmptyState art="vault" title="No vaults yet" /> };

export function KitB() {
  const [chips, setChips] = useState([
    { id: "a", label: "Action", value: "secret.read" },
    { id: "b", label: "Agent", value: "deploy-bot" },
  ]);
  const [shown, setShown] = useState(true);
  return (
    <>
      <Section title="Vaults">
        <DataTable
          {...base}
          label="Vaults"
          rows={ROWS}
          search={{ placeholder: "Search vaults", text: (v) => v.name }}
          href={(v) => `/kit-b?v=${v.id}`}
          sort={{ id: "at", desc: true }}
          toolbar={<Button>Filter</Button>}
          actions={(v) => (
            <Button variant="ghost" size="icon" className="size-7" aria-label={`More about ${v.name}`}>
              <MoreHorizontal aria-hidden className="size-4" />
            </Button>
          )}
          more={{ has: true, load: () => {}, pending: false }}
        />
      </Section>
      <Section title="Loading, failed and empty">
        <div className="grid gap-4 sm:grid-cols-2">
          <DataTable {...base} label="Loading vaults" rows={[]} status="loading" />
          <div className="grid gap-4 content-start">
            <DataTable {...base} label="Failed vaults" rows={[]} status="error" />
            <DataTable
              {...base}
              label="Open"
              rows={ROWS.slice(0, 2)}
              onOpen={(v) => console.log("opened", v.name)}
              pageSize={1}
            />
          </div>
        </div>
      </Section>
      <Section title="Secrets">
        <FilterChips
          chips={chips}
          onRemove={(id) => setChips(chips.filter((c) => c.id !== id))}
          onClear={() => setChips([])}
        />
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          {shown ? (
            <SecretText
              value={"sk_live_51Hxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
              what="api-keys/stripe"
              onHide={() => setShown(false)}
            />
          ) : (
            <p>hidden</p>
          )}
          <OneTime
            label="API key of deploy-bot"
            value="ocv_3hJQ2m9cX4b7L1kTz8vNpRqWsYdFgEaU"
            filename="deploy-bot.key"
            note="It is shown once. Whoever has it can act as deploy-bot."
            onSaved={(s) => console.log("saved", s)}
          />
        </div>
      </Section>
    </>
  );
}

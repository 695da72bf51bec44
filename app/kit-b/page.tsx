import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { BarChart } from "#components/ui/bar-chart.tsx";
import { BarList } from "#components/ui/bar-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Diff } from "#components/ui/diff.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { Time } from "#components/ui/time.tsx";
import { KitB } from "./kit-b.tsx";

const ARTS = [
  "vault",
  "agent",
  "policy",
  "share",
  "audit",
  "key",
  "people",
  "mail",
  "webhook",
  "search",
  "shield",
  "device",
] as const;
const day = (n: number, zero = false, k = 1) => ({
  key: String(n),
  label: `${n + 1} Nov`,
  parts: [
    {
      name: "Allowed",
      value: zero ? 0 : Math.round((40 + 38 * Math.sin(n / 2.3) + ((n * 7) % 13)) * k),
      pattern: "solid" as const,
    },
    {
      name: "Denied",
      value: zero ? 0 : n % 5 === 0 ? 9 * k : n % 3 === 0 ? 1 : 0,
      pattern: "striped" as const,
    },
    { name: "Failed", value: zero ? 0 : n % 7 === 3 ? 12 * k : 0, pattern: "outline" as const },
  ],
});
const bars = (n: number, zero = false, k = 1) => Array.from({ length: n }, (_, i) => day(i, zero, k));
const before = Array.from({ length: 24 }, (_, n) => `KEY_${n}=value-${n}`).join("\n");
const after = before.replace("KEY_10=value-10", "KEY_10=changed\nNEW=1").replace("KEY_20=value-20\n", "");

export default function Page() {
  return (
    <main id="main" className="mx-auto max-w-6xl px-4 py-8 sm:px-6">
      <PageHeader
        crumbs={[{ href: "/kit-b", label: "Vaults" }]}
        title="Production"
        badges={<Badge tone="ok">CMEK</Badge>}
        description="Secrets of the running service"
        actions={
          <>
            <Button>Import</Button>
            <Button variant="solid">Add secret</Button>
          </>
        }
      />
      <TabLinks
        label="Vault"
        current="/kit-b"
        items={[
          { href: "/kit-b", label: "Secrets", count: 1204 },
          { href: "/kit-b/p", label: "Policies", count: 3 },
          { href: "/kit-b/a", label: "Access" },
          { href: "/kit-b/s", label: "Settings" },
          { href: "/kit-b/x", label: "Something longer" },
        ]}
      />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Stat label="Requests today" value="1,204" hint="up 12% on yesterday" />
        <Stat label="Denied" value="3" tone="danger" hint="last 24 hours" />
        <Stat label="Secrets" value="48" hint="in 4 vaults" />
        <Stat
          label="Agents"
          value="6"
          hint={
            <>
              last active <Time at="2026-11-22T08:50:00Z" />
            </>
          }
        />
      </div>
      <Section title="Requests per day" description="The last 30 days">
        <Card className="p-4">
          <BarChart label="Requests per day" bars={bars(30)} unit="requests" />
        </Card>
        <div className="mt-4 grid gap-4 sm:grid-cols-3">
          <Card className="p-4">
            <BarChart label="One bar" bars={bars(1, false, 1000)} unit="requests" height={120} />
          </Card>
          <Card className="p-4">
            <BarChart label="Seven" bars={bars(7, false, 0.05)} unit="requests" height={120} />
          </Card>
          <Card className="p-4">
            <BarChart label="Zero" bars={bars(30, true)} unit="requests" height={120} />
          </Card>
        </div>
      </Section>
      <KitB />
      <Section title="Lists and limits">
        <div className="grid gap-4 sm:grid-cols-2">
          <Card className="p-4">
            <BarList
              label="Reads by agent"
              unit="reads"
              items={[
                { key: "a", label: "deploy-bot", value: 1204, href: "/kit-b", hint: "3 vaults" },
                { key: "b", label: "support-assistant-with-a-long-name", value: 310 },
                { key: "c", label: "idle", value: 0 },
              ]}
            />
          </Card>
          <Card className="grid gap-4 p-4">
            <Meter label="Requests" value={420} max={10000} unit="requests" />
            <Meter label="Secrets" value={43} max={50} unit="secrets" />
            <Meter label="Agents" value={12} max={10} unit="agents" />
            <Meter label="Vaults" value={4} max={null} unit="vaults" />
          </Card>
        </div>
      </Section>
      <Section title="Facts and alerts">
        <div className="grid gap-4 sm:grid-cols-2">
          <Card className="px-4 py-2">
            <Facts
              items={[
                {
                  label: "Id",
                  value: <Copyable text="0190c5e2-7b5a-7c1e-9a57-2f40c2f9d1ab" what="the vault's id" />,
                },
                { label: "Created", value: <Time at="2026-10-01T12:00:00Z" mode="datetime" /> },
                { label: "Expires", value: <Time at={null} /> },
                {
                  label: "Path",
                  value: (
                    <Copyable text="api-keys/stripe/live/secret-key-for-the-billing-worker" what="the path" />
                  ),
                },
              ]}
            />
          </Card>
          <Card className="p-4">
            <Facts
              columns={2}
              items={[
                { label: "Type", value: "API key" },
                { label: "Versions", value: "4" },
                { label: "Reads left", value: "No limit" },
                { label: "Last read", value: <Time at="2026-11-22T08:50:00Z" /> },
              ]}
            />
          </Card>
        </div>
        <div className="mt-4 grid gap-2">
          <Alert tone="info">Mail is not set up, so invitations are shown as links.</Alert>
          <Alert tone="ok" title="Sealed">
            The record is sealed up to event 1,204.
          </Alert>
          <Alert tone="warn" title="2 secrets expire this week" action={<Button size="sm">Show them</Button>}>
            Agents that read them will be denied.
          </Alert>
          <Alert tone="danger" title="The record could not be written">
            Values are not handed out until it can.
          </Alert>
        </div>
      </Section>
      <Section title="Diff">
        <div className="grid gap-4 sm:grid-cols-2">
          <Diff label="Version 3 to version 4" before={before} after={after} masked={false} />
          <Diff label="Version 3 to version 4, masked" before={before} after={after} masked />
        </div>
      </Section>
      <Section title="Empty states">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {ARTS.map((art) => (
            <Card key={art}>
              <EmptyState
                art={art}
                title={`No ${art} yet`}
                action={<Button variant="solid">Create one</Button>}
              >
                A vault holds secrets, and says who may read them and for how long.
              </EmptyState>
            </Card>
          ))}
        </div>
      </Section>
    </main>
  );
}

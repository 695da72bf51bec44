"use client";
import type { ReactNode } from "react";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Principals, usePrincipals } from "#components/vaults/principals.ts";
import type { Me, Vault } from "#components/vaults/vault-queries.ts";
import { Readers } from "./readers.tsx";
import { RecentReads } from "./recent-reads.tsx";
import { SecretBadges } from "./secret-badges.tsx";
import { readsLeft, type Secret } from "./secret-queries.ts";
import { kindOf } from "./secret-types.ts";
import { SecretValue } from "./secret-value.tsx";
import type { Shares } from "./secret-versions.ts";
import { Versions } from "./versions.tsx";

/** What is known about a secret, who can read it, who did, and its versions. */
export function SecretDetail({
  vault,
  me,
  secret,
  versions,
  shares,
  actions,
}: {
  vault: Vault;
  me: Me;
  secret: Secret;
  versions: Secret[];
  shares: Shares;
  actions: ReactNode;
}) {
  const principals = usePrincipals(me);
  const { icon: Icon, label } = kindOf(secret.type);
  return (
    <>
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
            <Icon aria-hidden className="size-4 text-ink-faint" />
            {label}
            <span aria-hidden className="text-ink-faint">
              ·
            </span>
            version {secret.version}
            <SecretBadges secret={secret} />
          </p>
          {actions}
        </div>
        <SecretValue vault={vault} secret={secret} shares={shares} />
        <Facts items={factsOf(secret, principals)} />
      </div>
      <Section title="Who can read it">
        <Readers vault={vault} path={secret.path} principals={principals} />
      </Section>
      <Section title="Recent reads">
        <RecentReads vault={vault} secret={secret} principals={principals} />
      </Section>
      <Section title="Versions">
        <Versions
          vault={vault}
          current={secret}
          versions={versions}
          principals={principals}
          shares={shares}
        />
      </Section>
    </>
  );
}

function nameIn(principals: Principals, id: string): string {
  return principals.isMe(id) ? "you" : principals.nameOf(id);
}

function factsOf(secret: Secret, principals: Principals) {
  const left = readsLeft(secret);
  const metadata = Object.entries(secret.metadata);
  return [
    { label: "Path", value: <Copyable text={secret.path} what="the path" max={60} /> },
    {
      label: "Updated",
      value: (
        <>
          <Time at={secret.created_at} />
          {secret.created_by && ` by ${nameIn(principals, secret.created_by)}`}
        </>
      ),
    },
    { label: "Expires", value: <Time at={secret.expires_at ?? null} mode="datetime" /> },
    {
      label: "Reads left",
      value:
        left === null
          ? "No limit"
          : `${left.toLocaleString("en")} of ${secret.max_access_count?.toLocaleString("en")}`,
    },
    {
      label: "Metadata",
      value:
        metadata.length === 0 ? (
          <span className="text-ink-faint">None</span>
        ) : (
          <Metadata entries={metadata} />
        ),
    },
    { label: "Id", value: <Copyable text={secret.id} what="the secret's id" /> },
  ];
}

function Metadata({ entries }: { entries: [string, unknown][] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {entries.map(([name, value]) => (
        <li
          key={name}
          className="inline-flex max-w-full min-w-0 rounded-sm text-xs ring-1 ring-line ring-inset"
        >
          <span className="shrink-0 bg-sunken px-1.5 py-0.5 text-ink-faint">{name}</span>
          <span className="min-w-0 px-1.5 py-0.5 break-words">
            {typeof value === "string" ? value : JSON.stringify(value)}
          </span>
        </li>
      ))}
    </ul>
  );
}

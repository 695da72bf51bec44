"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot, User } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Principals } from "#components/vaults/principals.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { unwrap } from "#sdk";
import { type Reader, whoCanRead } from "./who-can-read.ts";

const KEPT_OUT = {
  inactive: "Deactivated",
  expired: "Expired",
  not_bound: "Bound to other vaults",
  scopes: "Scopes do not cover it",
};

/** Everybody who may read a path, each with the rules that let them. */
export function Readers({ vault, path, principals }: { vault: Vault; path: string; principals: Principals }) {
  const [now] = useState(() => Date.now());
  const asked = useQuery({
    queryKey: ["policies", "vault", vault.id, "all"],
    queryFn: async () => {
      const answer = await api().access.list(vault.id, { limit: 1_000 });
      if (answer.meta.status === 403) return null;
      return { policies: unwrap(answer).policies, more: answer.meta.next_cursor !== undefined };
    },
  });
  if (asked.isError) return <Alert tone="danger">{sentenceOf(asked.error)}</Alert>;
  if (asked.data === undefined) return <Skeleton className="h-16 w-full" />;
  if (asked.data === null)
    return <p className="text-sm text-ink-faint">Only who administers the vault sees its policies.</p>;
  const readers = whoCanRead(vault, path, asked.data.policies, principals.agents, now);
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border">
        {readers.map((reader) => (
          <ReaderLine
            key={reader.id}
            reader={reader}
            vault={vault}
            name={principals.nameOf(reader.id)}
            isMe={principals.isMe(reader.id)}
          />
        ))}
      </ul>
      <p className="mt-2 text-xs text-ink-faint">
        {asked.data.more && "Only the first 1,000 policies of the vault were looked at. "}
        <Link href={`/vaults/${vault.id}/policies`} className="underline underline-offset-2 hover:text-ink">
          Change the policies
        </Link>
      </p>
    </>
  );
}

function ReaderLine({
  reader,
  vault,
  name,
  isMe,
}: {
  reader: Reader;
  vault: Vault;
  name: string;
  isMe: boolean;
}) {
  const Icon = reader.type === "agent" ? Bot : User;
  return (
    <li className="flex gap-3 px-3 py-2.5 text-sm">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        {reader.owner && (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
            {name}
            {isMe && <span className="font-normal text-ink-faint">you</span>}
            <Badge tone="accent">Owner</Badge>
          </p>
        )}
        {reader.owner && <p className="text-ink-soft">Made this vault, so needs no policy.</p>}
        <ul className="grid gap-0.5 text-ink-soft">
          {reader.policies.map((policy) => (
            <li key={policy.id}>
              <PolicySentence policy={policy} principal={name} vault={vault.name} />
            </li>
          ))}
        </ul>
      </div>
      {reader.kept_out && (
        <Badge tone="warn" className="h-fit">
          {KEPT_OUT[reader.kept_out]}
        </Badge>
      )}
    </li>
  );
}

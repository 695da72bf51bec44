"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "#components/api/client.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type Directory, nameOf, type Policy, vaultName } from "./directory.ts";
import { PolicySentence } from "./policy-sentence.tsx";
import { counted } from "./policy-words.ts";
import { REPLAY_DAYS, type Replay } from "./replay-result.tsx";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  policy: Policy;
  directory: Directory;
};

/** Deletes a policy after it was said what will break; Undo makes the same one again. */
export function PolicyDelete({ open, onOpenChange, policy, directory }: Props) {
  const queries = useQueryClient();
  const toast = useToast();
  const who = nameOf(directory, policy.principal_type, policy.principal_id);
  const refresh = () => queries.invalidateQueries({ queryKey: ["policies"] });
  const remove = async () => {
    const answer = await api().access.revoke(policy.vault_id, policy.id);
    // Somebody else was faster: what was wanted is the case.
    if (answer.error && answer.meta.status !== 404) return answer.error.message;
    const isOver = policy.expires_at !== undefined && Date.parse(policy.expires_at) <= Date.now();
    toast({
      title: "Policy deleted",
      description: `${who} lost it with the next request.`,
      ...(!isOver && {
        undo: async () => {
          await ask(restore(policy));
          await refresh();
        },
      }),
    });
    await refresh();
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Delete this policy?"
      action="Delete policy"
      onConfirm={remove}
    >
      <p className="rounded-md border bg-sunken px-3 py-2">
        <PolicySentence policy={policy} principal={who} vault={vaultName(directory, policy.vault_id)} />
      </p>
      {open && <WhatBreaks policy={policy} who={who} />}
    </ConfirmDialog>
  );
}

function restore({ vault_id, principal_type, principal_id, permissions, ...rest }: Policy) {
  const { access } = api();
  const grant = principal_type === "agent" ? access.grantAgent : access.grantHuman;
  const { secret_path_pattern: secretPathPattern, conditions, expires_at } = rest;
  return grant(vault_id, principal_id, permissions as ("read" | "write" | "delete" | "rotate")[], {
    secretPathPattern,
    conditions,
    expires_at,
  });
}

/** What was allowed by this policy alone in the last days: the real requests, tried without it. */
function WhatBreaks({ policy, who }: { policy: Policy; who: string }) {
  const { data, isError } = useQuery({
    queryKey: ["policies-replay", policy.id],
    queryFn: () =>
      ask(api().access.replay(policy.vault_id, { delete: { policy_id: policy.id } }, { days: REPLAY_DAYS })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <div role="status" className="min-h-10">
      {isError && <p>What was done through it could not be found out. It ends with the next request.</p>}
      {!data && !isError && (
        <>
          <span className="sr-only">Looking at what was done through it</span>
          <Skeleton className="mt-1 w-4/5" />
          <Skeleton className="mt-2 w-2/5" />
        </>
      )}
      {data && <Breaks replay={data} who={who} />}
    </div>
  );
}

function Breaks({ replay, who }: { replay: Replay; who: string }) {
  const { newly_denied } = replay.flips;
  const last = newly_denied[0]?.last_at;
  const paths = [...new Set(newly_denied.map(({ path }) => path))];
  const verbs = [...new Set(newly_denied.map(({ permission }) => PAST[permission] ?? "used"))].join(" or ");
  if (!last)
    return (
      <p>
        Nothing that {who} did in the last {REPLAY_DAYS} days depends on it alone.
      </p>
    );
  return (
    <>
      <p>
        <span className="font-medium text-ink">
          {who} {verbs} {counted(paths.length, "path")} through it
        </span>{" "}
        in the last {REPLAY_DAYS} days; last <Time at={last} />. Those requests will be denied.
      </p>
      <ul className="mt-1.5 font-mono text-xs/5 text-ink-faint">
        {paths.slice(0, 5).map((path) => (
          <li key={path} className="truncate">
            {path}
          </li>
        ))}
        {paths.length > 5 && <li className="font-sans">and {counted(paths.length - 5, "other")}</li>}
      </ul>
    </>
  );
}

const PAST: Record<string, string> = { read: "read", write: "wrote", delete: "deleted", rotate: "rotated" };

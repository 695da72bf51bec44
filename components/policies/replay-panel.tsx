"use client";
import { useMutation } from "@tanstack/react-query";
import { History } from "lucide-react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Change, REPLAY_DAYS, type Replay, ReplayResult } from "./replay-result.tsx";

/** Tries a change on what really happened; a `warning` is the result that holds a save back until it was seen. */
export function ReplayPanel({
  vault_id,
  change,
  warning,
  isStored,
}: {
  vault_id: string | null;
  change: Change | null;
  warning: Replay | null;
  isStored: boolean;
}) {
  const tried = useMutation({
    mutationFn: async (asked: { vault_id: string; change: Change }) => ({
      of: JSON.stringify(asked.change),
      replay: await ask(api().access.replay(asked.vault_id, asked.change, { days: REPLAY_DAYS })),
    }),
  });
  const isCurrent = tried.data?.of === JSON.stringify(change);
  if (warning)
    return (
      <div ref={bringIntoSight}>
        <Alert tone="warn" title="This takes away access that was used">
          <div className="mt-2">
            <ReplayResult replay={warning} />
          </div>
        </Alert>
      </div>
    );
  return (
    <section aria-label="What would change" className="grid gap-3 rounded-md border border-dashed p-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-sm text-ink-soft">
          <span className="font-medium text-ink">What would change?</span>{" "}
          {change || !isStored
            ? `Try it on the real requests of the last ${REPLAY_DAYS} days.`
            : "Nothing is changed yet."}
        </p>
        <Button
          size="sm"
          disabled={!change || !vault_id}
          pending={tried.isPending}
          onClick={() => change && vault_id && tried.mutate({ vault_id, change })}
        >
          <History aria-hidden className="size-3.5" />
          Replay
        </Button>
      </div>
      {tried.isError && (
        <p role="alert" className="text-sm text-danger">
          {sentenceOf(tried.error)}
        </p>
      )}
      {tried.data && isCurrent && <ReplayResult replay={tried.data.replay} />}
    </section>
  );
}

/** The warning stands at the end of a form whose button is always in sight: one must not press it again unread. */
function bringIntoSight(warning: HTMLDivElement | null): void {
  warning?.scrollIntoView({ block: "nearest" });
}

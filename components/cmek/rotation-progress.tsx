"use client";
import { Pause, Play } from "lucide-react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { continueRotation, dismissRotation, pauseRotation, type Run } from "./rotation-run.ts";

const count = (many: number) => many.toLocaleString("en");

/** How far the rotation in this tab is, and what can be done with it. */
export function RotationProgress({ vault_id, run }: { vault_id: string; run: Run }) {
  if (run.status === "done") {
    return (
      <Alert
        tone="ok"
        title="Every value is under the new key"
        action={<Button onClick={() => dismissRotation(vault_id)}>Close</Button>}
      >
        {run.total === 0
          ? "There was nothing under the old key."
          : `${count(run.processed ?? 0)} of ${count(run.total ?? 0)} versions were put under it.`}{" "}
        Keep the old key as long as you keep backups that were made under it.
      </Alert>
    );
  }
  if (run.status === "refused") {
    return (
      <Alert
        tone="danger"
        title="The rotation could not go on"
        action={
          <>
            <Button onClick={() => dismissRotation(vault_id)}>Close</Button>
            <Button onClick={() => continueRotation(vault_id)}>Try again</Button>
          </>
        }
      >
        {run.problem}
      </Alert>
    );
  }
  return <UnderWay vault_id={vault_id} run={run} />;
}

function UnderWay({ vault_id, run }: { vault_id: string; run: Run }) {
  const running = run.status === "running";
  const { processed, total } = run;
  return (
    <section aria-label="Rotation" className="grid gap-3 rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-56 text-sm font-medium">
          {running ? "Rotating to the new key" : "The rotation is interrupted"}
          <span className="ml-2 font-normal text-ink-soft tabular-nums">
            {processed !== null && total !== null && `${count(processed)} of ${count(total)} versions`}
          </span>
        </p>
        {running ? (
          <Button size="sm" onClick={() => pauseRotation(vault_id)}>
            <Pause aria-hidden className="size-3.5" /> Pause
          </Button>
        ) : (
          <Button size="sm" variant="solid" onClick={() => continueRotation(vault_id)}>
            <Play aria-hidden className="size-3.5" /> Continue
          </Button>
        )}
      </div>
      <Progress
        value={running ? processed : (processed ?? 0)}
        max={total ?? 1}
        label="Versions under the new key"
      />
      {run.problem && <p className="text-sm text-danger">{run.problem}</p>}
      <p className="text-xs text-ink-faint">
        {running
          ? "Values are fetched, opened and sealed again in this tab. You may leave this page; closing the tab only interrupts."
          : "Nothing is lost: what is done stays done, and the rest is readable with the old key. You can go on now or at any later time, with both key files."}
      </p>
    </section>
  );
}

"use client";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { type Run, useRun } from "./use-run.ts";
import { VerifyResult } from "./verify-result.tsx";
import type { VerifyOutcome } from "./verify-run.ts";

/** Checks the whole log in this browser, from the moment that it opens. */
export function VerifyDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { state, start, stop } = useRun<VerifyOutcome>();
  const begin = () =>
    void start(async (signal, tell) => {
      const { verifyHere } = await import("./verify-run.ts");
      return verifyHere(signal, tell);
    });
  const begun = useRef(false);
  useEffect(() => {
    if (open && !begun.current) begin();
    begun.current = open;
  });
  const close = () => {
    stop();
    onOpenChange(false);
  };
  const running = state.is === "running";
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="Verify the log"
      description="This browser hashes every event again and holds the result against the checkpoints that the log’s key has signed."
      footer={
        <>
          {!running && <Button onClick={begin}>Verify again</Button>}
          <Button variant={running ? "outline" : "solid"} onClick={close}>
            {running ? "Cancel" : "Done"}
          </Button>
        </>
      }
    >
      <State state={state} />
    </Dialog>
  );
}

function State({ state }: { state: Run<VerifyOutcome> }) {
  if (state.is === "done") return <VerifyResult outcome={state.result} />;
  if (state.is === "failed") {
    return (
      <p role="alert" className="text-sm text-danger">
        The log could not be checked: {state.why}
      </p>
    );
  }
  const { events, total } = state.is === "running" ? state.progress : { events: 0, total: null };
  return (
    <div className="grid gap-2 text-sm text-ink-soft">
      <Progress label="Events checked" value={total === null ? null : events} max={Math.max(total ?? 1, 1)} />
      <p className="tabular-nums">
        {total === null
          ? "Fetching the log"
          : `${events.toLocaleString("en")} of ${total.toLocaleString("en")} events checked`}
      </p>
    </div>
  );
}

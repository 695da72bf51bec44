"use client";
import { Download, FileCheck2, FileJson2, Sheet } from "lucide-react";
import { useState } from "react";
import type { Directory } from "#components/policies/directory.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { ExportFile, ExportKind } from "./export-run.ts";
import type { Filters } from "./filter-state.ts";
import { type Run, useRun } from "./use-run.ts";

/** Saves the sealed log, or the events that the filters let through, as a file. */
export function ExportMenu({
  filters,
  directory,
  seesAll,
}: {
  filters: Filters;
  directory: Directory;
  seesAll: boolean;
}) {
  const [open, setOpen] = useState(false);
  const { state, start, stop } = useRun<ExportFile>();
  const run = (kind: ExportKind) => {
    setOpen(true);
    void start(async (signal, tell) => {
      const { exportFile } = await import("./export-run.ts");
      return exportFile(kind, { filters, directory }, signal, tell);
    });
  };
  const close = () => {
    stop();
    setOpen(false);
  };
  const sealed: MenuItem[] = [
    {
      label: "Sealed log (JSONL)",
      hint: "All of it, for admin audit verify",
      icon: FileCheck2,
      onSelect: () => run("sealed"),
    },
    "separator",
  ];
  return (
    <>
      <Menu
        label="Export"
        trigger={
          <Button>
            <Download aria-hidden className="size-4" />
            Export
          </Button>
        }
        items={[
          ...(seesAll ? sealed : []),
          { label: "These events (CSV)", icon: Sheet, onSelect: () => run("csv") },
          { label: "These events (JSONL)", icon: FileJson2, onSelect: () => run("jsonl") },
        ]}
      />
      <Dialog
        open={open}
        onOpenChange={(next) => !next && close()}
        title="Export the audit log"
        size="sm"
        footer={<Button onClick={close}>{state.is === "running" ? "Cancel" : "Done"}</Button>}
      >
        <State state={state} />
      </Dialog>
    </>
  );
}

function State({ state }: { state: Run<ExportFile> }) {
  if (state.is === "done") {
    const { name, events } = state.result;
    return (
      <Alert tone="ok">
        {events.toLocaleString("en")} events are in {name}.
      </Alert>
    );
  }
  if (state.is === "failed") return <Alert tone="danger">{state.why}</Alert>;
  const { events, total } = state.is === "running" ? state.progress : { events: 0, total: null };
  return (
    <div className="grid gap-2 text-sm text-ink-soft">
      <Progress label="Events written" value={total === null ? null : events} max={Math.max(total ?? 1, 1)} />
      <p className="tabular-nums">
        {events.toLocaleString("en")}
        {total === null ? "" : ` of ${total.toLocaleString("en")}`} events
      </p>
    </div>
  );
}

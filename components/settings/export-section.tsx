"use client";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ApiSchemas } from "#sdk";

type Export = ApiSchemas["UserDataExport"];

/** Everything about oneself as a file. */
export function ExportSection() {
  const run = useMutation({
    mutationFn: async () => {
      const data = await ask(api().auth.exportData());
      const text = JSON.stringify(data, null, 2);
      save(text, `1claw-export-${data.exported_at.slice(0, 10)}.json`);
      return { counts: countsOf(data), complete: data.complete, kilobytes: Math.ceil(text.length / 1024) };
    },
  });
  const done = run.data;
  return (
    <Section title="Your data">
      <Card className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="min-w-0 flex-1 basis-64 text-sm text-ink-soft">
            Your profile, and the vaults, agents, secrets and policies as you see them, in one JSON file.
            Never a value.
          </p>
          <Button pending={run.isPending} onClick={() => run.mutate()}>
            {!run.isPending && <Download aria-hidden className="size-3.5" />}
            Export my data
          </Button>
        </div>
        {run.isPending && (
          <div className="grid gap-1.5">
            <Progress value={null} max={1} label="Export of your data" />
            <p role="status" className="text-xs text-ink-faint">
              Collecting everything …
            </p>
          </div>
        )}
        {run.isError && <Alert tone="danger">{sentenceOf(run.error)}</Alert>}
        {done && !run.isPending && (
          <Alert
            tone={done.complete ? "ok" : "warn"}
            title={`Downloaded, ${done.kilobytes.toLocaleString("en")} KB`}
          >
            {done.counts}.
            {!done.complete && " Some lists were cut at their limit; the API's lists show the rest."}
          </Alert>
        )}
      </Card>
    </Section>
  );
}

function countsOf({ vaults, agents, secrets_metadata, policies }: Export): string {
  const of = (count: number, one: string, many: string) =>
    `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  return [
    of(vaults.length, "vault", "vaults"),
    of(secrets_metadata.length, "secret without its value", "secrets without their values"),
    of(agents.length, "agent", "agents"),
    of(policies.length, "policy", "policies"),
  ].join(", ");
}

function save(text: string, filename: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // Not at once: some browsers read the address only after the click's own task.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

"use client";
import { Alert } from "#components/ui/alert.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import type { Sent } from "./send-import.ts";

export type ImportResult = Sent & { left_out: number };

/** What became of an import; in split custody with the shares, now or never. */
export function ImportSummary({
  result,
  onSaved,
}: {
  result: ImportResult;
  onSaved: (saved: boolean) => void;
}) {
  const { imported, skipped, left_out, shares, problem } = result;
  const words = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "secret" : "secrets"}`;
  return (
    <div className="grid gap-4">
      {problem === null ? (
        <Alert tone="ok" title={`${words(imported)} stored`}>
          Policies that cover their paths open them at once.
        </Alert>
      ) : (
        <Alert tone="danger" title="The import ended early">
          {problem} What was stored before stays.
        </Alert>
      )}
      <Facts
        items={[
          { label: "Stored", value: imported.toLocaleString("en") },
          { label: "Skipped", value: (skipped + left_out).toLocaleString("en") },
        ]}
      />
      {shares.length > 0 && (
        <OneTime
          label="Client shares"
          value={shares.map(({ path, version, share }) => `${path}\t${version}\t${share}\n`).join("")}
          filename="client-shares.tsv"
          note="One line for each path: path, version, share. Every read of these versions needs its share, and the server has not kept them."
          onSaved={onSaved}
        />
      )}
    </div>
  );
}

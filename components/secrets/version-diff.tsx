"use client";
import { useQueryClient } from "@tanstack/react-query";
import { GitCompareArrows, X } from "lucide-react";
import { useEffect, useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Diff } from "#components/ui/diff.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { ClientShare } from "./client-share.tsx";
import { type Read, readValue } from "./read-value.ts";
import { readsLeft, refreshSecrets, type Secret, secretKeys } from "./secret-queries.ts";
import type { Shares } from "./secret-versions.ts";

const KEPT_MS = 30_000;

type Pair = { before: number; after: number };
type Props = Pair & {
  vault: Vault;
  versions: Secret[];
  shares: Shares;
  onChange: (pair: Pair) => void;
  onClose: () => void;
};
type State =
  | { is: "waiting" }
  | { is: "pending" }
  | { is: "open"; before: string; after: string }
  | { is: "stopped"; version: number; because: Exclude<Read, { value: string }> };

/** What differs between two versions. Both values are read on a click and dropped after half a minute. */
export function VersionDiff({ vault, versions, shares, before, after, onChange, onClose }: Props) {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ is: "waiting" });
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state.is !== "open") return;
    const timer = setTimeout(() => setState({ is: "waiting" }), KEPT_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const asked = [before, after].flatMap((number) => versions.filter(({ version }) => version === number));
  const limited = asked.filter((version) => readsLeft(version) !== null);
  const compare = async (given?: { version: number; share: string }) => {
    setState({ is: "pending" });
    setShown(false);
    const values: string[] = [];
    for (const version of asked) {
      const share = given?.version === version.version ? given.share : shares.of(version.version);
      const read = await readOne(vault, version, share);
      if (!("value" in read)) return setState({ is: "stopped", version: version.version, because: read });
      if (share !== undefined) shares.keep(version.version, share);
      values.push(read.value);
    }
    setState({ is: "open", before: values[0] ?? "", after: values[1] ?? "" });
    const [first] = asked;
    if (first) void queries.invalidateQueries({ queryKey: secretKeys.reads(vault.id, first.id) });
    if (limited.length > 0) void refreshSecrets(queries, vault.id);
  };
  return (
    <section aria-label="Compare versions" className="grid gap-3 rounded-lg border p-3">
      <Choice {...{ versions, before, after, onChange, onClose }} />
      {state.is === "open" ? (
        <>
          <Diff
            label={`Version ${before} to version ${after}`}
            before={state.before}
            after={state.after}
            masked={!shown}
          />
          <Switch checked={shown} onCheckedChange={setShown} label="Show the values" />
        </>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-60 text-xs text-ink-faint">
            Both values are read, which the audit log records
            {limited.length > 0 && `, and ${limited.length === 1 ? "one read is" : "two reads are"} used up`}.
            They are dropped after 30 s.
          </p>
          <Button size="sm" variant="solid" pending={state.is === "pending"} onClick={() => void compare()}>
            <GitCompareArrows aria-hidden className="size-3.5" />
            Compare
          </Button>
        </div>
      )}
      {state.is === "stopped" && (
        <Stopped
          vault={vault}
          because={state.because}
          onShare={(share) => void compare({ version: state.version, share })}
          onKey={() => void compare()}
        />
      )}
    </section>
  );
}

function readOne(vault: Vault, version: Secret, clientShare: string | undefined): Promise<Read> {
  const limited = readsLeft(version) !== null;
  const asked = { path: version.path, version: version.version, limited, clientShare };
  return readValue(vault, asked).catch((error: unknown) => ({ problem: sentenceOf(error) }));
}

function Stopped({
  vault,
  because,
  onShare,
  onKey,
}: {
  vault: Vault;
  because: Exclude<Read, { value: string }>;
  onShare: (share: string) => void;
  onKey: () => void;
}) {
  if (!("needs" in because)) return <Alert tone="danger">{because.problem}</Alert>;
  if (because.needs === "share") return <ClientShare problem={because.problem} onShare={onShare} />;
  return <KeyNeeded vault={vault} fingerprint={because.fingerprint} onLoaded={onKey} />;
}

function Choice({
  versions,
  before,
  after,
  onChange,
  onClose,
}: Pair & { versions: Secret[]; onChange: (pair: Pair) => void; onClose: () => void }) {
  const options = versions
    .filter((version) => !version.is_disabled)
    .map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <div className="flex items-center gap-2">
      <Select
        size="sm"
        label="From version"
        value={String(before)}
        onValueChange={(value) => onChange({ before: Number(value), after })}
        options={options}
        className="w-32!"
      />
      <span className="text-xs text-ink-faint">to</span>
      <Select
        size="sm"
        label="To version"
        value={String(after)}
        onValueChange={(value) => onChange({ before, after: Number(value) })}
        options={options}
        className="w-32!"
      />
      <Button
        variant="ghost"
        size="icon"
        className="ml-auto size-7!"
        aria-label="Close the comparison"
        onClick={onClose}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ClipboardCopy, Eye, FileClock } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { SecretText } from "#components/ui/secret-text.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { type Read, readValue } from "./read-value.ts";
import { readsLeft, refreshSecrets, type Secret, secretKeys } from "./secret-queries.ts";
import { endedBy, type Shares } from "./secret-versions.ts";

const KeyNeeded = dynamic(() => import("#components/cmek/key-needed.tsx").then((file) => file.KeyNeeded));
const ClientShare = dynamic(() => import("./client-share.tsx").then((file) => file.ClientShare));

type State = { is: "hidden" } | { is: "pending" } | Read;

/** The value: dots until somebody asks, then for half a minute. It lives in this component and nowhere else. */
export function SecretValue({ vault, secret, shares }: { vault: Vault; secret: Secret; shares: Shares }) {
  const toast = useToast();
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ is: "hidden" });
  const left = readsLeft(secret);
  const read = async (show: boolean, share = shares.of(secret.version)) => {
    setState({ is: "pending" });
    const { path, version } = secret;
    const asked = { path, version, limited: left !== null, clientShare: share };
    const answer = await readValue(vault, asked).catch((error: unknown) => ({ problem: sentenceOf(error) }));
    if ("value" in answer && share !== undefined) shares.keep(version, share);
    if ("value" in answer && !show) {
      const problem = await toClipboard(answer.value);
      setState({ is: "hidden" });
      toast(
        problem
          ? { title: problem, tone: "danger" }
          : { title: "Value copied", description: path, tone: "ok" },
      );
    } else setState(answer);
    void queries.invalidateQueries({ queryKey: secretKeys.reads(vault.id, secret.id) });
    if (left !== null) void refreshSecrets(queries, vault.id);
  };
  if ("value" in state)
    return <SecretText value={state.value} what={secret.path} onHide={() => setState({ is: "hidden" })} />;
  const pending = "is" in state && state.is === "pending";
  const isOver = endedBy(secret, Date.now()) !== null;
  return (
    <div className="grid gap-3">
      <div className="overflow-hidden rounded-md border border-line-strong bg-sunken">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-3">
          <span
            role="img"
            aria-label="The value is hidden"
            className="text-lg/6 tracking-[0.2em] text-ink-faint select-none"
          >
            ••••••••••••
          </span>
          <span className="flex gap-2">
            <Button
              size="sm"
              variant="solid"
              pending={pending}
              disabled={isOver}
              onClick={() => void read(true)}
            >
              <Eye aria-hidden className="size-3.5" />
              Reveal
            </Button>
            <Button size="sm" disabled={pending || isOver} onClick={() => void read(false)}>
              <ClipboardCopy aria-hidden className="size-3.5" />
              Copy
            </Button>
          </span>
        </div>
        <p className="flex items-start gap-2 border-t bg-surface px-3 py-2 text-xs text-ink-faint">
          <FileClock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{aboutReading(left, isOver)}</span>
        </p>
      </div>
      {"problem" in state && !("needs" in state) && <Alert tone="danger">{state.problem}</Alert>}
      {"needs" in state && state.needs === "key" && (
        <KeyNeeded vault={vault} fingerprint={state.fingerprint} onLoaded={() => void read(true)} />
      )}
      {"needs" in state && state.needs === "share" && (
        <ClientShare problem={state.problem} onShare={(share) => void read(true, share)} />
      )}
    </div>
  );
}

function aboutReading(left: number | null, isOver: boolean): string {
  if (isOver) return "This value can be read no more. Put a new version at the path.";
  const recorded = "Reveal and copy are reads: each is written to the audit log under your name.";
  if (left === null) return recorded;
  return `${recorded} Each uses up one of the ${left === 1 ? "reads: this is the last" : `${left} reads that are left`}.`;
}

async function toClipboard(value: string): Promise<string | null> {
  return navigator.clipboard.writeText(value).then(
    () => null,
    () => "The browser did not allow copying",
  );
}

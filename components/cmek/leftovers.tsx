"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type ApiSchemas, unwrap } from "#sdk";
import { ResumeDialog } from "./dialogs.tsx";
import { shortFingerprint } from "./key-file.ts";
import { abandonRotation } from "./rotation-run.ts";

type Vault = ApiSchemas["VaultResponse"];

/** No key has it: with it the list tells of every version that is under any key. */
const NO_KEY = "0".repeat(64);

type Left = { byKey: [fingerprint: string, versions: number][]; plain: number; more: boolean };

async function leftOver({ id, cmek_fingerprint = NO_KEY }: Vault): Promise<Left> {
  const answer = await api().cmek.listVersions(id, cmek_fingerprint);
  const { versions } = unwrap(answer);
  const byKey = new Map<string, number>();
  for (const { cmek_fingerprint: key } of versions) if (key) byKey.set(key, (byKey.get(key) ?? 0) + 1);
  const plain = versions.filter((version) => !version.cmek_fingerprint).length;
  return { byKey: [...byKey], plain, more: answer.meta.next_cursor !== undefined };
}

/** The key of what `Leftovers` reads; to be invalidated when a rotation has moved on. */
export const leftoversKey = (vault_id: string) => ["cmek", vault_id, "leftovers"] as const;

/** What in the vault is not under its present key, and how to change that. */
export function Leftovers({ vault, onStarted }: { vault: Vault; onStarted: () => void }) {
  const left = useQuery({
    queryKey: [...leftoversKey(vault.id), vault.cmek_fingerprint ?? null],
    queryFn: () => leftOver(vault),
  });
  if (left.isPending) return null;
  if (left.isError) return <Alert tone="danger">{sentenceOf(left.error)}</Alert>;
  const { byKey, plain, more } = left.data;
  return (
    <div className="grid gap-3">
      {byKey.map(([fingerprint, versions]) => (
        <UnderOldKey
          key={fingerprint}
          vault={vault}
          fingerprint={fingerprint}
          versions={`${versions.toLocaleString("en")}${more ? " or more" : ""} ${versions === 1 ? "version is" : "versions are"}`}
          onStarted={onStarted}
        />
      ))}
      {vault.cmek_enabled && plain > 0 && (
        <Alert
          tone="info"
          title={`${plain.toLocaleString("en")}${more ? " or more" : ""} older ${plain === 1 ? "version is" : "versions are"} not under your key`}
        >
          {plain === 1 ? "It was" : "They were"} written before the key was set up, and the server can open{" "}
          {plain === 1 ? "it" : "them"}. A new version written here comes under your key; disable the old one,
          or delete the secret, when it is not needed any more.
        </Alert>
      )}
    </div>
  );
}

function UnderOldKey({
  vault,
  fingerprint,
  versions,
  onStarted,
}: {
  vault: Vault;
  fingerprint: string;
  versions: string;
  onStarted: () => void;
}) {
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"resume" | "abandon" | null>(null);
  const giveUp = async () => {
    const problem = await abandonRotation(vault.id, fingerprint, vault.cmek_fingerprint ?? "");
    if (problem) return problem;
    await queries.invalidateQueries({ queryKey: leftoversKey(vault.id) });
  };
  const close = (open: boolean) => !open && setDialog(null);
  return (
    <>
      <Alert
        tone="warn"
        title={vault.cmek_enabled ? "A rotation is not finished" : "The old key is still needed"}
        action={
          vault.cmek_enabled && (
            <>
              <Button onClick={() => setDialog("abandon")}>Give up</Button>
              <Button variant="solid" onClick={() => setDialog("resume")}>
                Go on
              </Button>
            </>
          )
        }
      >
        {versions} still under the key{" "}
        <Copyable text={fingerprint} what="fingerprint" display={shortFingerprint(fingerprint)} />.{" "}
        {vault.cmek_enabled
          ? "Go on with both key files, on this or any other machine."
          : "Keep it as long as you need those values."}
      </Alert>
      <ResumeDialog
        vault={vault}
        old_fingerprint={fingerprint}
        open={dialog === "resume"}
        onOpenChange={close}
        onStarted={onStarted}
      />
      <ConfirmDialog
        open={dialog === "abandon"}
        onOpenChange={close}
        title="Give up this rotation?"
        action="Give up"
        onConfirm={giveUp}
      >
        <p>
          {versions} left under {shortFingerprint(fingerprint)} and{" "}
          {versions.startsWith("1 ") ? "stays" : "stay"} there: keep that key too. You can rotate again
          whenever both keys are at hand.
        </p>
      </ConfirmDialog>
    </>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { api } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas } from "#sdk";
import { RotateDialog, SetupDialog } from "./dialogs.tsx";
import { KeyBadge } from "./key-badge.tsx";
import { shortFingerprint } from "./key-file.ts";
import { KeyNeeded } from "./key-needed.tsx";
import { Leftovers, leftoversKey } from "./leftovers.tsx";
import { RotationProgress } from "./rotation-progress.tsx";
import { isRotating, settleRotation, useRun } from "./rotation-run.ts";
import { forgetKey, useHasKey } from "./vault-key.ts";

type Vault = ApiSchemas["VaultResponse"];

/** The part of a vault's settings about its customer-managed key: on, off, loaded, rotated. */
export function CmekSettings({ vault: given }: { vault: Vault }) {
  const [vault, setVault] = useFresh(given);
  const refresh = useRefresh(vault.id, setVault);
  const run = useRun(vault.id);
  const isOn = vault.cmek_enabled === true;
  return (
    <Section
      id="cmek"
      title={
        <span className="flex flex-wrap items-center gap-2">
          Customer-managed key
          <Badge tone={isOn ? "ok" : "neutral"}>{isOn ? "On" : "Off"}</Badge>
          <KeyBadge vault={vault} />
        </span>
      }
      description="Values are encrypted in the browser or by the SDK before they are sent. This server stores what it cannot read, and the fingerprint of your key."
    >
      <div className="grid gap-3">
        {run && <RotationProgress vault_id={vault.id} run={run} />}
        {(!run || run.status === "done") && <Leftovers vault={vault} onStarted={() => void refresh()} />}
        {isOn ? (
          <On
            vault={vault}
            busy={run !== null && run.status !== "done"}
            onVault={setVault}
            refresh={refresh}
          />
        ) : (
          <Off vault={vault} onVault={setVault} />
        )}
      </div>
    </Section>
  );
}

/** The vault as the page was given it, or as an answer since then told it. */
function useFresh(given: Vault): [Vault, (vault: Vault) => void] {
  const [state, setState] = useState({ given, vault: given });
  if (state.given !== given) setState({ given, vault: given });
  return [state.given === given ? state.vault : given, (vault) => setState({ given, vault })];
}

/** Reads the vault again, here and wherever else it is shown. */
function useRefresh(vault_id: string, setVault: (vault: Vault) => void): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    const answer = await api().vault.get(vault_id);
    if (answer.error) return;
    setVault(answer.data);
    await queries.invalidateQueries({ queryKey: leftoversKey(vault_id) });
    await queries.invalidateQueries({ queryKey: ["vaults"] });
    // A network that is lost meanwhile makes the router leave the page for the browser's own: a rotation would end with it.
    if (!isRotating(vault_id)) router.refresh();
  };
}

function Off({ vault, onVault }: { vault: Vault; onVault: (vault: Vault) => void }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const isSplit = vault.mpc_custody !== undefined;
  return (
    <Card className="p-4">
      <ul className="grid max-w-prose list-disc gap-1.5 pl-4 text-sm text-ink-soft marker:text-ink-faint">
        <li>The key is made in this browser and saved by you as a file. It never reaches the server.</li>
        <li>
          <strong className="font-medium text-ink">A lost key means lost values.</strong> Nobody can open them
          without it: not you, not whoever runs this server.
        </li>
        <li>Agents and scripts that read this vault need the key as well, and decrypt with the SDK.</li>
        <li>The server can no longer make values itself. Values that are here already stay as they are.</li>
      </ul>
      <Button variant="solid" className="mt-4" disabled={isSplit} onClick={() => setOpen(true)}>
        Set up a key
      </Button>
      {isSplit && (
        <p className="mt-2 text-sm text-ink-faint">
          This vault is in {vault.mpc_custody} custody, which cannot be combined with a key of your own.
        </p>
      )}
      <SetupDialog
        vault={vault}
        open={open}
        onOpenChange={setOpen}
        onDone={(changed) => {
          setOpen(false);
          onVault(changed);
          router.refresh();
          toast({ tone: "ok", title: "New values come under your key" });
        }}
      />
    </Card>
  );
}

type OnProps = {
  vault: Vault;
  /** While a rotation is not over. */
  busy: boolean;
  onVault: (vault: Vault) => void;
  refresh: () => Promise<void>;
};

function On({ vault, busy, onVault, refresh }: OnProps) {
  const [dialog, setDialog] = useState<"rotate" | "off" | null>(null);
  const close = (open: boolean) => !open && setDialog(null);
  const fingerprint = vault.cmek_fingerprint ?? "";
  return (
    <Card className="p-4">
      <Facts
        items={[
          { label: "Fingerprint", value: <Copyable text={fingerprint} what="fingerprint" /> },
          { label: "In this tab", value: <LoadedKey vault={vault} fingerprint={fingerprint} /> },
        ]}
      />
      <div className="mt-4 flex flex-wrap gap-2 border-t pt-4">
        <Button disabled={busy} onClick={() => setDialog("rotate")}>
          Rotate to a new key
        </Button>
        <Button variant="danger" disabled={busy} onClick={() => setDialog("off")}>
          Turn off
        </Button>
      </div>
      <RotateDialog
        vault={vault}
        open={dialog === "rotate"}
        onOpenChange={close}
        onStarted={() => void refresh()}
      />
      <TurnOff vault={vault} open={dialog === "off"} onOpenChange={close} onVault={onVault} />
    </Card>
  );
}

function LoadedKey({ vault, fingerprint }: { vault: Vault; fingerprint: string }): ReactNode {
  const isLoaded = useHasKey(vault);
  const [asking, setAsking] = useState(false);
  if (isLoaded) {
    return (
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>Loaded: values can be read and written here until the tab is closed or reloaded.</span>
        <Button size="sm" onClick={() => forgetKey(fingerprint)}>
          Forget it now
        </Button>
      </span>
    );
  }
  if (asking) return <KeyNeeded vault={vault} onLoaded={() => setAsking(false)} />;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>Not loaded: values show as what they are on the server.</span>
      <Button size="sm" onClick={() => setAsking(true)}>
        Load the key
      </Button>
    </span>
  );
}

function TurnOff({
  vault,
  open,
  onOpenChange,
  onVault,
}: {
  vault: Vault;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onVault: (vault: Vault) => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const fingerprint = vault.cmek_fingerprint ?? "";
  const turnOff = async () => {
    let answer = await api().cmek.disable(vault.id);
    if (answer.error?.code === "cmek_rotation_open" && (await settleRotation(vault.id, fingerprint)))
      answer = await api().cmek.disable(vault.id);
    if (answer.error) return answer.error.message;
    onVault(answer.data);
    router.refresh();
    toast({
      title: "New values are stored as they come",
      description: "What is under your key stays under it.",
    });
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Turn off your own key?"
      action="Turn off"
      typed={vault.name}
      onConfirm={turnOff}
    >
      <p>New values of {vault.name} will be readable by this server again, as in any other vault.</p>
      <p>
        Values that are under the key {shortFingerprint(fingerprint)} stay under it: keep the key file as long
        as you need them.
      </p>
    </ConfirmDialog>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { refusal } from "#components/api/client.ts";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, SelectField, useForm } from "#components/ui/form.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { LimitsFields } from "./limits-fields.tsx";
import type { VersionForm } from "./secret-form.ts";
import { refreshSecrets, type Secret } from "./secret-queries.ts";
import { TYPE_OPTIONS } from "./secret-types.ts";
import type { Shares } from "./secret-versions.ts";
import { ShareOnce } from "./share-once.tsx";
import { ValueField } from "./value-field.tsx";
import { writeValue } from "./write-value.ts";

type Props = {
  vault: Vault;
  secret: Secret;
  shares: Shares;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks for a new value; what was typed is gone when the dialog closes. */
export function NewVersion({ open, ...props }: Props) {
  const [share, setShare] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const close = () => {
    props.onOpenChange(false);
    setShare(null);
    setSaved(false);
  };
  const id = `new-version-${props.secret.id}`;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      dismissable={share === null}
      title={share === null ? "New version" : "Keep your share"}
      description={<span className="font-mono text-xs break-all">{props.secret.path}</span>}
      footer={
        share === null ? (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={id} variant="solid">
              Save version
            </Button>
          </>
        ) : (
          <Button variant="solid" disabled={!saved} onClick={close}>
            Done
          </Button>
        )
      }
    >
      {share === null ? (
        <VersionFields {...props} id={id} onDone={close} onShare={setShare} />
      ) : (
        <ShareOnce path={props.secret.path} share={share} onSaved={setSaved} />
      )}
    </Dialog>
  );
}

function VersionFields({
  id,
  vault,
  secret,
  shares,
  onDone,
  onShare,
}: Omit<Props, "open" | "onOpenChange"> & {
  id: string;
  onDone: () => void;
  onShare: (share: string) => void;
}) {
  const toast = useToast();
  const queries = useQueryClient();
  const [keyNeeded, setKeyNeeded] = useState(false);
  const form = useForm<z.output<typeof VersionForm>>({
    schema: () => import("./secret-form.ts").then((file) => file.VersionForm),
    initial: { value: "", type: secret.type, expires_at: null, max_access_count: "" },
    submit: async (body) => {
      const answer = await writeValue(vault, secret.path, body);
      setKeyNeeded(answer === null);
      if (answer === null) return { problem: "Load the vault's key, then save again." };
      if (answer.error) return refusal(answer.error);
      const { version, client_share } = answer.data;
      if (client_share) {
        shares.keep(version, client_share);
        onShare(client_share);
      } else {
        onDone();
        toast({ title: `Version ${version} saved`, description: secret.path, tone: "ok" });
      }
      await refreshSecrets(queries, vault.id);
    },
  });
  return (
    <FormView form={form} id={id}>
      {keyNeeded && <KeyNeeded vault={vault} onLoaded={() => setKeyNeeded(false)} />}
      <ValueField form={form} autoFocus />
      <SelectField form={form} name="type" label="Type" options={TYPE_OPTIONS} />
      <LimitsFields form={form} />
    </FormView>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ChevronRight, Plus, X } from "lucide-react";
import { useId, useState } from "react";
import type { z } from "zod";
import { refusal } from "#components/api/client.ts";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type AnyForm, FormField, FormView, SelectField, TextField, useForm } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { LimitsFields } from "./limits-fields.tsx";
import type { SecretForm } from "./secret-form.ts";
import { refreshSecrets } from "./secret-queries.ts";
import { TYPE_OPTIONS } from "./secret-types.ts";
import { ShareOnce } from "./share-once.tsx";
import { ValueField } from "./value-field.tsx";
import { writeValue } from "./write-value.ts";

type Written = { path: string; share: string };

/** Asks for a path and a value; what was typed is gone when the dialog closes. */
export function CreateSecret({
  vault,
  open,
  path,
  onClose,
  onOpen,
}: {
  vault: Vault;
  open: boolean;
  path: string | undefined;
  onClose: () => void;
  onOpen: (path: string) => void;
}) {
  const id = useId();
  const [written, setWritten] = useState<Written | null>(null);
  const [saved, setSaved] = useState(false);
  const [pending, setPending] = useState(false);
  const close = () => {
    setWritten(null);
    setSaved(false);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      dismissable={written === null}
      title={written ? "Keep your share" : "Add secret"}
      description={written ? <span className="font-mono text-xs break-all">{written.path}</span> : undefined}
      footer={
        written ? (
          <Button variant="solid" disabled={!saved} onClick={close}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={id} variant="solid" pending={pending}>
              Add secret
            </Button>
          </>
        )
      }
    >
      {written ? (
        <ShareOnce {...written} onSaved={setSaved} />
      ) : (
        <SecretFields
          id={id}
          vault={vault}
          path={path}
          setPending={setPending}
          onDone={(at) => {
            close();
            onOpen(at);
          }}
          onShare={setWritten}
        />
      )}
    </Dialog>
  );
}

function SecretFields({
  id,
  vault,
  path,
  setPending,
  onDone,
  onShare,
}: {
  id: string;
  vault: Vault;
  path: string | undefined;
  setPending: (pending: boolean) => void;
  onDone: (path: string) => void;
  onShare: (written: Written) => void;
}) {
  const toast = useToast();
  const queries = useQueryClient();
  const [keyNeeded, setKeyNeeded] = useState(false);
  const form = useForm<z.output<typeof SecretForm>>({
    schema: () => import("./secret-form.ts").then((file) => file.SecretForm),
    initial: {
      path: path ?? "",
      value: "",
      type: "generic",
      expires_at: null,
      max_access_count: "",
      metadata: [],
    },
    submit: async ({ path: at, ...body }) => {
      setPending(true);
      const answer = await writeValue(vault, at, body).finally(() => setPending(false));
      setKeyNeeded(answer === null);
      if (answer === null) return { problem: "Load the vault's key, then add the secret again." };
      if (answer.error) return refusal(answer.error);
      const { version, client_share } = answer.data;
      if (client_share) onShare({ path: at, share: client_share });
      else {
        onDone(at);
        const title = version === 1 ? "Secret added" : `Saved as version ${version} of a path that was there`;
        toast({ title, description: at, tone: "ok" });
      }
      await refreshSecrets(queries, vault.id);
    },
  });
  return (
    <FormView form={form} id={id}>
      {keyNeeded && <KeyNeeded vault={vault} onLoaded={() => setKeyNeeded(false)} />}
      <TextField
        form={form}
        name="path"
        label="Path"
        mono
        placeholder="api-keys/stripe"
        hint="Slashes make folders, and policies cover whole folders."
        autoComplete="off"
        autoFocus={!path}
      />
      <ValueField form={form} autoFocus={path !== undefined} />
      <SelectField form={form} name="type" label="Type" options={TYPE_OPTIONS} />
      <details className="group">
        <summary className="flex min-h-6 w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-sm font-medium text-ink-soft hover:text-ink">
          <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          Expiry, read limit, metadata
        </summary>
        <div className="mt-3 grid gap-4">
          <LimitsFields form={form} />
          <MetadataField form={form} />
        </div>
      </details>
    </FormView>
  );
}

type MetadataRow = { name: string; value: string };

function MetadataField({ form }: { form: AnyForm }) {
  const rows = (form.values.metadata ?? []) as MetadataRow[];
  const set = (next: MetadataRow[]) => form.set("metadata", next);
  const change = (at: number, part: Partial<MetadataRow>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <FormField
      form={form}
      name="metadata"
      label="Metadata"
      group
      hint="Your own notes, found by search. Stored unencrypted: never put a secret here."
    >
      {() => (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm font-medium">Metadata</legend>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place while its name is typed
            <div key={index} className="grid grid-cols-[2fr_3fr_auto] gap-2">
              <Input
                aria-label={`Name ${index + 1}`}
                placeholder="team"
                value={row.name}
                onChange={(event) => change(index, { name: event.target.value })}
              />
              <Input
                aria-label={`Value ${index + 1}`}
                placeholder="payments"
                value={row.value}
                onChange={(event) => change(index, { value: event.target.value })}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${row.name || `row ${index + 1}`}`}
                onClick={() => set(rows.filter((_, other) => other !== index))}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </div>
          ))}
          <Button size="sm" className="w-fit" onClick={() => set([...rows, { name: "", value: "" }])}>
            <Plus aria-hidden className="size-3.5" />
            Add a note
          </Button>
        </fieldset>
      )}
    </FormField>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Check, ClipboardCopy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { readValue } from "./read-value.ts";
import { readsLeft, refreshSecrets, type Secret } from "./secret-queries.ts";

const SHOWN_MS = 1_600;

/** Copies the value without showing it. It is a read like any other and on the audit log as one. */
export function CopyValue({ vault, secret }: { vault: Vault; secret: Secret }) {
  const toast = useToast();
  const queries = useQueryClient();
  const [state, setState] = useState<"idle" | "pending" | "copied">("idle");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const isLimited = readsLeft(secret) !== null;
  const copy = async () => {
    setState("pending");
    const problem = await copyValue(vault, secret).catch((error: unknown) => String(error));
    setState(problem === null ? "copied" : "idle");
    if (problem !== null)
      toast({ title: `${secret.path} was not copied`, description: problem, tone: "danger" });
    if (isLimited) await refreshSecrets(queries, vault.id);
  };
  const Icon = state === "copied" ? Check : ClipboardCopy;
  const name = `Copy the value of ${secret.path}`;
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={name}
        title={isLimited ? "Copy the value; uses up one read" : "Copy the value without showing it"}
        pending={state === "pending"}
        onClick={() => void copy()}
        className={clsx(
          state === "copied" && "text-ok",
          state === "idle" &&
            "pointer-fine:opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100",
        )}
      >
        <Icon aria-hidden className="size-3.5" />
      </Button>
      <span role="status" className="sr-only">
        {state === "copied" && `Copied the value of ${secret.path}`}
      </span>
    </>
  );
}

async function copyValue(vault: Vault, secret: Secret): Promise<string | null> {
  const limited = readsLeft(secret) !== null;
  const read = await readValue(vault, { path: secret.path, version: null, limited, clientShare: undefined });
  if ("needs" in read)
    return read.needs === "key"
      ? "Load the vault's key first: open the secret and reveal it."
      : "Its value is in split custody. Open the secret and give your share.";
  if ("problem" in read) return read.problem;
  return navigator.clipboard.writeText(read.value).then(
    () => null,
    () => "The browser did not allow copying.",
  );
}

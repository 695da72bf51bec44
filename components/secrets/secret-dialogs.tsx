"use client";
import dynamic from "next/dynamic";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";

const CreateSecret = lazyDialog(
  () => import("./create-secret.tsx").then((file) => file.CreateSecret),
  ({ open }) => open,
);

/** What somebody set out to do in a vault. */
export type SecretTask = { kind: "create"; path?: string } | { kind: "import" } | { kind: "export" };

const ImportEnv = dynamic(() => import("./import-env.tsx").then((file) => file.ImportEnv), { ssr: false });
const ExportEnv = dynamic(() => import("./export-env.tsx").then((file) => file.ExportEnv), { ssr: false });

/** The dialogs of a vault's secrets; none of them keeps anything once it is closed. */
export function SecretDialogs({
  vault,
  task,
  onDone,
  onOpen,
}: {
  vault: Vault;
  task: SecretTask | null;
  onDone: () => void;
  onOpen: (path: string) => void;
}) {
  return (
    <>
      <CreateSecret
        vault={vault}
        open={task?.kind === "create"}
        path={task?.kind === "create" ? task.path : undefined}
        onClose={onDone}
        onOpen={onOpen}
      />
      {task?.kind === "import" && <ImportEnv vault={vault} onClose={onDone} />}
      {task?.kind === "export" && <ExportEnv vault={vault} onClose={onDone} />}
    </>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Me, Vault } from "#components/vaults/vault-queries.ts";
import { OneclawError } from "#sdk";
import { lastSegment } from "./path-tree.ts";
import { SecretActions } from "./secret-actions.tsx";
import { SecretDetail } from "./secret-detail.tsx";
import type { SecretTask } from "./secret-dialogs.tsx";
import { secretKeys } from "./secret-queries.ts";
import { type Shares, secretVersions, shownVersion } from "./secret-versions.ts";

const DeletedSecret = dynamic(() => import("./absent-secret.tsx").then((file) => file.DeletedSecret));
const MissingSecret = dynamic(() => import("./absent-secret.tsx").then((file) => file.MissingSecret));

/** Everything about one secret; its value only on request. */
export function SecretDrawer({
  vault,
  me,
  path,
  onClose,
  onTask,
}: {
  vault: Vault;
  me: Me;
  path: string | null;
  onClose: () => void;
  onTask: (task: SecretTask) => void;
}) {
  // What closes keeps its words for the way out.
  const [last, setLast] = useState(path);
  if (path !== null && path !== last) setLast(path);
  return (
    <Drawer
      wide
      open={path !== null}
      onOpenChange={(open) => !open && onClose()}
      label={`Secret ${last}`}
      title={<PathTitle path={last ?? ""} />}
    >
      {last !== null && (
        <Content key={last} vault={vault} me={me} path={last} onClose={onClose} onTask={onTask} />
      )}
    </Drawer>
  );
}

function PathTitle({ path }: { path: string }) {
  const name = lastSegment(path);
  return (
    <span className="font-mono text-sm break-all">
      <span className="font-normal text-ink-faint">{path.slice(0, -name.length)}</span>
      {name}
    </span>
  );
}

function Content({
  vault,
  me,
  path,
  onClose,
  onTask,
}: {
  vault: Vault;
  me: Me;
  path: string;
  onClose: () => void;
  onTask: (task: SecretTask) => void;
}) {
  const shares = useShares();
  const asked = useQuery({
    queryKey: secretKeys.versions(vault.id, path),
    queryFn: () => secretVersions(vault.id, path),
  });
  const code = asked.error instanceof OneclawError ? asked.error.code : undefined;
  if (code === "secret_gone") return <DeletedSecret vault={vault} path={path} />;
  if (code === "secret_not_found")
    return <MissingSecret path={path} onCreate={() => onTask({ kind: "create", path })} />;
  if (asked.error) return <Alert tone="danger">{sentenceOf(asked.error)}</Alert>;
  const shown = asked.data && shownVersion(asked.data);
  if (!asked.data || !shown) return <Waiting />;
  const props = { vault, me, secret: shown, versions: asked.data, shares };
  return <SecretDetail {...props} actions={<SecretActions {...props} onGone={onClose} />} />;
}

function Waiting() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}

function useShares(): Shares {
  const [shares, setShares] = useState<ReadonlyMap<number, string>>(new Map());
  return {
    of: (version) => shares.get(version),
    keep: (version, share) => setShares((before) => new Map(before).set(version, share)),
  };
}

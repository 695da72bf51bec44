"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Link2, Plus, Share2, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { ShareDialog } from "#components/sharing/share-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { forgetSecret, refreshSecrets, type Secret } from "./secret-queries.ts";
import type { Shares } from "./secret-versions.ts";

const NewVersion = lazyDialog(
  () => import("./new-version.tsx").then((file) => file.NewVersion),
  ({ open }) => open,
);

/** What can be done with a secret as a whole. Deleting needs no question: it can be undone. */
export function SecretActions({
  vault,
  secret,
  shares,
  onGone,
}: {
  vault: Vault;
  secret: Secret;
  shares: Shares;
  onGone: () => void;
}) {
  const [writing, setWriting] = useState(false);
  const [sharing, setSharing] = useState(false);
  const toast = useToast();
  const queries = useQueryClient();
  const { path } = secret;
  const restore = async () => {
    const answer = await api().secrets.undelete(vault.id, path);
    if (answer.error) toast({ title: "Not restored", description: answer.error.message, tone: "danger" });
    await refreshSecrets(queries, vault.id);
  };
  const remove = async () => {
    const answer = await api().secrets.delete(vault.id, path);
    if (answer.error)
      return toast({ title: "Not deleted", description: answer.error.message, tone: "danger" });
    onGone();
    toast({ title: "Secret deleted", description: path, undo: restore });
    await forgetSecret(queries, vault.id, path);
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href);
    toast({ title: "Link copied", description: "It opens this secret for who may see it." });
  };
  return (
    <div className="flex items-center gap-2">
      <Button size="sm" onClick={() => setWriting(true)}>
        <Plus aria-hidden className="size-3.5" />
        New version
      </Button>
      <Menu
        label={`Actions for ${path}`}
        trigger={
          <Button size="icon" aria-label={`Actions for ${path}`} className="size-7!">
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
        items={[
          { label: "Share", icon: Share2, onSelect: () => setSharing(true) },
          { label: "Copy link", icon: Link2, onSelect: () => void copyLink() },
          "separator",
          { label: "Delete", icon: Trash2, tone: "danger", onSelect: () => void remove() },
        ]}
      />
      <NewVersion vault={vault} secret={secret} shares={shares} open={writing} onOpenChange={setWriting} />
      <ShareDialog vault={vault} secret={secret} open={sharing} onOpenChange={setSharing} />
    </div>
  );
}

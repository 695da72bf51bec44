"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pause, Pencil, Play, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { SecretDialog, type ShownSecret } from "./secret-dialog.tsx";
import { hostOf, useWebhooksChanged, type Webhook } from "./webhook-queries.ts";

const EditWebhook = lazyDialog(
  () => import("./webhook-form.tsx").then((file) => file.EditWebhook),
  ({ open }) => open,
);

type Open = "edit" | "rotate" | "delete" | null;

/** Everything that can be done with a webhook. */
export function WebhookActions({ webhook, actions }: { webhook: Webhook; actions: readonly string[] }) {
  const [open, setOpen] = useState<Open>(null);
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const { test, activate } = useActs(webhook);
  const close = (next: boolean) => {
    if (!next) setOpen(null);
  };
  const Icon = webhook.is_active ? Pause : Play;
  return (
    <>
      <Button pending={test.isPending} disabled={!webhook.is_active} onClick={() => test.mutate()}>
        {!test.isPending && <Send aria-hidden className="size-3.5" />}
        Send a test
      </Button>
      <Button pending={activate.pending} onClick={() => activate.set(!webhook.is_active)}>
        {!activate.pending && <Icon aria-hidden className="size-3.5" />}
        {webhook.is_active ? "Pause" : "Resume"}
      </Button>
      <Menu
        label="More actions"
        trigger={
          <Button variant="outline" size="icon" aria-label="More actions">
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
        items={[
          { label: "Change …", icon: Pencil, onSelect: () => setOpen("edit") },
          { label: "Rotate signing secret …", icon: KeyRound, onSelect: () => setOpen("rotate") },
          "separator",
          { label: "Delete …", icon: Trash2, tone: "danger", onSelect: () => setOpen("delete") },
        ]}
      />
      <EditWebhook
        key={`${webhook.url} ${webhook.description} ${webhook.events}`}
        open={open === "edit"}
        onOpenChange={close}
        actions={actions}
        webhook={webhook}
      />
      <ConfirmDialog
        open={open === "rotate"}
        onOpenChange={close}
        title="Rotate the signing secret"
        action="Rotate"
        onConfirm={async () => {
          const answer = await api().webhooks.rotateSecret(webhook.id);
          if (answer.error) return answer.error.message;
          setShown(answer.data);
        }}
      >
        <p>
          The present secret ends at once: {hostOf(webhook.url)} takes deliveries for forged until it has the
          new one. They are tried again for about a day.
        </p>
      </ConfirmDialog>
      <DeleteDialog webhook={webhook} open={open === "delete"} onOpenChange={close} />
      <SecretDialog shown={shown} onDone={() => setShown(null)} />
    </>
  );
}

function DeleteDialog({
  webhook,
  open,
  onOpenChange,
}: {
  webhook: Webhook;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const host = hostOf(webhook.url);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Delete the webhook"
      action="Delete"
      typed={host}
      onConfirm={async () => {
        const answer = await api().webhooks.delete(webhook.id);
        if (answer.error) return answer.error.message;
        router.push("/webhooks");
        toast({ title: `${host} is told nothing more` });
        // Only the list: what this page still shows of the webhook is gone on the server.
        await queries.invalidateQueries({ queryKey: ["webhooks", "list"] });
      }}
    >
      <p>
        {host} gets no event any more, what waits is given up, and its delivery log goes. To stop for a while,
        pause it instead.
      </p>
    </ConfirmDialog>
  );
}

function useActs(webhook: Webhook) {
  const toast = useToast();
  const changed = useWebhooksChanged();
  const test = useMutation({
    mutationFn: () => ask(api().webhooks.test(webhook.id)),
    onSuccess: () => {
      toast({ title: "A test is on its way", description: "Its delivery is in the log below.", tone: "ok" });
      return changed();
    },
    onError: (error) => toast({ title: "No test was sent", description: sentenceOf(error), tone: "danger" }),
  });
  const change = useMutation({
    mutationFn: (is_active: boolean) => ask(api().webhooks.update(webhook.id, { is_active })),
    onSuccess: changed,
    onError: (error) =>
      toast({ title: "The webhook is as it was", description: sentenceOf(error), tone: "danger" }),
  });
  const set = async (is_active: boolean) => {
    await change.mutateAsync(is_active);
    const undo = () => change.mutateAsync(!is_active);
    if (is_active) toast({ title: "The webhook takes events again", tone: "ok", undo });
    else
      toast({
        title: "The webhook is paused",
        description: "What waited is given up; what happens meanwhile is not sent later.",
        undo,
      });
  };
  // What goes wrong is said by `onError`.
  const activate = { pending: change.isPending, set: (on: boolean) => void set(on).catch(() => {}) };
  return { test, activate };
}

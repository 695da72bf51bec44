"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { type User, useOperatorChanged } from "./operator-queries.ts";

/** Ends somebody's account; says first whether an organization goes with it. */
export function DeleteUser({ user: chosen, onClose }: { user: User | null; onClose: () => void }) {
  const user = useLast(chosen);
  const toast = useToast();
  const changed = useOperatorChanged();
  if (!user) return null;
  return (
    <ConfirmDialog
      open={chosen !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the account of ${user.display_name || user.email}`}
      action="Delete account"
      typed={user.email}
      onConfirm={async () => {
        const answer = await api().admin.deleteUser(user.id);
        if (answer.error) return answer.error.message;
        await changed();
        toast({ title: `The account of ${user.email} is deleted`, tone: "ok" });
      }}
    >
      <p>Their sessions, API keys and the policies that name them end at once. There is no way back.</p>
      <Organization user={user} />
    </ConfirmDialog>
  );
}

function Organization({ user }: { user: User }) {
  const { data } = useQuery({
    queryKey: ["operator", "others", user.id],
    queryFn: async () => {
      let others = 0;
      for await (const { id, org_id } of api().admin.listAllUsers({ q: user.org_name }))
        if (org_id === user.org_id && id !== user.id) others++;
      return others;
    },
  });
  if (data === undefined) return <p>Looking who else is in {user.org_name} …</p>;
  if (data > 0) {
    return (
      <p>
        {user.org_name} goes on with {data.toLocaleString("en")} {data === 1 ? "other person" : "others"}.
        What they made stays there.
      </p>
    );
  }
  return (
    <p className="font-medium text-danger">
      Nobody else is in {user.org_name}: all its agents and vaults go with the account. Vault keys are
      destroyed 30 days later.
    </p>
  );
}

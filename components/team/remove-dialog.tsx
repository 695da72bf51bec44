"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { belongingsOf, type Me, type Member, nameOf, useTeamChanged } from "./team-queries.ts";

/** Takes somebody out of the organization, or lets one leave it; says first what ends and what stays. */
export function RemoveDialog({
  me,
  organization,
  member: asked,
  onOpenChange,
}: {
  me: Me;
  organization: string;
  member: Member | null;
  onOpenChange: (open: boolean) => void;
}) {
  const member = useLast(asked);
  const toast = useToast();
  const changed = useTeamChanged();
  if (!member) return null;
  const leaving = member.id === me.id;
  const remove = async () => {
    const answer = await api().org.removeMember(member.id);
    if (answer.error) return answer.error.message;
    if (leaving) {
      // Their sessions ended with it.
      window.location.assign("/sign-in?ended=1");
      return;
    }
    await changed();
    toast({ title: `${nameOf(member)} is no longer in ${organization}`, tone: "ok" });
  };
  return (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={onOpenChange}
      title={leaving ? `Leave ${organization}` : `Remove ${nameOf(member)}`}
      action={leaving ? "Leave" : "Remove"}
      typed={leaving ? organization : member.email}
      onConfirm={remove}
    >
      <Consequences member={member} leaving={leaving} organization={organization} />
    </ConfirmDialog>
  );
}

function Consequences({
  member,
  leaving,
  organization,
}: {
  member: Member;
  leaving: boolean;
  organization: string;
}) {
  const { data } = useQuery({
    queryKey: ["team", "belongings", member.id],
    queryFn: () => belongingsOf(member.id),
  });
  const [their, they, them] = leaving ? ["Your", "you", "you"] : ["Their", "they", "them"];
  return (
    <ul aria-busy={!data} className="grid list-disc gap-1 pl-4">
      <li>
        {their} sessions, API keys and open invitations end at once
        {leaving && ": you are signed out here"}.
      </li>
      <li>
        {data ? policyWords(data.policies, them) : "Counting policies …"} What was shared with {them} here
        ends too.
      </li>
      <li>
        {data
          ? `${data.vaults === 0 ? "Every agent stays" : `${amount(data.vaults, "vault", "vaults")} that ${they} made, and every agent, stay`} with ${organization}.`
          : "Counting vaults …"}
      </li>
      <li>{their} account goes on, in an organization of its own.</li>
    </ul>
  );
}

function policyWords(count: number, them: string): string {
  if (count === 0) return `No policy names ${them}.`;
  return count === 1
    ? `1 policy that names ${them} ends.`
    : `${amount(count, "", "policies")} that name ${them} end.`;
}

function amount(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

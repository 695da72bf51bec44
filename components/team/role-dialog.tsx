"use client";
import { useRouter } from "next/navigation";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormField, FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { ROLES, type Role, rolesToGive, roleTitle } from "./roles.ts";
import { type Me, type Member, nameOf, useTeamChanged } from "./team-queries.ts";

/** Gives a member another role; what each may is said at each. */
export function RoleDialog({
  me,
  member: asked,
  onOpenChange,
}: {
  me: Me;
  member: Member | null;
  onOpenChange: (open: boolean) => void;
}) {
  const member = useLast(asked);
  if (!member) return null;
  const key = `${member.id} ${member.role}`;
  return <Choice key={key} open={asked !== null} me={me} member={member} onOpenChange={onOpenChange} />;
}

function Choice({
  open,
  me,
  member,
  onOpenChange,
}: {
  open: boolean;
  me: Me;
  member: Member;
  onOpenChange: (open: boolean) => void;
}) {
  const changeRole = useRoleChange(me, member);
  const form = useForm<{ role: Role }>({
    schema: () => import("#lib/schemas/organization.ts").then((file) => file.UpdateMemberRoleRequest),
    initial: { role: member.role },
    submit: async ({ role }) => {
      const answer = role === member.role ? null : await changeRole(role);
      if (answer?.error) return refusal(answer.error);
      onOpenChange(false);
    },
  });
  const toggle = (next: boolean) => {
    if (!next) form.reset();
    onOpenChange(next);
  };
  const offered = [member.role, ...rolesToGive(me, member)];
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title={`Role of ${nameOf(member)}`}
      description="It holds from their next request on. Policies that name them stay as they are."
      footer={
        <>
          <Button onClick={() => toggle(false)}>Cancel</Button>
          <SubmitButton form={form}>Change role</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <FormField form={form} name="role" label="Role" group>
          {({ value, onChange, ...aria }) => (
            <RadioCards
              label="Role"
              hideLabel
              value={value}
              onValueChange={onChange}
              aria-invalid={aria["aria-invalid"]}
              aria-describedby={aria["aria-describedby"]}
              options={ROLES.map(({ role, title, may }) => ({
                value: role,
                title,
                description: offered.includes(role) ? may : `${may} Only owners make somebody an owner.`,
                disabled: !offered.includes(role),
              }))}
            />
          )}
        </FormField>
      </FormView>
    </Dialog>
  );
}

function useRoleChange(me: Me, member: Member) {
  const toast = useToast();
  const router = useRouter();
  const changed = useTeamChanged();
  const set = async (role: Role) => {
    const answer = await api().org.updateMemberRole(member.id, role);
    if (!answer.error) {
      await changed();
      // One's own role decides what the page offers.
      if (member.id === me.id) router.refresh();
    }
    return answer;
  };
  return async (role: Role) => {
    const answer = await set(role);
    if (answer.error) return answer;
    const undo = async () => {
      const back = await set(member.role);
      if (back.error) toast({ title: "The role stays", description: back.error.message, tone: "danger" });
    };
    toast({
      title: `${nameOf(member)} is ${role === "member" ? "a" : "an"} ${roleTitle(role).toLowerCase()} now`,
      tone: "ok",
      // Who gave their own role away cannot take it back.
      ...(member.id !== me.id && { undo }),
    });
    return answer;
  };
}

// The three roles in words, and who may give which to whom. The server decides; this only spares a refusal. Pure.

export type Role = "owner" | "admin" | "member";

export const ROLES: readonly { role: Role; title: string; may: string }[] = [
  {
    role: "owner",
    title: "Owner",
    may: "Everything an admin may, and changes the role of anybody, owners included. There is always at least one.",
  },
  {
    role: "admin",
    title: "Admin",
    may: "Sees every vault, its policies and the whole audit log. Changes any agent, IP rules and webhooks, and invites people. Reads values only in vaults they made and where a policy allows it.",
  },
  {
    role: "member",
    title: "Member",
    may: "Makes vaults and agents and administers those. Sees other vaults only where a policy allows it.",
  },
];

export function roleTitle(role: Role): string {
  return ROLES.find((each) => each.role === role)?.title ?? role;
}

type Someone = { id: string; role: Role };

/** The roles that `me` may give to `other`, other than the one they have. */
export function rolesToGive(me: Someone, other: Someone): Role[] {
  const others = ROLES.map(({ role }) => role).filter((role) => role !== other.role);
  if (me.role === "owner") return others;
  if (me.role === "member" || other.role === "owner") return [];
  return others.filter((role) => role !== "owner");
}

/** Why `me` cannot remove `other`, or null. */
export function whyNotRemove(me: Someone, other: Someone): string | null {
  if (me.role === "member") return "Only owners and admins remove members";
  if (me.role === "admin" && other.role === "owner") return "Only owners remove an owner";
  return null;
}

/** The roles that `me` may invite somebody as. */
export function rolesToInvite(me: Pick<Someone, "role">): Role[] {
  if (me.role === "member") return [];
  return me.role === "owner" ? ["member", "admin", "owner"] : ["member", "admin"];
}

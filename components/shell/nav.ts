// Where things are: the one list that the sidebar, the palette and the shortcuts read.
import {
  Activity,
  Bot,
  FileClock,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Mailbox,
  MessageCircleQuestionMark,
  ScrollText,
  Settings,
  Share2,
  ShieldCheck,
  Users,
  Vault,
  Webhook,
} from "lucide-react";

export type NavItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Said in the palette. */
  hint: string;
  /** Pressed after `g`. */
  key: string;
};
export type NavGroup = { label: string | null; items: NavItem[] };

const GROUPS: NavGroup[] = [
  {
    label: null,
    items: [
      { href: "/dashboard", label: "Dashboard", icon: LayoutDashboard, hint: "What happens now", key: "d" },
      { href: "/vaults", label: "Vaults", icon: Vault, hint: "Secrets and who may read them", key: "v" },
      { href: "/agents", label: "Agents", icon: Bot, hint: "Programs with a key of their own", key: "a" },
      { href: "/policies", label: "Policies", icon: ScrollText, hint: "Who may do what, and why", key: "p" },
      {
        href: "/enrolments",
        label: "Enrolments",
        icon: Mailbox,
        hint: "Agents that ask to come in",
        key: "e",
      },
      {
        href: "/requests",
        label: "Requests",
        icon: MessageCircleQuestionMark,
        hint: "Values that agents ask for",
        key: "r",
      },
      { href: "/sharing", label: "Sharing", icon: Share2, hint: "Given to you, given by you", key: "s" },
      { href: "/audit", label: "Audit log", icon: FileClock, hint: "Everything that was done", key: "l" },
    ],
  },
  {
    label: "Organization",
    items: [
      { href: "/team", label: "Team", icon: Users, hint: "People, roles, invitations", key: "t" },
      {
        href: "/security",
        label: "Security",
        icon: ShieldCheck,
        hint: "Second factor, sessions, IP rules",
        key: "y",
      },
      { href: "/api-keys", label: "API keys", icon: KeyRound, hint: "Your personal keys", key: "k" },
      { href: "/webhooks", label: "Webhooks", icon: Webhook, hint: "Events sent to your systems", key: "w" },
      { href: "/settings", label: "Settings", icon: Settings, hint: "Profile, export, account", key: "x" },
    ],
  },
];

const OPERATOR: NavGroup = {
  label: "Deployment",
  items: [
    {
      href: "/operator",
      label: "Operator",
      icon: Activity,
      hint: "Health, mail, jobs, people, settings",
      key: "o",
    },
  ],
};

/** What a person sees in the sidebar. */
export function navFor(person: { is_operator: boolean }): NavGroup[] {
  return person.is_operator ? [...GROUPS, OPERATOR] : GROUPS;
}

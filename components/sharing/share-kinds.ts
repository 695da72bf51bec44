import { Bot, Link2, type LucideIcon, Mail, Stamp, UserRound } from "lucide-react";
import type { RadioCard } from "#components/ui/radio-cards.tsx";
import type { Kind } from "./share-form.ts";

/** The ways to share, in the words of whoever chooses one. */
export const KIND_CARDS: (RadioCard & { value: Kind; icon: LucideIcon })[] = [
  {
    value: "user",
    title: "A person in the team",
    description: "They accept it and sign in to read it",
    icon: UserRound,
  },
  { value: "agent", title: "An agent", description: "It reads it with its own key", icon: Bot },
  {
    value: "external_email",
    title: "An e-mail address",
    description: "For whoever proves the address is theirs",
    icon: Mail,
  },
  {
    value: "anyone_with_link",
    title: "Anyone with the link",
    description: "No account needed; the link is the key",
    icon: Link2,
  },
  {
    value: "sealed",
    title: "Sealed link",
    description: "Encrypted in this browser; the server cannot read it",
    icon: Stamp,
  },
];

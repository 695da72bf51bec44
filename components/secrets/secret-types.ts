// What kinds of secrets there are, in words and pictures.
import {
  Asterisk,
  FileBadge,
  FileCog,
  File as FileIcon,
  FileKey,
  KeyRound,
  LockKeyhole,
  type LucideIcon,
  SquareTerminal,
  StickyNote,
  Variable,
} from "lucide-react";
import { SECRET_TYPES } from "#lib/secret-types.ts";

type Kind = { label: string; icon: LucideIcon };

const KINDS: Record<(typeof SECRET_TYPES)[number], Kind> = {
  generic: { label: "Generic", icon: Asterisk },
  password: { label: "Password", icon: LockKeyhole },
  api_key: { label: "API key", icon: KeyRound },
  certificate: { label: "Certificate", icon: FileBadge },
  private_key: { label: "Private key", icon: FileKey },
  ssh_key: { label: "SSH key", icon: SquareTerminal },
  env: { label: "Environment variable", icon: Variable },
  env_bundle: { label: ".env file", icon: FileCog },
  file: { label: "File", icon: FileIcon },
  note: { label: "Note", icon: StickyNote },
};

/** Words and picture of a type; a type that is not known here is shown by its own name. */
export function kindOf(type: string): Kind {
  return Object.entries(KINDS).find(([name]) => name === type)?.[1] ?? { label: type, icon: Asterisk };
}

export const TYPE_OPTIONS = SECRET_TYPES.map((value) => ({ value, label: KINDS[value].label }));

"use client";
import { useOpened } from "#components/ui/dialog.tsx";
import { lazyPart, usePart } from "#components/ui/lazy-part.ts";
import type { Directory, Policy } from "./directory.ts";

export type PolicyEditorProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names of agents, people and vaults; asked for when it is not given. */
  directory?: Directory;
  /** A policy to change; without one a new one is made. */
  policy?: Policy | null;
  /** What a new one begins with. With a `vault_id` and `fixedVault` the vault is not asked for. */
  prefill?: Partial<Policy> | null;
  fixedVault?: boolean;
  /** After it was stored; the toast and the refreshing of lists are done already. */
  onSaved?: (policy: Policy) => void;
};

const EDITOR = lazyPart<PolicyEditorProps>(() =>
  import("./policy-editor-drawer.tsx").then((file) => file.PolicyEditorDrawer),
);

/** The drawer in which a policy is written or changed; it comes in a file of its own. */
export function PolicyEditor(props: PolicyEditorProps) {
  const Editor = usePart(EDITOR, props.open);
  const opened = useOpened(props.open);
  return Editor && opened ? <Editor {...props} /> : null;
}

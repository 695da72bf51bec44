"use client";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
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

/** The drawer in which a policy is written or changed; it comes in a file of its own. */
export const PolicyEditor = lazyDialog<PolicyEditorProps>(
  () => import("./policy-editor-drawer.tsx").then((file) => file.PolicyEditorDrawer),
  ({ open }) => open,
);

import type { Metadata } from "next";
import type { ReactNode } from "react";
import { VaultFrame } from "#components/vaults/vault-frame.tsx";
import { vaultOf } from "./vault.ts";

type Props = { params: Promise<{ vault_id: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await vaultOf((await params).vault_id);
  return { title: { default: name, template: `%s · ${name} · 1Claw` } };
}

export default async function VaultLayout({ params, children }: Props) {
  return <VaultFrame vault={await vaultOf((await params).vault_id)}>{children}</VaultFrame>;
}

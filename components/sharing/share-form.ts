"use client";
// What is asked for a new share, and how it is made: on the server, or sealed here.
import { api, refusal } from "#components/api/client.ts";
import { KeyMissingError, openValue } from "#components/cmek/vault-key.ts";
import type { FormResult } from "#components/ui/form.tsx";
import type { ShareDialogProps } from "./share-dialog.tsx";
import type { ShareFields } from "./share-fields.ts";

export const KINDS = ["user", "agent", "external_email", "anyone_with_link", "sealed"] as const;
export type Kind = (typeof KINDS)[number];

/** A share that was made, as it is shown this once. */
export type MadeShare = {
  kind: Kind;
  id: string;
  url: string;
  expires_at: string;
  views: number;
  passphrase: string | null;
};

type Made = { made: MadeShare } | { result: FormResult };
type From = Pick<ShareDialogProps, "vault" | "secret">;

/** Makes the share, or says what stands against it. */
export async function makeShare(from: From, fields: ShareFields): Promise<Made> {
  return fields.kind === "sealed" ? sealSecret(from, fields) : lend(from.secret.id, fields, fields.kind);
}

async function lend(
  secret_id: string,
  { kind: _, recipient_id, email, ip_allowlist, passphrase, ...rest }: ShareFields,
  recipient_type: Exclude<Kind, "sealed">,
): Promise<Made> {
  const answer = await api().sharing.create(secret_id, {
    ...rest,
    recipient_type,
    ...(passphrase && { passphrase }),
    ...((recipient_type === "user" || recipient_type === "agent") && { recipient_id }),
    ...(recipient_type === "external_email" && { email }),
    ...(ip_allowlist && ip_allowlist.length > 0 && { ip_allowlist }),
  });
  if (answer.error) return { result: refusal(answer.error) };
  const { id, share_url: url, expires_at, max_access_count: views } = answer.data;
  return { made: { kind: recipient_type, id, url, expires_at, views, passphrase: passphrase ?? null } };
}

/** Reads the value, and seals it in this browser; the server that hands it out keeps no more than the ciphertext of it. */
async function sealSecret({ vault, secret }: From, fields: ShareFields): Promise<Made> {
  const read = await api().secrets.get(vault.id, secret.path);
  if (read.error) return { result: refusal(read.error) };
  const { value, cmek_encrypted } = read.data;
  try {
    const text = cmek_encrypted ? await openValue(vault, value, read.meta.cmek_fingerprint) : value;
    return await sealText(text, fields);
  } catch (error) {
    if (!(error instanceof KeyMissingError)) throw error;
    return { result: { problem: "Load the key of this vault first: the value is encrypted with it." } };
  }
}

type Limits = Pick<ShareFields, "expires_at" | "max_access_count" | "passphrase">;

/** Seals a text in this browser. */
export async function sealText(
  text: string,
  { expires_at, max_access_count, passphrase }: Limits,
): Promise<Made> {
  if (new TextEncoder().encode(text).length > 64 * 1024)
    return { result: { problem: "A sealed share holds at most 64 KB of text." } };
  const answer = await api().sharing.seal(text, {
    expires_at,
    max_access_count: max_access_count ?? 1,
    ...(passphrase && { passphrase }),
  });
  if (answer.error) return { result: refusal(answer.error) };
  const { id, url, expires_at: until, max_access_count: views } = answer.data;
  return { made: { kind: "sealed", id, url, expires_at: until, views, passphrase: passphrase ?? null } };
}

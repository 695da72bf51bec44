// What the forms for a share and for a sealed message ask for, checked as the API checks it.
import { z } from "zod";
import { CreateShareRequest } from "#lib/schemas/sharing.ts";
import { KINDS } from "./share-form.ts";

/** The fields of the dialog: those of the API, and one more way to share. */
export const ShareFields = CreateShareRequest.pick({
  recipient_id: true,
  email: true,
  expires_at: true,
  max_access_count: true,
  passphrase: true,
  ip_allowlist: true,
})
  .extend({ kind: z.enum(KINDS) })
  .superRefine(({ kind, recipient_id, email, expires_at }, ctx) => {
    const missing = (path: string) => ctx.addIssue({ code: "custom", path: [path], message: "is required" });
    if ((kind === "user" || kind === "agent") && !recipient_id) missing("recipient_id");
    if (kind === "external_email" && !email) missing("email");
    if (!expires_at) missing("expires_at");
  });
export type ShareFields = z.output<typeof ShareFields>;

export const SealFields = CreateShareRequest.pick({
  expires_at: true,
  max_access_count: true,
  passphrase: true,
}).extend({ text: z.string("is required") });
export type SealFields = z.output<typeof SealFields>;

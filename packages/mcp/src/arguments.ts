// Arguments that several tools share.
import { z } from "zod";
import { checkSecretPath } from "../../../lib/secret-path.ts";

/** A secret's path, held to the same rule as on the server. */
export const path = (description: string) =>
  z
    .string()
    .superRefine((text, ctx) => {
      const reason = checkSecretPath(text);
      if (reason) ctx.addIssue({ code: "custom", message: reason });
    })
    .describe(description);

export const vaultId = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(200, "is too long for the id or the name of a vault")
  .optional()
  .describe(
    "Id or name of the vault (see list_vaults). Leave it out where there is only one, or one was set for this server",
  );

const MOMENT =
  "must be a date and time with a zone in ISO 8601, such as 2027-01-31T12:00:00Z, and lie in the future";

export const moment = (description: string) =>
  z.iso
    .datetime({ offset: true, error: MOMENT })
    .refine((text) => Date.parse(text) > Date.now(), MOMENT)
    .describe(description);

export const count = (most: number) =>
  z
    .number()
    .int("must be a whole number")
    .min(1, "must be 1 or more")
    .max(most, `must be ${most.toLocaleString("en")} or less`);

/** What is told of a secret without its value. */
export const Described = z.object({
  id: z.string(),
  path: z.string(),
  type: z.string(),
  version: z.number(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  expires_at: z.string().optional(),
  access_count: z.number().optional(),
  max_access_count: z.number().optional(),
});

/** The fields of `Described` and no other. */
export function described(secret: z.input<typeof Described>): z.output<typeof Described> {
  return Described.parse(secret);
}

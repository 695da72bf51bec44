// What must be typed to delete an account.
import { z } from "zod";
import { DELETE_CONFIRMATIONS } from "#lib/delete-confirmations.ts";

const [SENTENCE] = DELETE_CONFIRMATIONS;

export const Confirmation = z.object({
  confirmation: z
    .string()
    .trim()
    .pipe(z.literal(SENTENCE, `must be “${SENTENCE}”`)),
  password: z.string().max(256).optional(),
});
export type Confirmation = z.output<typeof Confirmation>;

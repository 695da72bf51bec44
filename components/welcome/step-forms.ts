// What the steps ask for, checked as the API checks it.
import { z } from "zod";
import { line, SecretPath } from "#lib/schemas/fields.ts";

export const NewAgent = z.object({ name: line(100) });

export const OneSecret = z.object({ vault_name: line(100), path: SecretPath, value: z.string().min(1) });

/** The secrets themselves are those of the file. */
export const EnvFile = z
  .object({ vault_name: line(100) })
  .transform((values) => ({ ...values, path: "", value: "" }));

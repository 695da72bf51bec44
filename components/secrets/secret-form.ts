// What the forms for a new secret and a new version ask for, checked as the API checks it.
import { z } from "zod";
import { SecretPath } from "#lib/schemas/fields.ts";
import { PutSecretRequest, SecretType } from "#lib/schemas/secrets.ts";

const { value, expires_at, max_access_count } = PutSecretRequest.shape;

const Limit = z.preprocess(
  (text) => (text === undefined || text === null || text === "" ? null : Number(text)),
  max_access_count,
);

export const VersionForm = z.object({
  value: value.refine((text) => text !== "", "is required"),
  type: SecretType,
  expires_at,
  max_access_count: Limit,
});

export const SecretForm = VersionForm.extend({
  path: SecretPath,
  metadata: z
    .array(z.object({ name: z.string().max(128), value: z.string() }))
    .transform((rows) =>
      Object.fromEntries(
        rows.filter(({ name }) => name.trim() !== "").map((row) => [row.name.trim(), row.value]),
      ),
    ),
});

// The wire contract of secrets: values at paths, in versions.
import { z } from "zod";
import { SECRET_TYPES } from "../secret-types.ts";
import { Fingerprint } from "./cmek.ts";
import {
  FutureTimestamp,
  Metadata,
  PageQuery,
  PrincipalType,
  SecretPath,
  Timestamp,
  Uuid,
} from "./fields.ts";

export const SecretType = z.enum(SECRET_TYPES);

export const SecretParams = z.object({ vault_id: Uuid, path: SecretPath });
export const SecretVersionParams = SecretParams.extend({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be a version number")
    .transform(Number)
    .meta({ override: { type: "integer", minimum: 1, pattern: undefined } }),
});

const ClientShare = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "must be the base64 of 32 bytes")
  .meta({ description: "The `client_share` that the write answered, for values in split custody" });

export const ReadSecretHeaders = z.object({ "x-client-share": ClientShare.optional() });

export const PutSecretHeaders = z.object({
  "x-cmek-fingerprint": Fingerprint.optional().meta({
    description:
      "Of the key the value is encrypted under; refused (409) when the vault is under another by now",
  }),
});

export const ListSecretsQuery = z.object({
  prefix: z
    .string()
    .max(1024)
    .regex(/^[A-Za-z0-9_/-]*$/, "may contain only letters, digits, _, - and /")
    .optional()
    .meta({ description: "Only paths that start with this" }),
  ...PageQuery,
});

export const PutSecretRequest = z
  .object({
    value: z
      .string()
      .refine((text) => text.isWellFormed(), "must be valid Unicode text; encode binary data in base64"),
    type: SecretType.optional().meta({
      description: "Stays as it was when left out; `generic` for a new secret",
    }),
    secret_type: SecretType.optional().meta({ description: "Alias of `type`", deprecated: true }),
    metadata: Metadata.optional(),
    expires_at: FutureTimestamp.nullish().meta({ description: "After this the value is gone (410)" }),
    rotation_policy: Metadata.nullish(),
    max_access_count: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .nullish()
      .meta({ description: "The value is handed out this many times, then gone (410)" }),
  })
  .meta({ id: "PutSecretRequest" });

export const RotateSecretRequest = z
  .object({
    length: z.int().min(8).max(1024).default(32).meta({ description: "Characters of the new value" }),
    charset: z.enum(["hex", "base64", "alphanumeric", "ascii"]).default("hex"),
    type: SecretType.optional(),
  })
  .meta({ id: "RotateSecretRequest" });

const metadataFields = {
  id: Uuid.meta({ description: "Stable for the path" }),
  path: z.string(),
  type: z.string(),
  version: z.int(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: Timestamp,
  expires_at: Timestamp.optional(),
};

const versionFields = {
  max_access_count: z
    .int()
    .optional()
    .meta({ description: "How often the value is handed out; absent where that has no limit" }),
  access_count: z.int().optional().meta({ description: "How often it was, where that has a limit" }),
  created_by: Uuid.optional().meta({ description: "Who stored this version" }),
  created_by_type: PrincipalType.optional(),
};

export const SecretMetadataResponse = z
  .object({
    ...metadataFields,
    is_disabled: z.boolean().optional(),
    ...versionFields,
  })
  .meta({ id: "SecretMetadataResponse" });

export const SecretCreatedResponse = z
  .object({
    ...metadataFields,
    ...versionFields,
    client_share: z.string().optional().meta({
      description: "In split custody, the half of the value's key that only you get, and only now: keep it",
    }),
  })
  .meta({ id: "SecretCreatedResponse" });

export const SecretResponse = z
  .object({ ...metadataFields, value: z.string(), created_by: Uuid, cmek_encrypted: z.boolean().optional() })
  .meta({ id: "SecretResponse" });

export const SecretListResponse = z
  .object({ secrets: z.array(SecretMetadataResponse) })
  .meta({ id: "SecretListResponse" });

export const SecretVersionListResponse = z
  .object({ versions: z.array(SecretMetadataResponse) })
  .meta({ id: "SecretVersionListResponse" });

const ImportEntry = z.object({
  path: SecretPath,
  value: PutSecretRequest.shape.value,
  type: SecretType.optional(),
  metadata: Metadata.optional(),
  expires_at: PutSecretRequest.shape.expires_at,
  max_access_count: PutSecretRequest.shape.max_access_count,
});

export const SecretImportRequest = z
  .object({
    entries: z
      .array(ImportEntry)
      .min(1)
      .max(1000)
      .superRefine((entries, ctx) => {
        const seen = new Set<string>();
        for (const [i, { path }] of entries.entries()) {
          if (seen.has(path)) ctx.addIssue({ code: "custom", path: [i, "path"], message: "occurs twice" });
          seen.add(path);
        }
      }),
    on_conflict: z
      .enum(["new_version", "skip", "fail"])
      .default("new_version")
      .meta({ description: "What happens where there is a secret already" }),
  })
  .meta({ id: "SecretImportRequest" });

export const SecretImportResponse = z
  .object({
    imported: z.int(),
    skipped: z.int(),
    secrets: z.array(
      z.object({
        path: z.string(),
        version: z.int(),
        client_share: SecretCreatedResponse.shape.client_share,
      }),
    ),
  })
  .meta({ id: "SecretImportResponse" });

export const SearchSecretsQuery = z.object({
  q: z
    .string()
    .trim()
    .max(128)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "must be valid text")
    .default("")
    .meta({ description: "Text in the path or the metadata; case does not matter" }),
  vault_id: Uuid.optional(),
  type: SecretType.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: PageQuery.cursor,
});

export const ExpiringSecretsQuery = z.object({
  days: z.coerce.number().int().min(1).max(365).default(30).meta({ description: "Within how many days" }),
  ...PageQuery,
});

export const SecretSearchResponse = z
  .object({
    secrets: z.array(SecretMetadataResponse.extend({ vault_id: Uuid }).meta({ id: "FoundSecretResponse" })),
  })
  .meta({ id: "SecretSearchResponse" });

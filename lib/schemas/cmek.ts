// The wire contract of client-managed encryption: values that the client encrypts, and the rotation of its keys.
import { z } from "zod";
import { PageQuery, SecretPath, Timestamp, Uuid } from "./fields.ts";

const BASE64_OF_V1 = /^A[Q-Za-f][A-Za-z0-9+/]+(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/;
const MIN_BLOB_BYTES = 29;

/** True for the canonical base64 of 0x01 | IV 12 | ciphertext | tag 16: 29 bytes or more. */
export function isCmekBlob(value: string): boolean {
  if (value.length % 4 !== 0) return false;
  const padding = value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0;
  return (value.length / 4) * 3 - padding >= MIN_BLOB_BYTES && BASE64_OF_V1.test(value);
}

export const Fingerprint = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits")
  .meta({
    description: "SHA-256 of the 32 bytes of a client's key, in lower-case hex",
    example: "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
  });

const CmekBlob = z
  .string()
  .refine(isCmekBlob, "must be the base64 of a value in format v1")
  .meta({ description: "Base64 of 0x01 | IV 12 | AES-256-GCM ciphertext | tag 16" });

const ClientKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "must be the base64 of 32 bytes")
  .meta({ description: "Base64 of the 32 bytes of a client's key; held in memory for the rotation alone" });

export const EnableCmekRequest = z.object({ fingerprint: Fingerprint }).meta({ id: "EnableCmekRequest" });

export const CmekRotateRequest = z.object({ new_fingerprint: Fingerprint }).meta({ id: "CmekRotateRequest" });

export const CmekKeyHeaders = z.object({ "x-cmek-old-key": ClientKey, "x-cmek-new-key": ClientKey });

export const StartCmekRotationRequest = z
  .object({
    new_fingerprint: Fingerprint,
    old_fingerprint: Fingerprint.optional().meta({
      description: "Of the key to leave; the vault's present one when left out",
    }),
  })
  .meta({ id: "StartCmekRotationRequest" });

export const CmekRotationParams = z.object({ vault_id: Uuid, job_id: Uuid });

export const CmekRotationJobResponse = z
  .object({
    id: Uuid,
    vault_id: Uuid,
    old_fingerprint: z.string(),
    new_fingerprint: z.string(),
    status: z.enum(["pending", "running", "completed", "failed"]),
    total_secrets: z.int().meta({ description: "Versions that were under the old key when it began" }),
    processed: z.int().meta({ description: "Versions that are under the new key by now, each counted once" }),
    error: z.string().optional(),
    started_at: Timestamp.optional(),
    completed_at: Timestamp.optional(),
    created_at: Timestamp,
  })
  .meta({ id: "CmekRotationJobResponse" });

const version = { path: SecretPath, version: z.int().min(1).max(999_999_999) };

export const CmekRotationSecretsQuery = z.object({
  ...PageQuery,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(100)
    .meta({ description: "At most this many; fewer where the values are large" }),
});

export const CmekRotationSecretsResponse = z
  .object({ secrets: z.array(z.object({ path: z.string(), version: z.int(), value: z.string() })) })
  .meta({ id: "CmekRotationSecretsResponse" });

export const PutCmekRotationSecretsRequest = z
  .object({
    entries: z
      .array(z.object({ ...version, value: CmekBlob }))
      .min(1)
      .max(100),
  })
  .meta({ id: "PutCmekRotationSecretsRequest" });

export const CmekRotationBatchResponse = z
  .object({
    replaced: z.int().meta({
      description: "How many this call put under the new key; the others were, or are readable no more",
    }),
    job: CmekRotationJobResponse,
  })
  .meta({ id: "CmekRotationBatchResponse" });

export const CmekVersionsQuery = z.object({
  fingerprint: Fingerprint.meta({ description: "Versions under this key are left out" }),
  ...PageQuery,
});

export const CmekVersionListResponse = z
  .object({
    versions: z.array(
      z.object({
        secret_id: Uuid,
        path: z.string(),
        version: z.int(),
        cmek_fingerprint: z
          .string()
          .optional()
          .meta({ description: "Of the key the value is under; absent for one that came unencrypted" }),
      }),
    ),
  })
  .meta({ id: "CmekVersionListResponse" });

// The wire contract of personal API keys (1ck_…).
import { z } from "zod";
import { checkPathPattern } from "../path-pattern.ts";
import { PERMISSIONS } from "../permissions.ts";
import { FutureTimestamp, line, Timestamp, Uuid } from "./fields.ts";

/** A ceiling on a personal key: a permission, or a path pattern such as `api-keys/**`. */
const ApiKeyScope = z
  .string()
  .max(1024)
  .refine(
    (scope) =>
      PERMISSIONS.some((permission) => permission === scope) ||
      (/[/*]/.test(scope) && checkPathPattern(scope) === null),
    `must be one of ${PERMISSIONS.join(", ")} or a path pattern such as api-keys/**`,
  );

export const CreateApiKeyRequest = z
  .object({
    name: line(100),
    scopes: z
      .array(ApiKeyScope)
      .max(50)
      .optional()
      .meta({ description: "Ceilings; without any, the key can do what you can" }),
    expires_at: FutureTimestamp.optional(),
  })
  .meta({ id: "CreateApiKeyRequest" });

export const ApiKeyResponse = z
  .object({
    id: Uuid,
    name: z.string(),
    key_prefix: z.string(),
    scopes: z.array(z.string()),
    is_active: z.boolean(),
    created_at: Timestamp,
    expires_at: Timestamp.optional(),
    last_used_at: Timestamp.optional(),
  })
  .meta({ id: "ApiKeyResponse" });

export const ApiKeyCreatedResponse = z
  .object({
    key: ApiKeyResponse,
    api_key: z.string().meta({ description: "The key itself, shown this once" }),
  })
  .meta({ id: "ApiKeyCreatedResponse" });

export const ApiKeyListResponse = z
  .object({ keys: z.array(ApiKeyResponse) })
  .meta({ id: "ApiKeyListResponse" });

export const ApiKeyParams = z.object({ key_id: Uuid });

// The wire contract of signing in a device without a browser (RFC 8628), in the shapes that existing clients read.
import { z } from "zod";
import { Credential, Email, line, Timestamp, Uuid } from "./fields.ts";

export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

const UserCode = z
  .string()
  .max(32)
  .regex(/^[\s-]*(?:[2-9A-HJ-NP-Z][\s-]*){8}$/i, "must be the eight characters that the device shows")
  .overwrite((text) => text.replaceAll(/[\s-]/g, "").toUpperCase())
  .meta({ description: "Case, spaces and hyphens do not matter", example: "WDJB-MJHT" });

export const DeviceCodeRequest = z
  .object({
    client_id: line(64).meta({ example: "cli" }),
    email: Email.optional().meta({ description: "Only this account may approve then" }),
  })
  .meta({ id: "DeviceCodeRequest" });

export const DeviceCodeResponse = z
  .object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.string(),
    verification_uri_complete: z.string(),
    expires_in: z.int().meta({ description: "Seconds" }),
    interval: z.int().meta({ description: "Seconds between polls" }),
  })
  .meta({ id: "DeviceCodeResponse" });

export const DeviceTokenRequest = z
  .object({ device_code: Credential, grant_type: z.literal(DEVICE_GRANT) })
  .meta({ id: "DeviceTokenRequest" });

export const DeviceTokenResponse = z
  .object({
    access_token: z.string().optional(),
    token_type: z.literal("Bearer").optional(),
    expires_in: z.int().optional(),
    email: z.string().optional(),
    user_id: Uuid.optional(),
    org_id: Uuid.optional(),
    error: z
      .enum(["authorization_pending", "slow_down", "access_denied", "expired_token"])
      .optional()
      .meta({ description: "In place of the token; the first two mean: ask again after the interval" }),
  })
  .meta({ id: "DeviceTokenResponse" });

export const DeviceCodeParams = z.object({ user_code: UserCode });

export const DeviceCodeStatusResponse = z
  .object({
    user_code: z.string(),
    status: z.enum(["pending", "approved", "denied"]),
    expires_at: Timestamp,
    client_id: z.string().optional(),
    ip: z.string().optional(),
    user_agent: z.string().optional(),
    created_at: Timestamp.optional(),
  })
  .meta({ id: "DeviceCodeStatusResponse", description: "Who asks is told to people who are signed in" });

export const DeviceApproveRequest = z.object({ user_code: UserCode }).meta({ id: "DeviceApproveRequest" });

export const DeviceDecisionResponse = z
  .object({ message: z.string() })
  .meta({ id: "DeviceDecisionResponse" });

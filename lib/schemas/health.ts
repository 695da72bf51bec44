// The wire contract of the health probes.
import { z } from "zod";

const Check = z.enum(["up", "down"]);

export const HealthResponse = z
  .object({
    status: z.enum(["healthy", "degraded"]),
    version: z.string(),
    checks: z.object({ database: Check, kms: Check, audit: Check }),
  })
  .meta({ id: "HealthResponse" });

export const HsmHealthResponse = z
  .object({
    status: z.enum(["ok", "degraded", "unavailable"]),
    provider: z.enum(["local", "gcp", "pkcs11"]),
    protection_level: z.enum(["software", "hsm"]),
  })
  .meta({ id: "HsmHealthResponse" });

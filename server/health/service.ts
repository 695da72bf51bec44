// Says whether this instance can do its work. Tells nothing that helps an attacker, and answers within a second.
import type { z } from "zod";
import type { HealthResponse, HsmHealthResponse } from "#lib/schemas/health.ts";
import type { PublicContext } from "#server/context.ts";
import type { KmsHealth } from "#server/ports/kms/kms.ts";
import type { Runtime } from "#server/runtime.ts";
import { auditIsWritable } from "./store.ts";

const PATIENCE_MS = 800;

/** Database, key service and audit log; `degraded` when one of them is down. Always 200: the process itself lives. */
export async function readHealth({
  runtime,
}: Pick<PublicContext, "runtime">): Promise<z.input<typeof HealthResponse>> {
  const [database, kms] = await Promise.all([checkDatabase(runtime), kmsHealth(runtime)]);
  const checks = {
    database: word(database !== "down"),
    kms: word(kms.status !== "unavailable"),
    audit: word(database === "writable" && runtime.auditWriter.healthy),
  };
  const healthy = Object.values(checks).every((check) => check === "up");
  return { status: healthy ? "healthy" : "degraded", version: runtime.version, checks };
}

/** The key provider with its honest protection level. */
export async function readHsmHealth({
  runtime,
}: Pick<PublicContext, "runtime">): Promise<z.input<typeof HsmHealthResponse>> {
  return { ...(await kmsHealth(runtime)), provider: runtime.kms.provider };
}

function word(up: boolean): "up" | "down" {
  return up ? "up" : "down";
}

async function checkDatabase(runtime: Runtime): Promise<"writable" | "readonly" | "down"> {
  const answer = await within(auditIsWritable(runtime.db)).catch(() => null);
  if (answer === null) return "down";
  return answer ? "writable" : "readonly";
}

async function kmsHealth(runtime: Runtime): Promise<KmsHealth> {
  return (
    (await within(runtime.kms.health()).catch(() => null)) ?? {
      status: "unavailable",
      protection_level: runtime.kms.provider === "local" ? "software" : "hsm",
    }
  );
}

async function within<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

// Holds callers to their rates: strict per address on sign-in routes, wide per address and per principal elsewhere.
import type { Endpoint } from "#server/api/endpoint.ts";
import type { Principal, PublicContext } from "#server/context.ts";

/** @throws Problem `rate_limited` */
export async function limitAddress({ runtime, ip }: PublicContext, endpoint: Endpoint): Promise<void> {
  const { rateLimits, config } = runtime;
  const address = ip ?? "unknown";
  if (endpoint.limit === "auth") {
    await rateLimits.take(`auth/${endpoint.id}`, address, {
      burst: config.AUTH_RATE_BURST,
      per_second: config.AUTH_RATE_PER_SECOND,
    });
  } else {
    await rateLimits.takeBundled("address", address, config.RATE_LIMIT_PER_MINUTE);
  }
}

/** @throws Problem `rate_limited` */
export async function limitPrincipal({ runtime }: PublicContext, principal: Principal): Promise<void> {
  await runtime.rateLimits.takeBundled(principal.type, principal.id, runtime.config.RATE_LIMIT_PER_MINUTE);
}

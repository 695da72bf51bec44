import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type Env,
  LONG,
  must,
  newOwner,
  type Owner,
  type Place,
  type Product,
  sharedPlace,
  startProduct,
} from "./product.ts";
import { proveAudit } from "./witness.ts";

async function twoServers(
  settings: Env = {},
): Promise<{ place: Place; a: Product; b: Product; owner: Owner }> {
  const place = await sharedPlace();
  const env = { ...place.env, ...settings };
  const a = await startProduct(env);
  const b = await startProduct(env);
  return { place, a, b, owner: await newOwner(a) };
}

describe("two servers on one database", { timeout: LONG ? 300_000 : 60_000 }, () => {
  it("hand out a value with max_access_count 1 exactly once among all who ask at the same moment", async () => {
    const { place, a, b, owner } = await twoServers();
    const { token } = owner;
    for (let round = 0; round < (LONG ? 20 : 3); round++) {
      const url = `/v1/vaults/${owner.vault_id}/secrets/once/${round}`;
      const value = randomUUID();
      await must(a, 201, "PUT", url, { token, body: { value, max_access_count: 1 } });
      const clients = Array.from({ length: LONG ? 200 : 60 }, (_, n) =>
        (n % 2 ? a : b).ask("GET", url, { token }),
      );
      const replies = await Promise.all(clients);
      const got = replies.filter((reply) => reply.status === 200);
      expect(got.map((reply) => reply.body.value)).toEqual([value]);
      const others = replies.filter((reply) => reply.status !== 200);
      expect(new Set(others.map((reply) => reply.status))).toEqual(new Set([410]));
      expect(others.every((reply) => !reply.text.includes(value))).toBe(true);
      const [row] = await place.sql<{ access_count: number }>(
        "select access_count from secret_versions sv join secrets s on s.id = sv.secret_id where s.path = $1",
        [`once/${round}`],
      );
      expect(row?.access_count).toBe(1);
    }
    const events = await proveAudit(owner.org_id, place.sql);
    const reads = events.filter((event) => event.action === "secret.read" && event.outcome === "success");
    expect(reads).toHaveLength(LONG ? 20 : 3);
  });

  it("both refuse what one of them revoked, with the very next request", async () => {
    const { a, b, owner } = await twoServers();
    const { token, vault_id } = owner;
    const url = `/v1/vaults/${vault_id}/secrets/api/key`;
    await must(a, 201, "PUT", url, { token, body: { value: "v" } });
    for (let round = 0; round < (LONG ? 20 : 4); round++) {
      const { agent, api_key } = await must<{ agent: { id: string }; api_key: string }>(
        a,
        201,
        "POST",
        "/v1/agents",
        { token, body: { name: "bot" } },
      );
      const newToken = async (): Promise<string> =>
        (await must<{ access_token: string }>(b, 200, "POST", "/v1/auth/agent-token", { body: { api_key } }))
          .access_token;
      const policy = {
        secret_path_pattern: "api/**",
        principal_type: "agent",
        principal_id: agent.id,
        permissions: ["read"],
      };
      const { id } = await must<{ id: string }>(a, 201, "POST", `/v1/vaults/${vault_id}/policies`, {
        token,
        body: policy,
      });
      const [first, second] = [await newToken(), await newToken()];
      await must(b, 200, "GET", url, { token: first });
      await must(a, 204, "DELETE", "/v1/auth/token", { token: first });
      expect((await b.ask("GET", url, { token: first })).status, "a revoked token").toBe(401);
      await must(b, 200, "GET", url, { token: second });
      await must(a, 200, "PUT", `/v1/vaults/${vault_id}/policies/${id}`, {
        token,
        body: { permissions: ["write"] },
      });
      expect((await b.ask("GET", url, { token: second })).status, "a policy without read").toBe(403);
      await must(a, 200, "PUT", `/v1/vaults/${vault_id}/policies/${id}`, {
        token,
        body: { permissions: ["read"] },
      });
      await must(b, 200, "GET", url, { token: second });
      await must(a, 204, "DELETE", `/v1/vaults/${vault_id}/policies/${id}`, { token });
      expect((await b.ask("GET", url, { token: second })).status, "a deleted policy").toBe(403);
      await must(a, 200, "PATCH", `/v1/agents/${agent.id}`, { token, body: { is_active: false } });
      expect((await b.ask("GET", url, { token: second })).status, "an agent that was switched off").toBe(401);
    }
  });

  it("hold a caller to one limit together", async () => {
    const limit = 120;
    const { a, b, owner } = await twoServers({ RATE_LIMIT_PER_MINUTE: String(limit) });
    // Setting the scene has cost the address a few requests of its own; the limit of the person starts here.
    const began = performance.now();
    const asked = Array.from({ length: 400 }, (_, n) =>
      (n % 2 ? a : b).ask("GET", "/v1/auth/me", { token: owner.token }),
    );
    const replies = await Promise.all(asked);
    const seconds = (performance.now() - began) / 1000;
    const allowed = replies.filter((reply) => reply.status === 200).length;
    const refused = replies.filter((reply) => reply.status !== 200);
    expect(new Set(refused.map((reply) => reply.status))).toEqual(new Set([429]));
    expect(refused.every((reply) => Number(reply.headers["retry-after"]) >= 1)).toBe(true);
    expect(allowed).toBeLessThanOrEqual((limit + (limit / 60) * seconds) * 1.1);
    expect(allowed).toBeGreaterThan(limit * 0.8);
  });

  it("hold sign-in attempts from one address to one limit together", async () => {
    const strict = { AUTH_RATE_BURST: "5", AUTH_RATE_PER_SECOND: "1" };
    const place = await sharedPlace();
    const servers = [
      await startProduct({ ...place.env, ...strict }),
      await startProduct({ ...place.env, ...strict }),
    ];
    const began = performance.now();
    const body = { api_key: "ocv_00000000000000000000000000000000" };
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, n) => servers[n % 2]?.ask("POST", "/v1/auth/agent-token", { body })),
    );
    const seconds = (performance.now() - began) / 1000;
    const tried = replies.filter((reply) => reply?.status !== 429).length;
    expect(tried).toBeGreaterThanOrEqual(5);
    expect(tried).toBeLessThanOrEqual((5 + seconds) * 1.1 + 1);
  });
});

// Exchanges agents' keys for tokens, and keeps each token for as long as it lives, under a hash of its key: a client that
// sends its key with every request would otherwise use up the rate of sign-ins within seconds.
// Must never answer with a token for any key but the one that is presented.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { App, FrontDoor } from "#server/api/app.ts";
import type { Runtime } from "#server/runtime.ts";
import { inProcess, ORIGIN } from "./in-process.ts";

const MOST_KEYS = 10_000;
const MARGIN_SECONDS = 60;

type Kept = { token: string; renew_at: number };

export type AgentTokens = {
  /** A token for the key, or the API's refusal. */
  get(key: string, door: FrontDoor, user_agent: string | null): Promise<string | Response>;
  /** Forgets the token of a key, because it was refused. */
  drop(key: string): void;
};

/** Tokens of the agents whose keys are presented at `/mcp`. */
export function createAgentTokens(runtime: Runtime, app: App): AgentTokens {
  const kept = new LRUCache<string, Kept>({ max: MOST_KEYS });
  const pending = new Map<string, Promise<string | Response>>();
  const now = () => runtime.clock.now().getTime();

  async function exchange(id: string, api_key: string, door: FrontDoor, user_agent: string | null) {
    const response = await inProcess(
      app,
      door,
      user_agent,
    )(`${ORIGIN}/v1/auth/agent-token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ api_key }),
    });
    if (!response.ok) return response;
    const { access_token, expires_in } = (await response.json()) as {
      access_token: string;
      expires_in: number;
    };
    const seconds = expires_in > MARGIN_SECONDS ? expires_in - MARGIN_SECONDS : expires_in;
    kept.set(id, { token: access_token, renew_at: now() + seconds * 1_000 });
    return access_token;
  }

  return {
    async get(key, door, user_agent) {
      const id = idOf(key);
      const found = kept.get(id);
      if (found && now() < found.renew_at) return found.token;
      const running = pending.get(id);
      if (running) {
        const shared = await running;
        // A Response can be read once; whoever waited asks for a refusal of its own.
        if (typeof shared === "string") return shared;
        return exchange(id, key, door, user_agent);
      }
      const started = exchange(id, key, door, user_agent).finally(() => pending.delete(id));
      pending.set(id, started);
      return started;
    },
    drop: (key) => void kept.delete(idOf(key)),
  };
}

function idOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

// Holds who the client acts as: a token, or an agent's key that is exchanged for tokens as they are needed.
// Must never let two calls that need a token at once make two exchanges.
import type { components } from "./api.ts";
import type { OneclawResponse } from "./envelope.ts";
import { agentKeyRefused } from "./refused-credentials.ts";

type AgentKey = components["schemas"]["AgentTokenRequest"];
type Token = components["schemas"]["TokenResponse"];

/** Tokens are replaced so long before they expire; those that live no longer than this are used up. */
const MARGIN_SECONDS = 60;

export type Credentials = {
  apiKey?: string | undefined;
  agentId?: string | undefined;
  token?: string | undefined;
};

export type Session = {
  /** The token for the next request, null when nobody is signed in; exchanges the key when it is time. */
  token(): Promise<OneclawResponse<string | null>>;
  /** A token other than `refused`, null when there is no key to get one with. */
  renew(refused: string | null): Promise<OneclawResponse<string | null>>;
  /** Acts with this token from now on, as it is. */
  use(token: string): void;
  /** Acts as the agent of `key` from now on, starting with the token it was just exchanged for. */
  useAgent(key: AgentKey, token: Token): void;
  end(): void;
};

/**
 * Starts with what the client was made with.
 * @throws TypeError for an API key of a kind that does not exist
 */
export function createSession(
  credentials: Credentials,
  exchange: (key: AgentKey) => Promise<OneclawResponse<Token>>,
): Session {
  let { key, token } = start(credentials);
  let renew_at = Number.POSITIVE_INFINITY;
  let pending: Promise<OneclawResponse<string | null>> | null = null;

  function become(next_key: AgentKey | null, next: string | null, seconds = Number.POSITIVE_INFINITY): void {
    key = next_key;
    token = next;
    renew_at = Date.now() + (seconds > MARGIN_SECONDS ? seconds - MARGIN_SECONDS : seconds) * 1000;
    pending = null;
  }

  async function exchangeNow(used: AgentKey): Promise<OneclawResponse<string | null>> {
    const answer = agentKeyRefused(await exchange(used));
    // Somebody may have signed in or out meanwhile: that holds.
    if (key === used) {
      if (answer.error) pending = null;
      else become(used, answer.data.access_token, answer.data.expires_in);
    }
    return answer.error ? answer : { ...answer, data: answer.data.access_token };
  }

  return {
    async token() {
      if (!key || (token !== null && Date.now() < renew_at)) return held(token);
      pending ??= exchangeNow(key);
      return pending;
    },
    async renew(refused) {
      if (!key) return held(null);
      if (token !== null && token !== refused) return held(token);
      pending ??= exchangeNow(key);
      return pending;
    },
    use: (next) => become(null, next),
    useAgent: (next_key, { access_token, expires_in }) => become(next_key, access_token, expires_in),
    end: () => become(null, null),
  };
}

function start({ apiKey, agentId, token }: Credentials): { key: AgentKey | null; token: string | null } {
  const api_key = apiKey?.trim();
  const given = token?.trim() || null;
  if (!api_key) return { key: null, token: given };
  if (api_key.startsWith("1ck_")) return { key: null, token: given ?? api_key };
  if (!api_key.startsWith("ocv_")) {
    throw new TypeError("apiKey must be an agent's key (ocv_…) or a personal API key (1ck_…)");
  }
  return { key: { api_key, ...(agentId && { agent_id: agentId }) }, token: given };
}

function held(token: string | null): OneclawResponse<string | null> {
  return { data: token, error: null, meta: { status: 200 } };
}

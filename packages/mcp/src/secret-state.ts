// Whether a secret that is described could be read now.

export const SECRET_STATES = ["readable", "expired", "used_up", "disabled"] as const;

type Countable = {
  is_disabled?: boolean;
  expires_at?: string;
  access_count?: number;
  max_access_count?: number;
};

/** What a read of the secret would meet, as far as its metadata tells. */
export function stateOf(secret: Countable): (typeof SECRET_STATES)[number] {
  const { is_disabled, expires_at, access_count = 0, max_access_count } = secret;
  if (is_disabled) return "disabled";
  if (expires_at && Date.parse(expires_at) <= Date.now()) return "expired";
  return max_access_count !== undefined && access_count >= max_access_count ? "used_up" : "readable";
}

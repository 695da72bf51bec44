// The way from nothing to an agent that reads what it was granted, and how far somebody has come. Pure.

/** Remembers on this device that the list is not wanted any more. */
export const HIDDEN_COOKIE = "first-steps";
export const HIDE_COOKIE = `${HIDDEN_COOKIE}=hidden; path=/; max-age=31536000; samesite=lax`;

export type Facts = {
  vault_id: string | null;
  has_secret: boolean;
  agent_id: string | null;
  has_policy: boolean;
  has_agent_read: boolean;
  has_second_factor: boolean;
};

export type Step = { id: string; title: string; why: string; href: string; action: string; done: boolean };

/** The steps in their order, each with where it is done. */
export function firstSteps(facts: Facts): Step[] {
  const search = new URLSearchParams();
  if (facts.vault_id) search.set("vault", facts.vault_id);
  if (facts.agent_id) search.set("agent", facts.agent_id);
  const welcome = `/welcome${search.size > 0 ? `?${search}` : ""}`;
  return [
    {
      id: "vault",
      title: "Create a vault",
      why: "Secrets that belong together, under a key of their own.",
      href: welcome,
      action: "Create a vault",
      done: facts.vault_id !== null,
    },
    {
      id: "secret",
      title: "Store a first secret",
      why: "Paste one, or drop a .env file.",
      href: welcome,
      action: "Store a secret",
      done: facts.has_secret,
    },
    {
      id: "agent",
      title: "Register an agent",
      why: "A program with a key of its own.",
      href: welcome,
      action: "Register an agent",
      done: facts.agent_id !== null,
    },
    {
      id: "policy",
      title: "Say what it may read",
      why: "Without a policy it may read nothing.",
      href: welcome,
      action: "Grant access",
      done: facts.has_policy,
    },
    {
      id: "read",
      title: "See the agent's first read",
      why: "Run one of the snippets.",
      href: welcome,
      action: "Show the snippets",
      done: facts.has_agent_read,
    },
    {
      id: "mfa",
      title: "Turn on a second factor",
      why: "A password alone should not open all this.",
      href: "/security",
      action: "Open Security",
      done: facts.has_second_factor,
    },
  ];
}

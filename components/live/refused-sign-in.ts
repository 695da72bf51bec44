"use client";
// Sign-ins that were refused have no actor in the audit log, for nobody has proved who they are; the agent meant is a detail.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "#components/api/client.ts";
import type { AgentEvent } from "./first-request-state.ts";

const ASK_EVERY_MS = 4_000;
const LOOK_BACK_MS = 60_000;

/** The newest refused sign-in as the agent since shortly before the page was opened. */
export function useRefusedSignIn(agent_id: string, enabled: boolean): AgentEvent | null {
  const [from] = useState(() => new Date(Date.now() - LOOK_BACK_MS).toISOString());
  const { data } = useQuery({
    queryKey: ["audit", "refused-sign-in", agent_id, from],
    queryFn: async () => {
      const { events } = await ask(api().audit.query({ action: "auth.failure", from, limit: 10 }));
      return events.find((event) => event.details.agent_id === agent_id) ?? null;
    },
    refetchInterval: ASK_EVERY_MS,
    enabled,
  });
  return data ?? null;
}

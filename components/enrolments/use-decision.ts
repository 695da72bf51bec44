"use client";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import type { ApiSchemas } from "#sdk";

type Which = { token: string } | { enrolment_id: string };
export type Outcome =
  | { is: "approved"; agent: { id: string; name: string }; api_key: string | null; message: string }
  | { is: "denied"; message: string };

/** Approves or denies one request, with a POST after a click and never otherwise. */
export function useDecision(which: Which) {
  const [pending, setPending] = useState<"approve" | "deny" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = async (what: "approve" | "deny") => {
    setPending(what);
    setProblem(null);
    const answer = await api().enrolments[what](which);
    if (answer.error) setProblem(answer.error.message);
    else setOutcome(outcomeOf(answer.data));
    setPending(null);
  };
  return { pending, problem, outcome, approve: () => run("approve"), deny: () => run("deny") };
}

function outcomeOf(
  data: ApiSchemas["EnrolmentApprovedResponse"] | ApiSchemas["EnrolmentDeniedResponse"],
): Outcome {
  if (!("agent" in data)) return { is: "denied", message: data.message };
  const { agent, api_key = null, message } = data;
  return { is: "approved", agent: { id: agent.id, name: agent.name }, api_key, message };
}

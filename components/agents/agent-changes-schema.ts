import type { z } from "zod";
import type { Schema } from "#components/ui/form-errors.ts";
import { UpdateAgentRequest } from "#lib/schemas/agents.ts";
import { changesOf, NEVER_EMPTY } from "./agent-changes.ts";
import type { Agent } from "./agent-words.ts";

/** Checks the changes alone, with the API's own schema. */
export function changesSchema(agent: Agent): Schema<z.output<typeof UpdateAgentRequest>> {
  return {
    safeParse(input) {
      const changes = changesOf(agent, input as Record<string, unknown>);
      const issues = NEVER_EMPTY.filter((name) => changes[name] === "").map((name) => ({
        path: [name],
        message: "is required",
      }));
      return issues.length > 0
        ? { success: false, error: { issues } }
        : UpdateAgentRequest.safeParse(changes);
    },
  };
}

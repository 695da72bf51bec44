import { expect, it } from "vitest";
import { ACTIONS } from "#components/audit/event-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit-actions.ts";

it("every action of the log has its sentence in the dashboard, and no other has", () => {
  expect([...ACTIONS].sort()).toEqual([...AUDIT_ACTIONS].sort());
});

"use client";
import { type Directory, nameOf } from "#components/policies/directory.ts";
import { BarList } from "#components/ui/bar-list.tsx";
import { Time } from "#components/ui/time.tsx";
import { Nothing, Panel } from "./panel.tsx";
import type { Activity } from "./queries.ts";

const SHOWN = 6;

/** Who reads how much. */
export function AgentsPanel({ activity, directory }: { activity: Activity; directory: Directory }) {
  const agents = activity.agents.filter(({ reads }) => reads > 0);
  return (
    <Panel title="Reads by agent" more={{ href: "/agents", label: "All agents" }}>
      {agents.length === 0 ? (
        <Nothing>No agent has read a secret in this time.</Nothing>
      ) : (
        <BarList
          label="Reads by agent"
          unit="reads"
          items={agents.slice(0, SHOWN).map(({ agent_id, reads, last_at }) => ({
            key: agent_id,
            label: nameOf(directory, "agent", agent_id),
            value: reads,
            href: `/agents/${agent_id}`,
            hint: <Time at={last_at} />,
          }))}
        />
      )}
      {agents.length > SHOWN && (
        <p className="mt-3 text-xs text-ink-faint">
          and {agents.length - SHOWN}
          {activity.agents.length >= 50 ? " or more" : ""} others
        </p>
      )}
    </Panel>
  );
}

"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type ApiSchemas, unwrap } from "#sdk";
import { programWords } from "./user-agent.ts";

type Session = ApiSchemas["SessionResponse"];
type SessionPage = { sessions: Session[]; next: string | null };

const KEY = ["security", "sessions"];

const COLUMNS: Column<Session>[] = [
  {
    id: "program",
    header: "Program",
    primary: true,
    cell: ({ user_agent, current }) => (
      <span className="inline-flex flex-wrap items-center gap-2" title={user_agent}>
        {programWords(user_agent)}
        {current && <Badge tone="ok">This one</Badge>}
      </span>
    ),
  },
  {
    id: "address",
    header: "Signed in from",
    cell: ({ ip }) => <span className="font-mono text-xs">{ip ?? "Not known"}</span>,
  },
  {
    id: "created",
    header: "Signed in",
    align: "end",
    hideBelow: "md",
    cell: ({ created_at }) => <Time at={created_at} />,
  },
  {
    id: "used",
    header: "Last used",
    align: "end",
    cell: ({ last_used_at }) => <Time at={last_used_at} />,
  },
];

/** Where one is signed in, and ending that from here. */
export function SessionList({ initial }: { initial: SessionPage }) {
  const [ending, setEnding] = useState<Session | "others" | null>(null);
  const list = useInfiniteQuery({
    queryKey: KEY,
    queryFn: async ({ pageParam }): Promise<SessionPage> => {
      const answer = await api().auth.listSessions({ limit: 50, cursor: pageParam });
      return { sessions: unwrap(answer).sessions, next: answer.meta.next_cursor ?? null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: { pages: [initial], pageParams: [undefined] },
  });
  const sessions = list.data.pages.flatMap((page) => page.sessions);
  const others = sessions.some(({ current }) => !current);
  return (
    <Section
      title="Sessions"
      description="Where you are signed in now. A session ends by itself when it is not used."
      actions={others && <Button onClick={() => setEnding("others")}>End all others</Button>}
    >
      <DataTable
        label="Sessions"
        columns={COLUMNS}
        rows={sessions}
        rowKey={({ id }) => id}
        actions={(session) =>
          session.current ? null : (
            <Button size="sm" aria-label={endLabel(session)} onClick={() => setEnding(session)}>
              End
            </Button>
          )
        }
        status={list.isError ? "error" : "ready"}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        more={{
          has: list.hasNextPage,
          load: () => void list.fetchNextPage(),
          pending: list.isFetchingNextPage,
        }}
        empty={<p className="px-4 py-6 text-center text-sm text-ink-soft">There is no session.</p>}
      />
      <EndDialog ending={ending} onClose={() => setEnding(null)} />
    </Section>
  );
}

const endLabel = ({ user_agent, ip }: Session) =>
  `End the session of ${programWords(user_agent)}${ip ? ` from ${ip}` : ""}`;

function EndDialog({ ending, onClose }: { ending: Session | "others" | null; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const all = ending === "others";
  const end = async () => {
    if (ending === null) return;
    const { auth } = api();
    const answer = await (ending === "others" ? auth.endOtherSessions() : auth.endSession(ending.id));
    // One that has ended by itself meanwhile is what was wanted.
    if (answer.error && answer.meta.status !== 404) return answer.error.message;
    toast({
      title: ending === "others" ? "All other sessions have ended" : "The session has ended",
      tone: "ok",
    });
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <ConfirmDialog
      open={ending !== null}
      onOpenChange={(open) => !open && onClose()}
      title={all ? "End all other sessions?" : "End this session?"}
      action={all ? "End all others" : "End session"}
      onConfirm={end}
    >
      {all ? (
        <p>You are signed out everywhere but here, at once. Personal API keys go on working.</p>
      ) : (
        ending && (
          <p>
            {programWords(ending.user_agent)}
            {ending.ip && ` at ${ending.ip}`} is signed out with its next request. It was last used{" "}
            <Time at={ending.last_used_at} />.
          </p>
        )
      )}
    </ConfirmDialog>
  );
}

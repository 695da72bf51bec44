"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { usePrincipals } from "#components/vaults/principals.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { AnswerForm } from "./answer-form.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { RequestFacts } from "./request-facts.tsx";
import { RequestOutcome } from "./request-outcome.tsx";
import { oneRequest, requestKeys, type SecretRequest } from "./request-queries.ts";
import { RequestStatusBadge } from "./request-status.tsx";

const Readers = dynamic(() => import("#components/secrets/readers.tsx").then((file) => file.Readers), {
  loading: () => <Skeleton className="h-16 w-full" />,
});
const ShareOnce = dynamic(() => import("#components/secrets/share-once.tsx").then((file) => file.ShareOnce));

const WAITING_MS = 10_000;

/** What this person has just answered; `version` null for a no. */
type Done = { version: number | null; share: string | null };

/** One request: who asks for what, and the answer. `vault` is null for people who may not see it. */
export function RequestAnswer({
  initial,
  vault,
  me,
}: {
  initial: SecretRequest;
  vault: Vault | null;
  me: { id: string };
}) {
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const [saved, setSaved] = useState(false);
  const { data: request } = useQuery({
    queryKey: requestKeys.one(initial.id),
    queryFn: () => oneRequest(initial.id),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? WAITING_MS : false),
  });
  const settle = (next: SecretRequest) => {
    queries.setQueryData(requestKeys.one(initial.id), next);
    void queries.invalidateQueries({ queryKey: requestKeys.all });
  };
  const shares = done?.share && !saved ? done.share : null;
  return (
    <div className="max-w-2xl">
      <PageHeader
        crumbs={[{ href: "/requests", label: "Requests" }]}
        title={`${request.agent?.name ?? "An agent"} asks for a value`}
        badges={<RequestStatusBadge status={request.status} />}
      />
      <RequestFacts request={request} />
      {request.status === "pending" ? (
        <Answer
          request={request}
          vault={vault}
          onFulfilled={(answer) => {
            const { version, client_share = null } = answer.secret;
            setDone({ version, share: client_share });
            settle(answer.request);
          }}
          onDeclined={(next) => {
            setDone({ version: null, share: null });
            settle(next);
          }}
          onStale={() => void queries.invalidateQueries({ queryKey: requestKeys.all })}
        />
      ) : (
        <Section title={shares ? "Keep your share" : "Answer"}>
          {shares && <ShareOnce path={request.path} share={shares} onSaved={setSaved} />}
          {!shares && (
            <RequestOutcome request={request} version={done?.version ?? null} isOwn={done !== null} />
          )}
        </Section>
      )}
      {vault && <WhoReads vault={vault} path={request.path} me={me} />}
    </div>
  );
}

function Answer({
  request,
  vault,
  onFulfilled,
  onDeclined,
  onStale,
}: {
  request: SecretRequest;
  vault: Vault | null;
  onFulfilled: Parameters<typeof AnswerForm>[0]["onDone"];
  onDeclined: (request: SecretRequest) => void;
  onStale: () => void;
}) {
  const [declining, setDeclining] = useState(false);
  const may = request.can_fulfil === true && vault !== null;
  return (
    <Section
      title="Your answer"
      description={may ? "The agent never sees this page, nor what you type here." : undefined}
    >
      {may ? (
        <AnswerForm
          request={request}
          vault={vault}
          onDone={onFulfilled}
          onDecline={() => setDeclining(true)}
          onStale={onStale}
        />
      ) : (
        <Alert
          tone="warn"
          title="You may not write this path"
          action={<Button onClick={() => setDeclining(true)}>Decline</Button>}
        >
          Ask somebody who administers the vault to answer, or to give you a policy for it. You can decline
          the request, because the agent is yours.
        </Alert>
      )}
      <DeclineDialog
        request={request}
        open={declining}
        onOpenChange={setDeclining}
        onDone={(next) => {
          setDeclining(false);
          onDeclined(next);
        }}
      />
    </Section>
  );
}

function WhoReads({ vault, path, me }: { vault: Vault; path: string; me: { id: string } }) {
  const principals = usePrincipals(me);
  return (
    <Section
      title="Who can read it"
      description="Everybody who may read the path gets the value, not the agent alone."
    >
      <Readers vault={vault} path={path} principals={principals} />
    </Section>
  );
}

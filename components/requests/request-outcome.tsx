"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SecretRequest } from "./request-queries.ts";

/** What became of a request that is over; `version` where this person stored one just now. */
export function RequestOutcome({
  request,
  version,
  isOwn,
}: {
  request: SecretRequest;
  version: number | null;
  /** This person has just answered: the form that had the focus is gone. */
  isOwn: boolean;
}) {
  const { vault_id, path, status } = request;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOwn) place.current?.focus();
  }, [isOwn]);
  return (
    <div ref={place} tabIndex={-1} className="grid gap-4 outline-none">
      {version === null ? (
        <Past request={request} />
      ) : (
        <Alert tone="ok" title={`Stored as version ${version}`}>
          {request.agent?.name ?? "The agent"} is told that the value is there, and nothing else. It reads it
          from the vault, as its policies allow.
        </Alert>
      )}
      <div className="flex flex-wrap gap-2">
        {status === "fulfilled" && (
          <Link href={`/vaults/${vault_id}?path=${encodeURIComponent(path)}`} className={buttonLook()}>
            Open the secret
          </Link>
        )}
        <Link href="/requests" className={buttonLook()}>
          All requests
        </Link>
      </div>
    </div>
  );
}

function Past({ request }: { request: SecretRequest }) {
  const { status, decided_at = null, decline_reason } = request;
  const who = request.decided_by_name ?? "Somebody";
  const when = <Time at={decided_at} />;
  if (status === "fulfilled")
    return (
      <Alert tone="ok" title="Answered">
        {who} stored a value {when}. There is nothing left to do.
      </Alert>
    );
  if (status === "declined")
    return (
      <Alert tone="info" title="Declined">
        {who} declined this request {when}
        {decline_reason ? `: “${decline_reason}”` : "."}
      </Alert>
    );
  if (status === "withdrawn")
    return (
      <Alert tone="info" title="Withdrawn">
        The agent took the request back {when}. Nothing was stored.
      </Alert>
    );
  return (
    <Alert tone="info" title="Expired">
      Nobody answered in the time that the agent gave, until <Time at={request.expires_at} />. It can ask
      again.
    </Alert>
  );
}

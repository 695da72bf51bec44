"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useId, useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ApiSchemas } from "#sdk";
import { type Directory, principalKey, vaultName } from "./directory.ts";
import { PrincipalName } from "./principal-name.tsx";
import { whyHref } from "./why-question.ts";
import { WhyResult } from "./why-result.tsx";

type Decision = ApiSchemas["PolicyDecision"];

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu;

/** Where one types the `decision_id` that a denied agent was given. */
export function DecisionField({ value, onLookUp }: { value: string; onLookUp: (id: string) => void }) {
  const id = useId();
  const [text, setText] = useState(value);
  const [isWrong, setWrong] = useState(false);
  const [followed, follow] = useState(value);
  if (followed !== value) {
    follow(value);
    setText(value);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Whole answers are pasted here too: the id in them is what counts.
    const found = UUID.exec(text)?.[0];
    setWrong(found === undefined);
    if (found === undefined) return document.getElementById(id)?.focus();
    setText(found);
    onLookUp(found.toLowerCase());
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <label htmlFor={id} className="text-ink-soft">
        An agent was denied and has a <code className="font-mono text-xs">decision_id</code>?
      </label>
      <span className="flex min-w-0 flex-1 basis-72 gap-2 sm:max-w-md">
        <Input
          id={id}
          value={text}
          placeholder="0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          className="font-mono text-xs"
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <Button type="submit">Look up</Button>
      </span>
      {isWrong && (
        <p id={`${id}-error`} className="w-full text-xs text-danger">
          That is no decision id: it looks like the one in the field’s example.
        </p>
      )}
    </form>
  );
}

/** What a decision id stands for: what was asked and answered then, and how the same is judged now. */
export function WhyDecision({ id, directory }: { id: string; directory: Directory }) {
  const { data, error, isPending } = useQuery({
    queryKey: ["policies", "decision", id],
    queryFn: () => ask(api().access.decision(id)),
    refetchOnWindowFocus: false,
  });
  if (error)
    return (
      <Alert tone="danger" title="Not found">
        {sentenceOf(error)}
      </Alert>
    );
  if (isPending) return <Waiting />;
  return <Found decision={data} directory={directory} />;
}

function Found({ decision, directory }: { decision: Decision; directory: Directory }) {
  const { principal_type: type, principal_id, vault_id, path, permission, explanation, notes } = decision;
  const isPrincipal = type === "agent" || type === "user";
  return (
    <>
      <ThenCard decision={decision} directory={directory} />
      <h2 className="mt-8 mb-3 text-md font-semibold tracking-tight">The same request, judged now</h2>
      {explanation && vault_id && path && permission && isPrincipal ? (
        <WhyResult
          asked={{ vault_id, principal: { type, id: principal_id }, path, permission }}
          explanation={explanation}
          directory={directory}
          href={`/policies/why?decision=${decision.decision_id}`}
        />
      ) : (
        <Alert tone="info">{notes.join(" ")}</Alert>
      )}
    </>
  );
}

function ThenCard({ decision, directory }: { decision: Decision; directory: Directory }) {
  const {
    outcome,
    action,
    at,
    principal_type: type,
    principal_id,
    vault_id,
    path,
    code,
    ip,
    request_id,
  } = decision;
  const isDenied = outcome === "denied";
  const facts = [
    { label: "Who", value: <PrincipalName directory={directory} type={type} id={principal_id} /> },
    ...(path ? [{ label: "Path", value: <Copyable text={path} what="path" /> }] : []),
    ...(vault_id ? [{ label: "Vault", value: vaultName(directory, vault_id) }] : []),
    { label: "When", value: <Time at={at} mode="datetime" /> },
    { label: "From", value: ip ? <Copyable text={ip} what="address" /> : "No address known" },
    ...(code
      ? [
          {
            label: "Answered with",
            value: (
              <Link href={`/docs/errors/${code}`} className="font-mono text-xs underline underline-offset-2">
                {code}
              </Link>
            ),
          },
        ]
      : []),
    ...(request_id
      ? [{ label: "Request", value: <Copyable text={request_id} what="request id" max={20} /> }]
      : []),
  ];
  return (
    <Card data-verdict className="p-4 sm:p-5">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="flex flex-wrap items-center gap-2 text-md font-semibold tracking-tight">
          What happened
          <Badge tone={isDenied ? "danger" : "ok"}>{isDenied ? "Denied" : "Allowed"}</Badge>
          <Badge mono>{action}</Badge>
        </h2>
        <AskThen decision={decision} />
      </div>
      <Facts items={facts} columns={3} />
    </Card>
  );
}

/** The rules are those of now in any case; the time and the address are those of then. */
function AskThen({ decision }: { decision: Decision }) {
  const { principal_type: type, principal_id, vault_id, path, permission, ip, at } = decision;
  if ((type !== "agent" && type !== "user") || !vault_id || !path || !permission) return null;
  const question = { vault: vault_id, principal: principalKey(type, principal_id), path, permission, ip, at };
  return (
    <Link href={whyHref(question)} className={buttonLook({ size: "sm" })}>
      Judge as of then
    </Link>
  );
}

function Waiting() {
  return (
    <Card className="grid gap-3 p-5">
      <span role="status" className="sr-only">
        Looking the decision up
      </span>
      <Skeleton className="w-1/3" />
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
    </Card>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useRef } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type ApiSchemas, OneclawError } from "#sdk";
import { type Directory, principalKey, principalOf } from "./directory.ts";
import { PolicyTabs } from "./policy-tabs.tsx";
import { useDirectory } from "./use-directory.ts";
import { DecisionField, WhyDecision } from "./why-decision.tsx";
import { WhyForm } from "./why-form.tsx";
import { isComplete, type Question, questionIn, whyHref } from "./why-question.ts";
import { WhyResult } from "./why-result.tsx";

/** Why somebody is allowed or denied; the question, or the decision that is looked up, is in the address. */
export function WhyPage({ names }: { names: Directory }) {
  const directory = useDirectory(names);
  const params = useSearchParams();
  const decision = params.get("decision");
  const question = withKnownPrincipal(questionIn(params), directory);
  const explained = useExplanation(decision ? null : question, directory);
  const [answer, expectAnswer] = useAnswerInSight();
  const go = (href: string) => {
    expectAnswer();
    if (href === `${window.location.pathname}${window.location.search}`) void explained.refetch();
    else window.history.pushState(null, "", href);
  };
  return (
    <>
      <PageHeader
        title="Why?"
        description="Ask whether somebody may do something, and see everything that had a say in it."
      />
      <PolicyTabs current="/policies/why" />
      <div className="grid gap-4">
        <WhyForm
          directory={directory}
          question={question}
          serverErrors={errorsOf(explained.error)}
          pending={explained.isFetching}
          onAsk={(asked) => go(whyHref(asked))}
        />
        <DecisionField value={decision ?? ""} onLookUp={(id) => go(`/policies/why?decision=${id}`)} />
      </div>
      <div className="mt-6" ref={answer}>
        {decision ? (
          <WhyDecision id={decision} directory={directory} />
        ) : (
          <Answer question={question} directory={directory} explained={explained} />
        )}
      </div>
    </>
  );
}

/**
 * On a small screen the answer comes below what one sees. The returned function says that somebody asked; the next
 * verdict that appears is then brought into sight.
 */
function useAnswerInSight() {
  const isAsked = useRef(false);
  const place = useCallback((element: HTMLDivElement | null) => {
    if (!element) return;
    const watcher = new MutationObserver(() => {
      const verdict = element.querySelector("[data-verdict]");
      if (!isAsked.current || !verdict) return;
      isAsked.current = false;
      verdict.scrollIntoView({ block: "nearest" });
    });
    watcher.observe(element, { childList: true, subtree: true });
    return () => watcher.disconnect();
  }, []);
  const expectAnswer = useCallback(() => {
    isAsked.current = true;
  }, []);
  return [place, expectAnswer] as const;
}

type Explained = ReturnType<typeof useExplanation>;

function useExplanation(question: Question | null, directory: Directory) {
  const principal = principalOf(question?.principal ?? null, directory);
  return useQuery({
    queryKey: ["policies", "explain", question],
    enabled: question !== null && isComplete(question) && principal !== null,
    queryFn: () => {
      if (!question || !principal) throw new Error("There is nothing to ask yet.");
      const { vault, path, permission, ip, at } = question;
      return ask(
        api().access.explain({
          vault_id: vault,
          principal_type: principal.type,
          principal_id: principal.id,
          path,
          permission: permission as ApiSchemas["ExplainPolicyRequest"]["permission"],
          ...(ip && { ip }),
          ...(at && { at }),
        }),
      );
    },
    // Each answer is an event on the audit log: coming back to the window is no reason for another.
    refetchOnWindowFocus: false,
  });
}

function Answer({
  question,
  directory,
  explained: { data, error },
}: {
  question: Question;
  directory: Directory;
  explained: Explained;
}) {
  const principal = principalOf(question.principal, directory);
  if (!isComplete(question) || !principal) return <NothingAsked />;
  if (error)
    return (
      <Alert tone="danger" title="This cannot be answered">
        {sentenceOf(error)}
      </Alert>
    );
  if (!data) return <Waiting />;
  return (
    <WhyResult
      asked={{ vault_id: question.vault, principal, path: question.path, permission: question.permission }}
      explanation={data}
      directory={directory}
      href={whyHref(question)}
    />
  );
}

function NothingAsked() {
  return (
    <div className="rounded-lg border border-dashed">
      <EmptyState art="policy" title="Ask about anybody, any path, any time">
        You get the verdict, every policy with the condition that failed, and the smallest policy that would
        allow it. Asking changes nothing.
      </EmptyState>
    </div>
  );
}

function Waiting() {
  return (
    <Card className="grid gap-3 p-5">
      <span role="status" className="sr-only">
        Working the answer out
      </span>
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/3" />
    </Card>
  );
}

/** An address may name a principal by its id alone; the form's choice has both. */
function withKnownPrincipal(question: Question, directory: Directory): Question {
  const principal = principalOf(question.principal, directory);
  return principal ? { ...question, principal: principalKey(principal.type, principal.id) } : question;
}

const FIELDS = { path: "path", ip: "ip", at: "at", principal_id: "principal", vault_id: "vault" } as const;

/** The server's words at the fields of the question. */
function errorsOf(error: unknown): Partial<Record<keyof Question, string>> {
  if (!(error instanceof OneclawError) || !error.fields) return {};
  const { fields } = error;
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([name, field]) => (fields[name] ? [[field, fields[name]]] : [])),
  );
}

"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Directory, nameOf, type PrincipalType, vaultName } from "./directory.ts";
import { counted } from "./policy-words.ts";
import { type Verdict, VerdictMark } from "./verdict-mark.tsx";
import { Row, WhyRule } from "./why-rule.tsx";
import { byTelling, ceilingCheck, type Explanation } from "./why-words.ts";

/** The request that was judged, with everything that has a name. */
export type Asked = {
  vault_id: string;
  principal: { type: PrincipalType; id: string };
  path: string;
  permission: string;
};

const SHOWN_AT_ONCE = 5;

type Props = {
  asked: Asked;
  explanation: Explanation;
  directory: Directory;
  who: string;
  vault: string;
  onChange: (policy_id: string) => void;
};

/** How it was decided, in the order in which the server looks: own limits, who made the vault, policies. */
export function WhySteps(props: Props) {
  const { asked, explanation, directory, who, vault } = props;
  const { ceilings, owner, rules } = explanation;
  const isWithin = ceilings.every(({ passed }) => passed);
  const isGiven = rules.some(({ outcome }) => outcome === "allows");
  const maker = directory.vaults.find(({ id }) => id === asked.vault_id)?.created_by;
  return (
    <section aria-labelledby="why-steps">
      <h3 id="why-steps" className="mb-3 text-md font-semibold tracking-tight">
        How it is decided
      </h3>
      <ol>
        <Step
          verdict={isWithin ? "yes" : "no"}
          title={isWithin ? `${who} may go there at all` : `Limits of ${who} are in the way`}
          about={
            asked.principal.type === "agent"
              ? "An agent’s own limits come before every policy."
              : "People have no limits of their own here; only a personal API key may have some."
          }
        >
          {asked.principal.type === "agent" && (
            <dl className="grid gap-2">
              {ceilings.map((ceiling) => {
                const { label, asks, brings, passed } = ceilingCheck(ceiling, (id) =>
                  vaultName(directory, id),
                );
                return (
                  <Row key={label} label={label} verdict={passed ? "yes" : "no"}>
                    <span className="block">{asks}</span>
                    {brings && <span className="block font-medium text-ink">{brings}</span>}
                  </Row>
                );
              })}
            </dl>
          )}
          {!isWithin && asked.principal.type === "agent" && (
            <Link
              href={`/agents/${asked.principal.id}`}
              className="mt-2 inline-flex min-h-6 items-center text-sm font-medium underline underline-offset-3"
            >
              Open {who} to change its limits
            </Link>
          )}
        </Step>
        <Step
          verdict={owner ? "yes" : "open"}
          title={owner ? `${who} made ${vault}` : `${who} did not make ${vault}`}
          about={
            owner
              ? "Whoever made a vault needs no policy in it."
              : `Whoever made a vault needs no policy in it${maker ? `; this one was made by ${makerName(directory, maker)}` : ""}.`
          }
        />
        <Step
          verdict={isGiven ? "yes" : owner ? "open" : "no"}
          title={
            rules.length === 0
              ? `No policy for ${who} in ${vault}`
              : `${counted(rules.length, "policy", "policies")} for ${who} in ${vault}${isGiven ? "" : rules.length === 1 ? "; it does not allow this" : "; none allows this"}`
          }
          about="One policy that allows it is enough; a policy never takes away what another gives."
          isLast
        >
          <Rules {...props} />
        </Step>
      </ol>
    </section>
  );
}

function Rules({ asked, explanation, who, vault, onChange }: Props) {
  const rules = byTelling(explanation.rules);
  if (rules.length === 0) return null;
  const item = (rule: (typeof rules)[number]) => (
    <WhyRule
      key={rule.policy_id}
      rule={rule}
      asked={asked}
      who={who}
      vault={vault}
      onChange={() => onChange(rule.policy_id)}
    />
  );
  const rest = rules.slice(SHOWN_AT_ONCE);
  return (
    <>
      <ul className="grid gap-3">{rules.slice(0, SHOWN_AT_ONCE).map(item)}</ul>
      {rest.length > 0 && (
        <details className="mt-3">
          <summary className="flex min-h-8 w-fit cursor-pointer items-center rounded-md text-sm font-medium text-ink-soft underline underline-offset-3 hover:text-ink">
            Show {counted(rest.length, "more policy", "more policies")}
          </summary>
          <ul className="mt-3 grid gap-3">{rest.map(item)}</ul>
        </details>
      )}
    </>
  );
}

function Step({
  verdict,
  title,
  about,
  isLast = false,
  children,
}: {
  verdict: Verdict;
  title: string;
  about: string;
  isLast?: boolean;
  children?: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <div className="flex flex-col items-center">
        <VerdictMark verdict={verdict} large />
        {!isLast && <span aria-hidden className="my-1 w-px flex-1 bg-line-strong" />}
      </div>
      <div className={isLast ? "" : "pb-6"}>
        <h4 className="font-medium wrap-anywhere">{title}</h4>
        <p className="text-sm text-ink-faint">{about}</p>
        {children && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}

function makerName(directory: Directory, id: string): string {
  const isAgent = directory.agents.some((agent) => agent.id === id);
  return nameOf(directory, isAgent ? "agent" : "user", id);
}

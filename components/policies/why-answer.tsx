"use client";
import clsx from "clsx";
import { Link2, ShieldCheck, ShieldX, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type Directory, nameOf, type Policy, vaultName } from "./directory.ts";
import { PolicySentence } from "./policy-sentence.tsx";
import { type Asked, WhySteps } from "./why-steps.tsx";
import { type Explanation, reasonWords, smallestWords } from "./why-words.ts";

type Props = {
  asked: Asked;
  explanation: Explanation;
  directory: Directory;
  /** The address of this question. */
  href: string;
  onChange: (policy_id: string) => void;
  onCreate: (prefill: Partial<Policy>) => void;
};

/** The verdict first, then what would change it, then every step that led to it. */
export function WhyAnswer({ asked, explanation, directory, href, onChange, onCreate }: Props) {
  const who = nameOf(directory, asked.principal.type, asked.principal.id);
  const vault = vaultName(directory, asked.vault_id);
  const { suggestion, notes } = explanation;
  const hasAside = suggestion !== undefined || notes.length > 0;
  return (
    <>
      <VerdictCard asked={asked} explanation={explanation} who={who} vault={vault} href={href} />
      <div className={clsx("mt-6 grid items-start gap-6", hasAside && "lg:grid-cols-[minmax(0,1fr)_20rem]")}>
        {hasAside && (
          <div className="grid gap-4 lg:sticky lg:top-16 lg:col-start-2 lg:row-start-1">
            {suggestion && (
              <Smallest
                suggestion={suggestion}
                who={who}
                vault={vault}
                onCreate={() => onCreate({ ...suggestion, vault_id: asked.vault_id })}
              />
            )}
            {notes.length > 0 && <Notes notes={notes} />}
          </div>
        )}
        <div className="min-w-0 lg:col-start-1 lg:row-start-1">
          <WhySteps
            asked={asked}
            explanation={explanation}
            directory={directory}
            who={who}
            vault={vault}
            onChange={onChange}
          />
        </div>
      </div>
    </>
  );
}

function VerdictCard({
  asked: { path, permission },
  explanation,
  who,
  vault,
  href,
}: {
  asked: Asked;
  explanation: Explanation;
  who: string;
  vault: string;
  href: string;
}) {
  const { allowed, evaluated_at, ip } = explanation;
  const Icon = allowed ? ShieldCheck : ShieldX;
  return (
    <div
      data-verdict
      className={clsx(
        "flex flex-wrap items-start gap-x-4 gap-y-3 rounded-lg border p-4 shadow-card sm:p-5",
        allowed ? "border-ok/40 bg-ok-soft" : "border-danger/40 bg-danger-soft",
      )}
    >
      <Icon aria-hidden className={clsx("size-8 shrink-0", allowed ? "text-ok" : "text-danger")} />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-lg font-semibold tracking-tight text-pretty wrap-anywhere">
          <span className={allowed ? "text-ok" : "text-danger"}>{allowed ? "Allowed." : "Denied."}</span>{" "}
          {who} {allowed ? "may" : "may not"} {permission}{" "}
          <code className="font-mono text-[0.9em]">{path}</code> in {vault}.
        </h2>
        <p className="mt-1 text-ink-soft">{reasonWords(explanation, who, permission)}</p>
        <p className="mt-2 text-xs text-ink-soft">
          Judged as of <Time at={evaluated_at} mode="datetime" />
          {ip ? `, from ${ip}` : ", from no address in particular"}
        </p>
      </div>
      <CopyLink href={href} />
    </div>
  );
}

function CopyLink({ href }: { href: string }) {
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(`${window.location.origin}${href}`).then(
      () => toast({ title: "Link copied", description: "It asks the same question again." }),
      () => toast({ title: "The browser did not allow copying", tone: "danger" }),
    );
  return (
    <Button size="sm" onClick={() => void copy()}>
      <Link2 aria-hidden className="size-3.5" />
      Copy link
    </Button>
  );
}

function Smallest({
  suggestion,
  who,
  vault,
  onCreate,
}: {
  suggestion: NonNullable<Explanation["suggestion"]>;
  who: string;
  vault: string;
  onCreate: () => void;
}) {
  return (
    <Aside title="The smallest policy that would allow it" icon>
      <p className="rounded-md border bg-sunken px-3 py-2.5">
        <PolicySentence policy={suggestion} principal={who} vault={vault} />
      </p>
      <p className="text-xs text-ink-faint">{smallestWords(suggestion)}</p>
      <Button variant="solid" className="justify-center" onClick={onCreate}>
        Use this policy
      </Button>
      <p className="text-xs text-ink-faint">
        Opens it in the editor. Nothing is granted before you create it.
      </p>
    </Aside>
  );
}

function Notes({ notes }: { notes: string[] }) {
  return (
    <Aside title="Good to know">
      <ul className="grid gap-2 text-sm text-ink-soft">
        {notes.map((note) => (
          <li key={note} className="text-pretty">
            {note.split("`").map((words, index) =>
              index % 2 === 0 ? (
                words
              ) : (
                <code key={words} className="font-mono text-xs">
                  {words}
                </code>
              ),
            )}
          </li>
        ))}
      </ul>
    </Aside>
  );
}

function Aside({ title, icon = false, children }: { title: string; icon?: boolean; children: ReactNode }) {
  return (
    <Card className="grid gap-3 p-4">
      <h3 className="flex items-start gap-2 font-semibold tracking-tight text-balance">
        {icon && <Sparkles aria-hidden className="mt-0.75 size-4 shrink-0 text-accent" />}
        {title}
      </h3>
      {children}
    </Card>
  );
}

"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { MailStatus } from "./mail-status.tsx";
import { type Mail, useOperatorChanged } from "./operator-queries.ts";

/** One mail; its text is fetched on a click and dropped when the drawer closes. */
export function MailDrawer({
  mail: chosen,
  sendsMail,
  onClose,
}: {
  mail: Mail | null;
  sendsMail: boolean;
  onClose: () => void;
}) {
  const mail = useLast(chosen);
  const toast = useToast();
  const changed = useOperatorChanged();
  const retry = useMutation({
    mutationFn: (id: string) => ask(api().admin.retryMail(id)),
    onSuccess: () => {
      toast({ title: "The mail is tried again now", tone: "ok" });
      return changed();
    },
  });
  if (!mail) return null;
  const close = () => {
    retry.reset();
    onClose();
  };
  return (
    <Drawer
      open={chosen !== null}
      onOpenChange={(open) => !open && close()}
      title={mail.subject}
      subtitle={<MailStatus mail={mail} />}
      wide
      footer={
        sendsMail && mail.status !== "sent" ? (
          <Button pending={retry.isPending} onClick={() => retry.mutate(mail.id)}>
            Try again now
          </Button>
        ) : undefined
      }
    >
      <div className="grid gap-4">
        {retry.isError && <Alert tone="danger">{sentenceOf(retry.error)}</Alert>}
        {mail.last_error && <Alert tone="warn">{mail.last_error}</Alert>}
        <Facts
          items={[
            {
              label: "To",
              value: <Copyable text={mail.to_address} what="the address" mono={false} max={60} />,
            },
            { label: "Kind", value: <span className="font-mono text-xs">{mail.template}</span> },
            { label: "Written", value: <Time at={mail.created_at} mode="datetime" /> },
            { label: "Tries", value: mail.attempts },
            ...(mail.sent_at ? [{ label: "Sent", value: <Time at={mail.sent_at} mode="datetime" /> }] : []),
            ...(mail.next_at && sendsMail ? [{ label: "Next try", value: <Time at={mail.next_at} /> }] : []),
          ]}
        />
        {chosen && <MailText key={chosen.id} mail={chosen} />}
      </div>
    </Drawer>
  );
}

/** The links that lead somewhere: not the server's own address in the foot of every mail. */
function linksIn(text: string): string[] {
  const found = (text.match(/https?:\/\/\S+/g) ?? []).map((link) => link.replace(/[.,;)]+$/, ""));
  return [...new Set(found)].filter((link) => URL.canParse(link) && new URL(link).pathname !== "/");
}

function MailText({ mail }: { mail: Mail }) {
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const read = async () => {
    setPending(true);
    const answer = await api().admin.getMail(mail.id);
    setPending(false);
    if (answer.error) setProblem(answer.error.message);
    else setText(answer.data.text);
  };
  if (problem) return <Alert tone="danger">{problem}</Alert>;
  if (text === null) {
    return (
      <div className="grid justify-items-start gap-2">
        <Button variant="solid" pending={pending} onClick={() => void read()}>
          Show the text
        </Button>
        <p className="text-xs text-ink-faint">
          Links and keys in it work: that you read it goes on the audit log.
        </p>
      </div>
    );
  }
  const links = linksIn(text);
  return (
    <div className="grid gap-4">
      {links.length > 0 && (
        <div>
          <p className="mb-1 text-xs text-ink-faint">{links.length === 1 ? "Link in it" : "Links in it"}</p>
          <ul aria-label="Links in the mail" className="grid gap-1">
            {links.map((link) => (
              <li key={link}>
                <Copyable text={link} what="the link" max={64} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a mail's text is not a landmark of the page */}
      <pre
        role="group"
        aria-label="Text of the mail"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg border bg-sunken p-3 font-sans text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </div>
  );
}

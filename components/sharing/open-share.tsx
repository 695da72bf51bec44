"use client";
import { Eye, EyeOff, Inbox, KeyRound, LockKeyholeOpen } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { api } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { SecretText } from "#components/ui/secret-text.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ApiSchemas, OneclawErrorBody } from "#sdk";
import { openShared } from "./open-call.ts";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RefusalText, refusalKind } from "./refusal-view.tsx";
import { ShareCard } from "./share-card.tsx";
import { viewsLeft } from "./share-words.tsx";

const SealedByKey = dynamic(() => import("./sealed-by-key.tsx").then((file) => file.SealedByKey));

export type InboundShare = ApiSchemas["ShareListResponse"]["shares"][number];
type Opened = ApiSchemas["SharedSecretResponse"] & { fingerprint: string | undefined };
type Step =
  | { at: "start" | "passphrase" | "declined" }
  | { at: "shown"; opened: Opened }
  | { at: "hidden"; left: number }
  | { at: "refused"; error: OneclawErrorBody };

type Props = {
  share_id: string;
  /** What the account of whoever looks knows of the share; null for anybody else. */
  known: InboundShare | null;
  isSignedIn: boolean;
};

/** A share, opened by whoever has its link: nothing is fetched and nothing used up before the button is pressed. */
export function OpenShare({ share_id, known: given, isSignedIn }: Props) {
  const [step, setStep] = useState<Step>({ at: "start" });
  const [known, setKnown] = useState(given);
  const [pending, setPending] = useState(false);
  const open = async (passphrase?: string): Promise<string | null> => {
    setPending(true);
    const answer = await openShared(share_id, passphrase);
    setPending(false);
    if (!answer.error) {
      setStep({ at: "shown", opened: { ...answer.data, fingerprint: answer.meta.cmek_fingerprint } });
      return null;
    }
    if (answer.error.code === "share_passphrase_needed") {
      setStep({ at: "passphrase" });
      return "This is not the passphrase of the share. After ten wrong ones it is locked";
    }
    setStep({ at: "refused", error: answer.error });
    return null;
  };
  const again = () => setStep({ at: "start" });
  const back = isSignedIn && (
    <p className="text-sm">
      <Link href="/sharing" className="text-ink-soft underline underline-offset-4 hover:text-ink">
        Back to Sharing
      </Link>
    </p>
  );
  if (step.at === "shown") {
    return <Shown opened={step.opened} onHide={(left) => setStep({ at: "hidden", left })} />;
  }
  if (step.at === "hidden") return <Hidden left={step.left} onAgain={() => void open()} pending={pending} />;
  if (step.at === "passphrase") {
    return (
      <ShareCard icon={KeyRound} title="A passphrase is needed">
        <p>Whoever shared this has set a passphrase, and tells it in another way than the link.</p>
        <PassphraseForm hint="No view is used up by a wrong one." onGive={open} />
      </ShareCard>
    );
  }
  if (step.at === "refused") {
    const { icon, title } = refusalKind(step.error);
    return (
      <ShareCard icon={icon} tone="plain" title={title}>
        <RefusalText error={step.error} here={`/share/${share_id}`} onAgain={again} />
        {back}
      </ShareCard>
    );
  }
  if (step.at === "declined") {
    return (
      <ShareCard icon={EyeOff} tone="plain" title="You declined this share">
        <p>It does not open any more. If that was a mistake, ask for a new one.</p>
        {back}
      </ShareCard>
    );
  }
  return (
    <Start
      share_id={share_id}
      known={known}
      pending={pending}
      onOpen={() => void open()}
      onAccepted={() => known && setKnown({ ...known, status: "active", is_accepted: true })}
      onDeclined={() => setStep({ at: "declined" })}
      onRefused={(error) => setStep({ at: "refused", error })}
    >
      {back}
    </Start>
  );
}

type Decisions = {
  share_id: string;
  onAccepted: () => void;
  onDeclined: () => void;
  onRefused: (error: OneclawErrorBody) => void;
};

/** What the page begins with: what is known of the share, and the button. */
function Start({
  known,
  pending,
  onOpen,
  children,
  ...decisions
}: Decisions & {
  known: InboundShare | null;
  pending: boolean;
  onOpen: () => void;
  children: ReactNode;
}) {
  return (
    <ShareCard icon={Inbox} title="A secret was shared with you" arrived={false}>
      {known ? (
        <Known share={known} />
      ) : (
        <p>Whoever sent you this link lends you one value. No more is told before it is opened.</p>
      )}
      {known?.status === "pending" ? (
        <Decide {...decisions} />
      ) : (
        <>
          <p>
            Nothing is shown or used up before you press the button. Each time it is shown uses one view, and
            it hides again after 30 seconds.
          </p>
          <Button variant="solid" size="lg" className="w-fit" pending={pending} onClick={onOpen}>
            <Eye aria-hidden className="size-4" /> Show the secret
          </Button>
        </>
      )}
      {children}
    </ShareCard>
  );
}

function Known({ share }: { share: InboundShare }) {
  const left = share.max_access_count - share.access_count;
  return (
    <Facts
      items={[
        { label: "From", value: share.shared_by ?? "Somebody who is no longer there" },
        { label: "Secret", value: <span className="font-mono text-sm">{share.secret_path}</span> },
        {
          label: "Views left",
          value: `${left.toLocaleString("en")} of ${share.max_access_count.toLocaleString("en")}`,
        },
        { label: "Expires", value: <Time at={share.expires_at} /> },
      ]}
    />
  );
}

function Decide({ share_id, onAccepted, onDeclined, onRefused }: Decisions) {
  const [pending, setPending] = useState<"accept" | "decline" | null>(null);
  const decide = async (what: "accept" | "decline") => {
    setPending(what);
    const answer = await api().sharing[what](share_id);
    setPending(null);
    if (answer.error) onRefused(answer.error);
    else if (what === "accept") onAccepted();
    else onDeclined();
  };
  return (
    <>
      <p>Accept it to be able to open it. Declining is for good.</p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="solid"
          size="lg"
          pending={pending === "accept"}
          disabled={pending === "decline"}
          onClick={() => void decide("accept")}
        >
          Accept
        </Button>
        <Button
          size="lg"
          pending={pending === "decline"}
          disabled={pending === "accept"}
          onClick={() => void decide("decline")}
        >
          Decline
        </Button>
      </div>
    </>
  );
}

function Shown({ opened, onHide }: { opened: Opened; onHide: (left: number) => void }) {
  const left = opened.max_access_count - opened.access_count;
  const hide = () => onHide(left);
  return (
    <ShareCard icon={LockKeyholeOpen} tone="ok" title="The shared secret">
      <p className="font-mono text-sm wrap-anywhere">{opened.path}</p>
      {opened.cmek_encrypted ? (
        <SealedByKey value={opened.value} what={opened.path} fingerprint={opened.fingerprint} onHide={hide} />
      ) : (
        <SecretText value={opened.value} what={opened.path} onHide={hide} />
      )}
      <p role="status" className="text-sm">
        {viewsLeft(left)}
      </p>
    </ShareCard>
  );
}

function Hidden({ left, pending, onAgain }: { left: number; pending: boolean; onAgain: () => void }) {
  return (
    <ShareCard icon={EyeOff} tone="plain" title="The secret is hidden again">
      <p role="status">{viewsLeft(left)}</p>
      {left > 0 && (
        <Button className="w-fit" pending={pending} onClick={onAgain}>
          Show it again, which uses one view
        </Button>
      )}
    </ShareCard>
  );
}

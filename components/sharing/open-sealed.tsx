"use client";
import { Eye, EyeOff, KeyRound, LockKeyholeOpen, Mail, Unlink } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SecretText } from "#components/ui/secret-text.tsx";
import { type OneclawErrorBody, openSealedShare, SealedShareError, type SealedShareText } from "#sdk";
import { fetchSealed } from "./open-call.ts";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RefusalText, refusalKind } from "./refusal-view.tsx";
import { ShareCard } from "./share-card.tsx";
import { viewsLeft } from "./share-words.tsx";

type Fetched = SealedShareText & { views_left: number };
type Step =
  | { at: "start" | "broken" }
  | { at: "passphrase" | "hidden"; sealed: Fetched }
  | { at: "shown"; sealed: Fetched; text: string }
  | { at: "refused"; error: OneclawErrorBody };

/** A sealed share: the ciphertext comes on a click, and opens here with the key from the link and nowhere else. */
export function OpenSealed({ sealed_share_id }: { sealed_share_id: string }) {
  const fragment = useFragment();
  const [step, setStep] = useState<Step>({ at: "start" });
  const [pending, setPending] = useState(false);
  const reveal = async (sealed: Fetched, passphrase?: string): Promise<string | null> => {
    try {
      const text = await openSealedShare(sealed, fragment ?? "", passphrase);
      setStep({ at: "shown", sealed, text });
      return null;
    } catch (error) {
      if (!(error instanceof SealedShareError)) throw error;
      if (!sealed.kdf) setStep({ at: "broken" });
      return "It does not open with this passphrase. Try again: no further view is used up";
    }
  };
  const fetchIt = async () => {
    setPending(true);
    const answer = await fetchSealed(sealed_share_id);
    setPending(false);
    if (answer.error) return setStep({ at: "refused", error: answer.error });
    if (answer.data.kdf) setStep({ at: "passphrase", sealed: answer.data });
    else await reveal(answer.data);
  };
  if (fragment === null) return <WithoutKey />;
  if (step.at === "refused") {
    const { icon, title } = refusalKind(step.error);
    return (
      <ShareCard icon={icon} tone="plain" title={title}>
        <RefusalText
          error={step.error}
          here={`/sealed/${sealed_share_id}`}
          onAgain={() => setStep({ at: "start" })}
        />
      </ShareCard>
    );
  }
  if (step.at === "broken") {
    return (
      <ShareCard icon={Unlink} tone="plain" title="The link is not whole">
        <p role="alert">
          The key in the link does not fit what was sealed. Ask for a new link, and check that nothing cuts it
          off on its way.
        </p>
      </ShareCard>
    );
  }
  if (step.at === "passphrase") {
    return (
      <ShareCard icon={KeyRound} title="A passphrase is needed">
        <p>Whoever sent this has set a passphrase, and tells it in another way than the link.</p>
        <PassphraseForm
          hint="It is used in this browser and sent nowhere. Keep this tab open: its view is used up."
          onGive={(passphrase) => reveal(step.sealed, passphrase)}
        />
      </ShareCard>
    );
  }
  if (step.at === "hidden") return <Hidden onAgain={again(step.sealed, setStep, reveal)} />;
  if (step.at === "shown") {
    return (
      <ShareCard icon={LockKeyholeOpen} tone="ok" title="The sealed message">
        <SecretText
          value={step.text}
          what="the message"
          onHide={() => setStep({ at: "hidden", sealed: step.sealed })}
        />
        <p role="status" className="text-sm">
          {viewsLeft(step.sealed.views_left)}
        </p>
      </ShareCard>
    );
  }
  return (
    <ShareCard icon={Mail} title="A sealed message for you" arrived={false}>
      <p>
        It was encrypted in the sender's browser. This server keeps the ciphertext and cannot read it; the key
        is in your link, and this page has taken it out of the address.
      </p>
      <p>Nothing is used up before you press the button.</p>
      <Button
        variant="solid"
        size="lg"
        className="w-fit"
        pending={pending}
        disabled={fragment === undefined}
        onClick={() => void fetchIt()}
      >
        <Eye aria-hidden className="size-4" /> Show the secret
      </Button>
    </ShareCard>
  );
}

/** The key behind the `#`: undefined at first, null without one. It leaves the address bar, and so the history, at once. */
function useFragment(): string | null | undefined {
  const [fragment, setFragment] = useState<string | null>();
  useEffect(() => {
    const take = () => {
      const { hash, pathname } = window.location;
      const found = hash.slice(1);
      if (found) window.history.replaceState(null, "", pathname);
      setFragment((had) => found || had || null);
    };
    take();
    // The same page with another link in the same tab is no new page.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return fragment;
}

function again(
  sealed: Fetched,
  setStep: (step: Step) => void,
  reveal: (sealed: Fetched) => Promise<string | null>,
): () => void {
  return () => {
    if (sealed.kdf) setStep({ at: "passphrase", sealed });
    else void reveal(sealed);
  };
}

function Hidden({ onAgain }: { onAgain: () => void }) {
  return (
    <ShareCard icon={EyeOff} tone="plain" title="The message is hidden again">
      <p role="status">As long as this tab is open it can be shown again without using a view.</p>
      <Button className="w-fit" onClick={onAgain}>
        Show it again
      </Button>
    </ShareCard>
  );
}

function WithoutKey() {
  return (
    <ShareCard icon={Unlink} tone="plain" title="The key is missing" arrived={false}>
      <p>
        The key to this message is the part of its link behind the #. Open the whole link again as you got it:
        a page that is reloaded has forgotten the key, and nothing was used up by looking at it.
      </p>
    </ShareCard>
  );
}

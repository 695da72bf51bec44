"use client";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { AuthCard } from "./auth-card.tsx";
import { useLinkToken } from "./link-token.ts";
import { SignInHere } from "./sign-in-here.tsx";
import { SignUp } from "./sign-up.tsx";
import { UseOtherAccount } from "./use-other-account.tsx";
import { LinkMissing } from "./verify-email.tsx";

type Props = {
  token?: string;
  person: { email: string } | null;
  options: { google: boolean; mail: boolean };
};

/** An invitation into an organization: taken with the account one has, or with a new one. */
export function Invitation({ token: given, person, options }: Props) {
  const token = useLinkToken(given);
  const [joined, setJoined] = useState<string | null>(null);
  if (joined !== null) return <Joined role={joined} />;
  if (token === null) return <Spinner label="Loading" className="mx-auto size-5" />;
  if (token === "") return <LinkMissing again="/" word="To the start" />;
  if (person) return <Accept token={token} email={person.email} onJoined={setJoined} />;
  return <WhoAreYou token={token} options={options} />;
}

function WhoAreYou({ token, options }: { token: string; options: Props["options"] }) {
  const [way, setWay] = useState<"sign-up" | "sign-in" | null>(null);
  const other = (to: "sign-up" | "sign-in", words: string) => (
    <Button variant="ghost" size="sm" className="mx-auto" onClick={() => setWay(to)}>
      {words}
    </Button>
  );
  if (way === "sign-up") {
    return (
      <SignUp
        options={{ ...options, first: false }}
        invite_token={token}
        title="Create your account"
        intro="Use the address that the invitation went to."
        foot={other("sign-in", "I have an account")}
      />
    );
  }
  if (way === "sign-in") {
    return (
      <SignInHere
        here="/invite"
        token={token}
        google={options.google}
        title="Sign in to accept"
        intro="Use the account of the address that the invitation went to."
        signUp={other("sign-up", "I have no account")}
      />
    );
  }
  return (
    <AuthCard
      title="You are invited"
      intro="Somebody invites you into their organization, to share its secrets and agents."
    >
      <div className="grid gap-2.5">
        <Button variant="solid" className="h-9 justify-center" onClick={() => setWay("sign-up")}>
          Create an account
        </Button>
        <Button className="h-9 justify-center" onClick={() => setWay("sign-in")}>
          I have an account
        </Button>
      </div>
      <p className="text-sm text-ink-faint">
        If you do not know who invites you, close this page: nothing happens then.
      </p>
    </AuthCard>
  );
}

function Accept({
  token,
  email,
  onJoined,
}: {
  token: string;
  email: string;
  onJoined: (role: string) => void;
}) {
  const form = useForm({
    initial: {},
    submit: async () => {
      const answer = await api().org.join(token);
      if (answer.error) return refusal(answer.error);
      onJoined(answer.data.role);
    },
  });
  return (
    <AuthCard title="Join the organization" foot={<UseOtherAccount email={email} />}>
      <p>When you accept, your account moves into the organization that invites you:</p>
      <ul className="list-disc space-y-1.5 pl-5 text-ink-soft marker:text-ink-faint">
        <li>You leave the organization you are in. If you are alone in it, it must be empty.</li>
        <li>Your sessions and personal API keys end: you sign in again afterwards.</li>
        <li>What you see and may do there follows from your role and from its policies.</li>
      </ul>
      <FormView form={form}>
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Accept and join
        </SubmitButton>
      </FormView>
    </AuthCard>
  );
}

function Joined({ role }: { role: string }) {
  return (
    <AuthCard title="You are in">
      <div role="status" className="flex flex-col items-center gap-3 pt-1 text-center">
        <CircleCheck aria-hidden className="size-6 text-ok" />
        <p className="text-ink-soft">
          You joined with the role <strong className="font-medium text-ink">{role}</strong>. Your sessions
          have ended, so sign in again.
        </p>
      </div>
      {/* A whole new page: the session that this one was drawn with has ended. */}
      <a href="/sign-in" className={`${buttonLook({ variant: "solid" })} h-9 justify-center`}>
        Sign in
      </a>
    </AuthCard>
  );
}

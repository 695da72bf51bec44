"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { api } from "#components/api/client.ts";
import { AuthCard, FOOT_LINK } from "#components/auth/auth-card.tsx";
import { useLinkToken } from "#components/auth/link-token.ts";
import { SignInHere } from "#components/auth/sign-in-here.tsx";
import { UseOtherAccount } from "#components/auth/use-other-account.tsx";
import { LinkMissing } from "#components/auth/verify-email.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { EnrolmentOutcome } from "./enrolment-outcome.tsx";
import { EnrolmentPanel } from "./enrolment-panel.tsx";
import type { Enrolment } from "./enrolment-status.tsx";
import { useDecision } from "./use-decision.ts";

const TITLE = "A program asks to become your agent";

/** What the link of an enrolment leads to. Looking decides nothing; only the buttons do. */
export function Approval({
  token: given,
  person,
  google,
}: {
  token?: string;
  person: { email: string } | null;
  google: boolean;
}) {
  const token = useLinkToken(given);
  if (token === null) return <Spinner label="Loading" className="mx-auto size-5" />;
  if (token === "") return <LinkMissing again="/enrolments" word="Requests that wait for you" />;
  if (person) return <Look key={person.email} token={token} email={person.email} />;
  return (
    <SignInHere
      here="/enroll/approve"
      token={token}
      google={google}
      title="Sign in to decide"
      intro="A program asks to become an agent of yours. Only you can look at its request, so sign in first."
    />
  );
}

function Look({ token, email }: { token: string; email: string }) {
  const [found, setFound] = useState<Enrolment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    api()
      .enrolments.lookup(token)
      .then((answer) => {
        if (!here) return;
        if (answer.error) setProblem(answer.error.message);
        else setFound(answer.data);
      });
    return () => {
      here = false;
    };
  }, [token]);
  const foot = <UseOtherAccount email={email} />;
  if (found) return <Decide token={token} enrolment={found} foot={foot} />;
  return (
    <AuthCard title={problem ? "No request here" : TITLE} foot={foot}>
      {problem ? (
        <Alert tone="danger">{problem}</Alert>
      ) : (
        <Spinner label="Loading the request" className="mx-auto my-6 size-5" />
      )}
    </AuthCard>
  );
}

const OVER = {
  approved: "This request was approved. Its key went to whoever approved it.",
  denied: "This request was denied. No agent was made.",
  expired: "Nobody decided this request within 24 hours. Have the agent ask again.",
};

function Decide({ token, enrolment, foot }: { token: string; enrolment: Enrolment; foot: ReactNode }) {
  const { pending, problem, outcome, approve, deny } = useDecision({ token });
  const [saved, setSaved] = useState(false);
  const { status } = enrolment;
  const shows_key = outcome?.is === "approved" && outcome.api_key !== null;
  if (outcome) {
    return (
      <AuthCard
        title={outcome.is === "approved" ? "Approved" : "Denied"}
        foot={(saved || !shows_key) && <ToRequests />}
      >
        <EnrolmentOutcome outcome={outcome} onSaved={setSaved} />
      </AuthCard>
    );
  }
  if (status !== "pending") {
    return (
      <AuthCard title="Decided already" foot={<ToRequests />}>
        <Alert tone={status === "approved" ? "ok" : "info"}>{OVER[status]}</Alert>
        <EnrolmentPanel enrolment={enrolment} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={TITLE} intro="Approve it only if you started it yourself just now." foot={foot}>
      <EnrolmentPanel enrolment={enrolment} />
      <FormProblem text={problem} />
      <div className="grid grid-cols-2 gap-2.5">
        <Button className="h-9 justify-center" pending={pending === "deny"} onClick={() => void deny()}>
          Deny
        </Button>
        <Button
          variant="solid"
          className="h-9 justify-center"
          pending={pending === "approve"}
          onClick={() => void approve()}
        >
          Approve
        </Button>
      </div>
    </AuthCard>
  );
}

function ToRequests() {
  return (
    <p>
      <Link href="/enrolments" className={FOOT_LINK}>
        All requests
      </Link>
    </p>
  );
}

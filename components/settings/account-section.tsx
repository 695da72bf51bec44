"use client";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Organization, Profile } from "./account.ts";

const DeleteAccount = lazyDialog(
  () => import("./delete-account.tsx").then((file) => file.DeleteAccount),
  ({ open }) => open,
);

/** The end of the account, or why it cannot end now. */
export function AccountSection({
  me,
  organization,
  isLastOwner,
}: {
  me: Profile;
  organization: Organization;
  isLastOwner: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const others = organization.member_count - 1;
  const isNeeded = isLastOwner && others > 0;
  return (
    <Section title="Delete account" id="delete-account">
      <Card className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="min-w-0 flex-1 basis-64 text-sm text-ink-soft">
            {others === 0
              ? `You are the only one in ${organization.name}: its vaults and agents go with your account. There is no way back.`
              : `Your account ends for good. What you made in ${organization.name} stays with it.`}
          </p>
          {!isNeeded && (
            <Button variant="danger" onClick={() => setAsking(true)}>
              Delete account
            </Button>
          )}
        </div>
        {isNeeded && (
          <Alert
            tone="warn"
            title="You are the last owner"
            action={
              <Link href="/team" className={buttonLook()}>
                Open the team
              </Link>
            }
          >
            {others === 1 ? "Somebody else is" : `${others.toLocaleString("en")} others are`} in{" "}
            {organization.name}. Make one of them an owner before you delete your account.
          </Alert>
        )}
      </Card>
      <DeleteAccount open={asking} onOpenChange={setAsking} me={me} organization={organization} />
    </Section>
  );
}

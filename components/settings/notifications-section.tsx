"use client";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Card } from "#components/ui/card.tsx";
import { Section } from "#components/ui/section.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Profile } from "./account.ts";

/** Which mails one wants. What concerns the account's safety is not a choice. */
export function NotificationsSection({ me }: { me: Profile }) {
  const toast = useToast();
  const [wanted, setWanted] = useState(me.marketing_emails);
  const change = async (marketing_emails: boolean) => {
    setWanted(marketing_emails);
    const answer = await api().auth.updateMe({ marketing_emails });
    if (!answer.error) return;
    setWanted(!marketing_emails);
    toast({ title: "The choice was not saved", description: answer.error.message, tone: "danger" });
  };
  return (
    <Section title="Notifications">
      <Card className="grid gap-3 p-4">
        <Switch
          checked={wanted}
          onCheckedChange={(next) => void change(next)}
          label="Marketing mails"
          hint="News and offers from whoever runs this server. 1Claw itself sends none: this only records whether you agree."
        />
        <p className="border-t pt-3 text-xs text-ink-faint">
          Mails about your account are always sent: a changed password, new API keys, invitations, shares,
          agents that ask to come in.
        </p>
      </Card>
    </Section>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { api, ask, refusal, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FormView, SelectField, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type Setting, useOperatorChanged } from "./operator-queries.ts";

const NAMES: Record<Setting["key"], string> = {
  signup: "Sign-up",
  session_days: "Length of a session",
  share_max_days: "Longest share",
  enrolment: "Enrolment of agents",
};
const CHOICES: Partial<Record<Setting["key"], string[]>> = {
  signup: ["open", "invite", "closed"],
  enrolment: ["on", "off"],
};

/** What holds for the whole deployment, and what would without a change here. */
export function DeploymentSettings({ initial }: { initial: Setting[] }) {
  const { data, error } = useQuery({
    queryKey: ["operator", "settings"],
    queryFn: async () => (await ask(api().admin.listSettings())).settings,
    initialData: initial,
  });
  return (
    <Section
      title="Settings"
      description="They come before the environment. Every instance follows within seconds, without a restart."
    >
      {error && <Alert tone="danger">{sentenceOf(error)}</Alert>}
      <div className="grid gap-3">
        {data.map((setting) => (
          <OneSetting key={`${setting.key} ${setting.value} ${setting.is_default}`} setting={setting} />
        ))}
      </div>
    </Section>
  );
}

function OneSetting({ setting }: { setting: Setting }) {
  const { key, value, description, is_default, default_value, updated_at } = setting;
  const toast = useToast();
  const changed = useOperatorChanged();
  const name = NAMES[key];
  const save = async (next: string) => {
    const answer = await api().admin.updateSetting(key, next);
    if (!answer.error) await changed();
    return answer;
  };
  const form = useForm<{ value: string }>({
    initial: { value },
    submit: async ({ value: next = "" }) => {
      const answer = await save(next);
      if (answer.error) return refusal(answer.error);
      toast({
        title: `${name} is ${next} now`,
        tone: "ok",
        undo: () => (is_default ? reset() : save(value)),
      });
    },
  });
  const reset = async () => {
    const answer = await api().admin.deleteSetting(key);
    if (answer.error)
      return toast({ title: "It was not reset", description: answer.error.message, tone: "danger" });
    await changed();
    toast({ title: `${name} is ${default_value} again`, tone: "ok", undo: () => save(value) });
  };
  const choices = CHOICES[key];
  const field = { form, name: "value", label: name, hint: description };
  return (
    <Card className="grid gap-3 p-4">
      <FormView form={form} className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60 sm:max-w-sm">
          {choices ? (
            <SelectField {...field} options={choices.map((choice) => ({ value: choice, label: choice }))} />
          ) : (
            <TextField {...field} inputMode="numeric" suffix="days" autoComplete="off" />
          )}
        </div>
        <div className="flex gap-2 sm:pt-6.5">
          <SubmitButton form={form} variant="outline">
            {`Save ${name.toLowerCase()}`}
          </SubmitButton>
          {!is_default && (
            <Button aria-label={`Reset ${name.toLowerCase()}`} onClick={() => void reset()}>
              <RotateCcw aria-hidden className="size-3.5" />
              Reset
            </Button>
          )}
        </div>
      </FormView>
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-faint">
        <span>
          {is_default ? "Unchanged. Default" : "Default"} <code className="text-ink">{default_value}</code>,
          from the environment
        </span>
        {!is_default && <Badge tone="info">Changed</Badge>}
        {updated_at && <Time at={updated_at} />}
      </p>
    </Card>
  );
}

"use client";
import { ChevronRight } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { z } from "zod";
import { refusal } from "#components/api/client.ts";
import { LimitsFields } from "#components/secrets/limits-fields.tsx";
import type { VersionForm } from "#components/secrets/secret-form.ts";
import { TYPE_OPTIONS } from "#components/secrets/secret-types.ts";
import { ValueField } from "#components/secrets/value-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { FormView, SelectField, SubmitButton, useForm } from "#components/ui/form.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import type { ApiSchemas } from "#sdk";
import { fulfilValue } from "./fulfil-value.ts";
import type { SecretRequest } from "./request-queries.ts";

const KeyNeeded = dynamic(() => import("#components/cmek/key-needed.tsx").then((file) => file.KeyNeeded));

const OVER = new Set(["secret_request_answered", "secret_request_expired"]);

/** Takes the value for a request. It lives in this form, and is gone with it. */
export function AnswerForm({
  request,
  vault,
  onDone,
  onDecline,
  onStale,
}: {
  request: SecretRequest;
  vault: Vault;
  onDone: (done: ApiSchemas["SecretRequestFulfilledResponse"]) => void;
  onDecline: () => void;
  /** Somebody else was first, or its time is over. */
  onStale: () => void;
}) {
  const [keyNeeded, setKeyNeeded] = useState(false);
  const form = useForm<z.output<typeof VersionForm>>({
    schema: () => import("#components/secrets/secret-form.ts").then((file) => file.VersionForm),
    initial: { value: "", type: request.type ?? "generic", expires_at: null, max_access_count: "" },
    submit: async (body) => {
      const answer = await fulfilValue(vault, request.id, body);
      setKeyNeeded(answer === null);
      if (answer === null) return { problem: "Load the vault's key, then store the value again." };
      if (OVER.has(answer.error?.code ?? "")) onStale();
      if (answer.error) return refusal(answer.error);
      onDone(answer.data);
    },
  });
  return (
    <FormView form={form}>
      {keyNeeded && <KeyNeeded vault={vault} onLoaded={() => setKeyNeeded(false)} />}
      <ValueField form={form} />
      <SelectField form={form} name="type" label="Type" options={TYPE_OPTIONS} />
      <details className="group">
        <summary className="flex min-h-6 w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-sm font-medium text-ink-soft hover:text-ink">
          <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          Expiry and read limit
        </summary>
        <div className="mt-3 grid gap-4">
          <LimitsFields form={form} />
        </div>
      </details>
      <div className="flex flex-wrap gap-2 max-sm:[&>*]:flex-1 max-sm:[&>*]:justify-center">
        <SubmitButton form={form}>Store the value</SubmitButton>
        <Button onClick={onDecline}>Decline</Button>
      </div>
    </FormView>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, OctagonX } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ApiSchemas } from "#sdk";
import { IP_RULES, type IpRule } from "./ip-rule-words.ts";

type Check = ApiSchemas["AddressCheckResponse"];
type Verdict = Check["users"];

/** What the rules say of an address, one's own to begin with. */
export function AddressTest({ rules }: { rules: IpRule[] }) {
  const id = useId();
  const [address, setAddress] = useState<string | undefined>();
  const check = useQuery({
    queryKey: [...IP_RULES, "check", address ?? null],
    queryFn: () => ask(api().security.checkAddress({ address })),
    placeholderData: (before) => before,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("address") ?? "").trim();
    setAddress(typed || undefined);
  };
  return (
    <Card className="mt-3 grid gap-3 px-4 py-3">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <div className="grid min-w-0 flex-1 basis-48 gap-1.5 sm:max-w-72">
          <label htmlFor={id} className="text-sm font-medium">
            Test an address
          </label>
          <Input
            id={id}
            name="address"
            className="font-mono"
            placeholder={check.data?.address ?? "203.0.113.9"}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Button type="submit" pending={check.isFetching && address !== undefined}>
          Test
        </Button>
      </form>
      <div role="status" className="grid gap-1 text-sm text-ink-soft">
        {check.isError && <p className="text-danger">{sentenceOf(check.error)}</p>}
        {check.data && !check.isError && (
          <Result check={check.data} rules={rules} own={address === undefined} />
        )}
      </div>
    </Card>
  );
}

function Result({ check, rules, own }: { check: Check; rules: IpRule[]; own: boolean }) {
  const { address } = check;
  return (
    <>
      <p>
        {own ? "Your address is " : ""}
        <span className="font-mono text-ink">{address ?? "not known"}</span>
      </p>
      <Line who="People" verdict={check.users} rules={rules} />
      <Line who="Agents" verdict={check.agents} rules={rules} />
    </>
  );
}

function Line({ who, verdict, rules }: { who: string; verdict: Verdict; rules: IpRule[] }) {
  const allowed = verdict.verdict === "allowed";
  const Icon = allowed ? CircleCheck : OctagonX;
  return (
    <p className="flex items-start gap-1.5">
      <Icon
        aria-hidden
        className={allowed ? "mt-0.5 size-4 shrink-0 text-ok" : "mt-0.5 size-4 shrink-0 text-danger"}
      />
      <span>
        {who} are {allowed ? "let in" : "refused"}
        {why(
          verdict,
          rules.find(({ id }) => id === verdict.rule_id),
        )}
      </span>
    </p>
  );
}

function why({ verdict }: Verdict, rule: IpRule | undefined): ReactNode {
  if (rule) {
    const { rule_type, cidr, label } = rule;
    return ` by the ${rule_type} rule for ${cidr}${label ? ` (${label})` : ""}`;
  }
  if (verdict === "not_listed") return ": no allow rule lists this address";
  if (verdict === "unknown_address") return ": there are rules, and the address is not known";
  return ": no rule speaks against it";
}

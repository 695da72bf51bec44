import clsx from "clsx";
import { Database, KeyRound, type LucideIcon, ScrollText } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

type Word = "up" | "down";
export type Status = {
  healthy: boolean;
  version: string;
  database: Word;
  keys: Word;
  audit: Word;
  provider: "local" | "gcp" | "pkcs11";
  protection: "software" | "hsm";
};

const PROVIDERS = { local: "Key file on this machine", gcp: "Cloud KMS", pkcs11: "PKCS#11 token" };
const PROTECTIONS = { software: "software", hsm: "HSM" };

/** What this very server says of itself; `status` is null when it could not be asked. */
export function StatusPanel({ status, address }: { status: Status | null; address: string }) {
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center gap-2.5 border-b px-4 py-3">
        <span
          className={clsx("size-2 rounded-full", status?.healthy ? "pulse bg-ok-bright" : "bg-warn-bright")}
          aria-hidden
        />
        <h2 className="font-medium" id="status">
          This server is {status?.healthy ? "healthy" : status ? "degraded" : "not answering"}
        </h2>
        {status && (
          <Badge mono className="ml-auto">
            {status.version}
          </Badge>
        )}
      </div>
      {status && (
        <dl aria-labelledby="status" className="divide-y divide-line">
          <Row icon={Database} name="Database" state={status.database} detail="answers and takes writes" />
          <Row icon={KeyRound} name="Keys" state={status.keys} detail={PROVIDERS[status.provider]}>
            <Badge tone={status.protection === "hsm" ? "ok" : "neutral"}>
              {PROTECTIONS[status.protection]}
            </Badge>
          </Row>
          <Row icon={ScrollText} name="Audit log" state={status.audit} detail="written before values leave" />
        </dl>
      )}
      <div className="flex items-center gap-2 border-t bg-sunken py-1.5 pr-1.5 pl-4 text-xs">
        <span className="text-ink-faint">Address</span>
        <code className="truncate font-mono text-ink-soft">{address}</code>
        <CopyButton text={address} what="the server's address" className="ml-auto" />
      </div>
    </Card>
  );
}

function Row(props: {
  icon: LucideIcon;
  name: string;
  state: Word;
  detail: string;
  children?: React.ReactNode;
}) {
  const { icon: Icon, name, state, detail, children } = props;
  return (
    <div className="flex items-center gap-3 px-4 py-2.5">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <dt className="w-20 shrink-0 font-medium">{name}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-2 text-sm text-ink-faint">
        <span>{state === "up" ? detail : "cannot be used just now"}</span>
        {children}
        <Badge tone={state === "up" ? "ok" : "danger"} className="ml-auto">
          {state}
        </Badge>
      </dd>
    </div>
  );
}

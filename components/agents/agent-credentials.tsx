"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api, ask } from "#components/api/client.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas } from "#sdk";
import { useAgent, useAgentChanged } from "./agent-queries.ts";
import { type Agent, lifeWords, METHOD_NAMES } from "./agent-words.ts";
import { RotateKey } from "./rotate-key.tsx";
import { sshPublicKey } from "./ssh-key.ts";

type Event = ApiSchemas["AuditEvent"];

/** What the agent proves itself with, and what others know it by. */
export function AgentCredentials({
  initial,
  lastRotation,
  base,
}: {
  initial: Agent;
  lastRotation: Event | null;
  base: string;
}) {
  const agent = useAgent(initial);
  const { data: rotation } = useQuery({
    queryKey: ["agents", "rotation", agent.id],
    queryFn: async () => {
      const query = { resource_id: agent.id, action: "agent.rotate_key", limit: 1 };
      return (await ask(api().audit.query(query))).events[0] ?? null;
    },
    initialData: lastRotation,
  });
  const hasKey = agent.auth_method === "api_key";
  return (
    <>
      <Section
        title="Signs in with"
        description="Exchanged for short-lived tokens, which are refused as soon as it changes."
        actions={
          hasKey ? (
            <RotateKey agent={agent} base={base} />
          ) : (
            <Link href={`/agents/${agent.id}/settings`} className={buttonLook()}>
              Change
            </Link>
          )
        }
      >
        <Card className="px-4 py-1.5">
          <Facts items={[...methodFacts(agent, rotation), tokenLife(agent)]} />
        </Card>
      </Section>
      <IdentityKeys agent={agent} />
    </>
  );
}

function tokenLife({ token_ttl_seconds }: Agent): Fact {
  return { label: "Its tokens live", value: token_ttl_seconds ? lifeWords(token_ttl_seconds) : "1 hour" };
}

function methodFacts(agent: Agent, rotation: Event | null): Fact[] {
  const method = { label: "Method", value: METHOD_NAMES[agent.auth_method] };
  if (agent.auth_method === "mtls") {
    const fingerprint = agent.client_cert_fingerprint ?? "";
    return [
      method,
      {
        label: "SHA-256 fingerprint",
        value: <Copyable text={fingerprint} what="the certificate's fingerprint" max={64} />,
      },
    ];
  }
  if (agent.auth_method === "oidc_client_credentials") {
    return [
      method,
      { label: "Issuer", value: <Copyable text={agent.oidc_issuer ?? ""} what="the issuer" max={80} /> },
      {
        label: "Client id",
        value: <Copyable text={agent.oidc_client_id ?? ""} what="the client id" max={80} />,
      },
    ];
  }
  const prefix = rotation?.details.key_prefix;
  return [
    method,
    {
      label: "Key",
      value: (
        <>
          <code className="font-mono text-xs">{typeof prefix === "string" ? prefix : "ocv_"}…</code>{" "}
          <span className="text-ink-faint">Kept as a hash; it cannot be shown again.</span>
        </>
      ),
    },
    {
      label: "In use since",
      value: (
        <>
          <Time at={rotation?.created_at ?? agent.created_at} />{" "}
          <span className="text-ink-faint">
            {rotation ? "when it was rotated" : "when it was registered"}
          </span>
        </>
      ),
    },
  ];
}

function IdentityKeys({ agent }: { agent: Agent }) {
  const toast = useToast();
  const changed = useAgentChanged();
  const [asking, setAsking] = useState(false);
  const rotate = async () => {
    const answer = await api().agents.rotateIdentityKeys(agent.id);
    if (answer.error) return answer.error.message;
    await changed(answer.data);
    toast({ title: "New identity keys", description: "Hand the new public keys on.", tone: "ok" });
  };
  return (
    <Section
      title="Identity keys"
      description="Public halves, to hand on. The private halves lie encrypted in a vault of their own."
      actions={
        <Button onClick={() => setAsking(true)}>
          <RotateCw aria-hidden className="size-3.5" />
          Rotate identity keys
        </Button>
      }
    >
      <Card className="px-4 py-1.5">
        <Facts items={identityFacts(agent)} />
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Give ${agent.name} new identity keys?`}
        action="Rotate identity keys"
        onConfirm={rotate}
      >
        <p>
          The private keys that it has now cannot be read any more. Every host that trusts the old SSH key,
          and everybody who encrypts to the old ECDH key, needs the new public one. Its API key and its access
          stay.
        </p>
      </ConfirmDialog>
    </Section>
  );
}

function identityFacts({ name, ssh_public_key: ssh, ecdh_public_key: ecdh }: Agent): Fact[] {
  return [
    {
      label: "SSH, Ed25519",
      value: ssh ? <Copyable text={sshPublicKey(ssh, name)} what="the SSH public key" max={72} /> : "None",
    },
    {
      label: "ECDH, P-256",
      value: ecdh ? <Copyable text={ecdh} what="the ECDH public key" max={72} /> : "None",
    },
  ];
}

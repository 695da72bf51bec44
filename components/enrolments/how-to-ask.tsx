"use client";
import { sdkFrom } from "#components/snippets/snippets.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

/** How a program asks to become an agent of the person at this page. */
export function HowToAsk({ address, email }: { address: string; email: string }) {
  const curl = `curl -sS ${address}/v1/agents/enroll \\
  -H 'content-type: application/json' -d '{
    "name": "nightly-report",
    "description": "Mails the report",
    "human_email": "${email}"
  }'`;
  const typescript = `${sdkFrom(address)}
import { createClient } from "@1claw/sdk";

const client = createClient({ baseUrl: "${address}" });
await client.agents.enroll({
  name: "nightly-report",
  description: "Mails the report",
  human_email: "${email}",
});`;
  return (
    <Tabs
      label="How a program asks"
      className="w-full text-left"
      tabs={[
        {
          id: "curl",
          label: "curl",
          content: <CodeBlock label="Ask, in a shell" language="shell" code={curl} />,
        },
        {
          id: "typescript",
          label: "TypeScript",
          content: <CodeBlock label="Ask, with the SDK" language="ts" code={typescript} />,
        },
      ]}
    />
  );
}

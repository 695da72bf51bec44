// How a program uses a personal key, as text to paste. Pure. Must never contain a key: it stands in the environment.
import { sdkFrom } from "#components/snippets/snippets.ts";
import type { Language } from "#components/ui/highlight.ts";

type KeySnippet = { id: string; tab: string; label: string; language: Language; code: string };

/** For a server at `base`, without a slash at the end. */
export function keySnippets(base: string): KeySnippet[] {
  return [
    {
      id: "curl",
      tab: "curl",
      label: "Shell",
      language: "shell",
      code: `curl -sS "${base}/v1/vaults" \\\n  -H "Authorization: Bearer $ONECLAW_API_KEY"`,
    },
    {
      id: "env",
      tab: "Environment",
      label: ".env",
      language: "shell",
      code: `ONECLAW_BASE_URL=${base}\nONECLAW_API_KEY=1ck_…`,
    },
    {
      id: "ts",
      tab: "TypeScript",
      label: "list.ts",
      language: "ts",
      code: `${sdkFrom(base)}
import { createClient } from "@1claw/sdk";

const client = createClient({
  baseUrl: "${base}",
  apiKey: process.env.ONECLAW_API_KEY,
});

const answer = await client.vault.list();
if (answer.error) throw new Error(answer.error.message);
for (const vault of answer.data.vaults) console.log(vault.name);`,
    },
  ];
}

import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { keySnippets } from "./key-snippets.ts";

/** How to use a personal key, in tabs. */
export function KeyUsage({ base }: { base: string }) {
  return (
    <Tabs
      label="Ways to use a key"
      tabs={keySnippets(base).map(({ id, tab, label, language, code }) => ({
        id,
        label: tab,
        content: <CodeBlock code={code} label={label} what={`the ${tab} snippet`} language={language} />,
      }))}
    />
  );
}

import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { type Connection, snippetsFor } from "./snippets.ts";

/** How the agent reads its first secret, with its real ids: in tabs, each copyable, none with the key in it. */
export function ConnectionSnippets(connection: Connection) {
  return (
    <Tabs
      label="Ways to connect"
      className="min-w-0"
      tabs={snippetsFor(connection).map(({ id, tab, label, language, code, note }) => ({
        id,
        label: tab,
        content: (
          <>
            <CodeBlock code={code} label={label} what={`the ${tab} snippet`} language={language} />
            <p className="mt-2 text-xs text-ink-faint wrap-anywhere">
              <Note text={note} />
            </p>
          </>
        ),
      }))}
    />
  );
}

/** A note whose `quoted` words are code. */
function Note({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={part} className="font-mono text-ink-soft">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

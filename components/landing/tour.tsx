import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { type Step, tourSteps } from "./tour-steps.ts";

/** The tour in the reader's language, each step copyable. */
export function Tour({ address }: { address: string }) {
  const steps = tourSteps(address);
  return (
    <Tabs
      label="Language of the tour"
      tabs={[
        { id: "curl", label: "curl", content: <Steps steps={steps} language="curl" /> },
        { id: "ts", label: "TypeScript", content: <Steps steps={steps} language="ts" /> },
      ]}
    />
  );
}

function Steps({ steps, language }: { steps: Step[]; language: "curl" | "ts" }) {
  return (
    <ol className="border-t">
      {steps.map((step, index) => (
        <li
          key={step.title}
          className="grid gap-x-10 gap-y-3 border-b py-6 last:border-b-0 lg:grid-cols-[minmax(0,4fr)_minmax(0,8fr)]"
        >
          <div className="flex gap-3">
            <span
              aria-hidden
              className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full bg-accent-soft font-mono text-2xs font-medium text-accent"
            >
              {index + 1}
            </span>
            <div>
              <h3 className="text-md font-medium">{step.title}</h3>
              <p className="mt-1 text-ink-soft">{step.text}</p>
            </div>
          </div>
          <CodeBlock
            code={language === "curl" ? step.curl : step.ts}
            label={`Step ${index + 1} in ${language === "curl" ? "curl" : "TypeScript"}`}
            language={language === "curl" ? "shell" : "ts"}
          />
        </li>
      ))}
    </ol>
  );
}

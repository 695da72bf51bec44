"use client";
import { X } from "lucide-react";
import { Combobox } from "#components/ui/combobox.tsx";
import { eventChoices, withoutCovered } from "./event-choices.ts";

/** Which events a webhook takes: picked from those that there are, alone or all of a kind. */
export function EventPicker({
  id,
  value,
  onChange,
  actions,
  ...aria
}: {
  id: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  actions: readonly string[];
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}) {
  const options = eventChoices(actions).filter((choice) => !value.includes(choice.value));
  return (
    <div className="grid gap-2">
      <Combobox
        id={id}
        {...aria}
        value={null}
        onValueChange={(chosen) => {
          if (chosen) onChange(withoutCovered([...value, chosen]));
        }}
        options={options}
        placeholder="Add an event, such as secret.read"
        emptyText="There is no such event"
      />
      {value.length > 0 && (
        <ul aria-label="Chosen events" className="flex flex-wrap gap-1.5">
          {value.map((event) => (
            <li
              key={event}
              className="inline-flex h-6 items-center rounded-full border bg-surface pl-2.5 font-mono text-xs"
            >
              {event === "*" ? "* (everything)" : event}
              <button
                type="button"
                aria-label={`Take ${event} out`}
                onClick={() => onChange(value.filter((each) => each !== event))}
                className="ml-0.5 grid size-6 place-items-center rounded-full text-ink-faint hover:text-ink"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

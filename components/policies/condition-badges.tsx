import { Clock, Network } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { SpokenPolicy } from "./policy-words.ts";
import { conditionWords } from "./policy-words.ts";

const KNOWN = {
  ip_allowlist: { icon: Network, label: "Address" },
  time_window: { icon: Clock, label: "Time" },
};

/** Which conditions a policy has, in a word each; what they ask for on hover and for screen readers. */
export function ConditionBadges({ conditions }: Pick<SpokenPolicy, "conditions">) {
  const names = Object.keys(conditions ?? {});
  if (names.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span className="inline-flex gap-1 max-sm:flex-wrap">
      {names.map((name) => {
        const { icon: Icon, label } = KNOWN[name as keyof typeof KNOWN] ?? { icon: null, label: name };
        const words = conditionWords(name, conditions?.[name]);
        return (
          <span key={name} title={words}>
            <Badge>
              {Icon && <Icon aria-hidden className="size-3" />}
              {label}
              <span className="sr-only">: {words}</span>
            </Badge>
          </span>
        );
      })}
    </span>
  );
}

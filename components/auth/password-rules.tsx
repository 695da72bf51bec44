import clsx from "clsx";
import { Check, Circle } from "lucide-react";
import { passwordRules } from "#lib/password-policy.ts";

/** The rules of passwords, each with a tick as soon as the one being typed keeps it. */
export function PasswordRules({ password, email }: { password: string; email: string }) {
  const rules = passwordRules(password, { email });
  const left = rules.filter(({ met }) => !met).length;
  return (
    <>
      <ul aria-label="A password needs" className="grid gap-x-3 gap-y-1 text-xs sm:grid-cols-2">
        {rules.map(({ label, met }) => {
          const Icon = met ? Check : Circle;
          return (
            <li
              key={label}
              className={clsx(
                "flex items-start gap-1.5 sm:[&:nth-child(-n+2)]:col-span-2",
                met ? "text-ok" : "text-ink-faint",
              )}
            >
              <Icon aria-hidden className={clsx("mt-0.75 size-3 shrink-0", !met && "opacity-60")} />
              <span>
                {label}
                <span className="sr-only">{met ? ", done" : ", missing"}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p role="status" className="sr-only">
        {password !== "" && (left === 0 ? "The password keeps every rule." : `${left} rules are missing.`)}
      </p>
    </>
  );
}

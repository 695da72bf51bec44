"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import type { Control } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TagInput } from "#components/ui/tag-input.tsx";
import { PERMISSIONS } from "#lib/permissions.ts";

const HINTS: Record<(typeof PERMISSIONS)[number], string> = {
  read: "Read values",
  write: "Write, rotate and delete",
  delete: "Delete secrets",
  rotate: "Rotate values",
};

const isPermission = (scope: string) => PERMISSIONS.some((permission) => permission === scope);

/** What a key may do at most: everything that its person may, or some permissions on some paths. */
export function KeyScopes({
  value,
  onChange,
  ...aria
}: Pick<Control<string[] | null | undefined>, "id" | "value" | "onChange" | "aria-describedby">) {
  const limited = value !== null && value !== undefined;
  const scopes = value ?? [];
  const paths = scopes.filter((scope) => !isPermission(scope));
  const permissions = scopes.filter(isPermission);
  const set = (permission: string, on: boolean) =>
    onChange([...permissions.filter((each) => each !== permission), ...(on ? [permission] : []), ...paths]);
  return (
    <div className="grid gap-3">
      <RadioCards
        label="What it may do"
        columns={2}
        value={limited ? "limited" : "all"}
        onValueChange={(next) => onChange(next === "all" ? null : ["read"])}
        options={[
          { value: "all", title: "All that you may", description: "Also what concerns your account" },
          { value: "limited", title: "Only some", description: "Permissions, on paths; never your account" },
        ]}
        aria-describedby={aria["aria-describedby"]}
      />
      {limited && (
        <>
          <fieldset className="grid gap-2 sm:grid-cols-2">
            <legend className="mb-1.5 text-sm font-medium">Permissions</legend>
            {PERMISSIONS.map((permission) => (
              <Checkbox
                key={permission}
                label={permission}
                hint={HINTS[permission]}
                checked={permissions.includes(permission)}
                onCheckedChange={(on) => set(permission, on)}
              />
            ))}
          </fieldset>
          <Field
            id={`${aria.id}-paths`}
            label="Paths"
            hint="Patterns such as api-keys/**; Enter adds one. Without any it is every path."
            optional
          >
            <TagInput
              id={`${aria.id}-paths`}
              value={paths}
              onChange={(next) => onChange([...permissions, ...next])}
              placeholder="api-keys/**"
            />
          </Field>
        </>
      )}
    </div>
  );
}

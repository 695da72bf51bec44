"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { type Form, FormField, SelectField, TextField } from "#components/ui/form.tsx";
import { type Directory, nameOf, type Policy, vaultName } from "./directory.ts";
import { PathPreview } from "./path-preview.tsx";
import { Conditions } from "./policy-conditions.tsx";
import type { Draft } from "./policy-draft.ts";
import { PrincipalPicker } from "./principal-picker.tsx";

const EXPIRIES = [
  { label: "1 hour", seconds: 3_600 },
  { label: "1 day", seconds: 86_400 },
  { label: "7 days", seconds: 604_800 },
  { label: "30 days", seconds: 2_592_000 },
  { label: "Never", seconds: null },
];

type Props = { form: Form<Draft>; directory: Directory; policy: Policy | null; fixedVault: boolean };

/** The fields of a policy; of a stored one who and where are shown, not asked. */
export function PolicyFields({ form, directory, policy, fixedVault }: Props) {
  return (
    <>
      {policy ? (
        <Fixed policy={policy} directory={directory} />
      ) : (
        <WhoAndWhere form={form} directory={directory} fixedVault={fixedVault} />
      )}
      <FormField form={form} name="permissions" label="Permissions" group>
        {({ value, onChange, ...control }) => (
          <Permissions
            value={value as string[]}
            onChange={onChange}
            invalid={control["aria-invalid"]}
            describedBy={control["aria-describedby"]}
          />
        )}
      </FormField>
      <Conditions form={form} />
      <FormField
        form={form}
        name="expires_at"
        label="Ends"
        optional
        hint="After that it allows nothing; it stays in the list."
      >
        {({ value, ...control }) => (
          <DateTimeInput {...control} value={value as string | null} presets={EXPIRIES} />
        )}
      </FormField>
    </>
  );
}

function WhoAndWhere({ form, directory, fixedVault }: Omit<Props, "policy">) {
  const { vault_id = null, secret_path_pattern = "" } = form.values;
  return (
    <>
      <FormField form={form} name="principal" label="Who">
        {({ value, onChange, disabled: _, name: __, ...control }) => (
          <PrincipalPicker
            {...control}
            directory={directory}
            value={value as string | null}
            onValueChange={onChange}
          />
        )}
      </FormField>
      {!fixedVault && (
        <SelectField
          form={form}
          name="vault_id"
          label="Vault"
          placeholder="Choose a vault"
          options={directory.vaults.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <div className="grid gap-2">
        <TextField
          form={form}
          name="secret_path_pattern"
          label="Paths"
          mono
          autoComplete="off"
          placeholder="api-keys/**"
          hint={
            <>
              <code className="font-mono">*</code> is one segment, <code className="font-mono">**</code> is
              any number of them.
            </>
          }
        />
        {vault_id && (
          <PathPreview
            vault_id={vault_id}
            pattern={secret_path_pattern}
            onPattern={(pattern) => form.set("secret_path_pattern", pattern)}
          />
        )}
      </div>
    </>
  );
}

function Fixed({ policy, directory }: { policy: Policy; directory: Directory }) {
  const { principal_type, principal_id, vault_id, secret_path_pattern } = policy;
  return (
    <div className="grid gap-2">
      <Facts
        items={[
          { label: "Who", value: nameOf(directory, principal_type, principal_id) },
          { label: "Vault", value: vaultName(directory, vault_id) },
          { label: "Paths", value: <code className="font-mono">{secret_path_pattern}</code> },
        ]}
      />
      <PathPreview vault_id={vault_id} pattern={secret_path_pattern} />
      <p className="text-xs text-ink-faint">
        These stay as they are. For another principal or other paths make a new policy and delete this one.
      </p>
    </div>
  );
}

const PERMISSIONS = [
  { value: "read", label: "Read", hint: "See values and which paths there are" },
  { value: "write", label: "Write", hint: "Store values; covers delete and rotate" },
  { value: "delete", label: "Delete", hint: "Delete secrets" },
  { value: "rotate", label: "Rotate", hint: "Replace a value by a new one" },
];

function Permissions({
  value,
  onChange,
  invalid,
  describedBy,
}: {
  value: string[];
  onChange: (permissions: string[]) => void;
  invalid: boolean | undefined;
  describedBy: string | undefined;
}) {
  const isWriting = value.includes("write");
  return (
    <fieldset aria-describedby={describedBy}>
      <legend className="mb-2 text-sm font-medium text-ink">Permissions</legend>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {PERMISSIONS.map(({ value: permission, label, hint }) => {
          const isCovered = isWriting && (permission === "delete" || permission === "rotate");
          return (
            <Checkbox
              key={permission}
              label={label}
              hint={isCovered ? "Covered by write" : hint}
              checked={isCovered || value.includes(permission)}
              disabled={isCovered}
              aria-invalid={invalid}
              onCheckedChange={(checked) =>
                onChange(checked ? [...value, permission] : value.filter((each) => each !== permission))
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}

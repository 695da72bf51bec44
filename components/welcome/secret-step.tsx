"use client";
import { FileKey2, KeyRound } from "lucide-react";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import {
  type FormResult,
  FormView,
  PasswordField,
  SubmitButton,
  TextField,
  useForm,
} from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { NamedVault } from "./begun.ts";
import { EnvDrop } from "./env-drop.tsx";
import type { EnvSecret } from "./env-paths.ts";

type Values = { vault_name: string; path: string; value: string };
type Mode = "paste" | "env";

const MODES = [
  { value: "paste", title: "Paste one secret", description: "A path and its value", icon: KeyRound },
  { value: "env", title: "Drop a .env file", description: "Each key becomes a path", icon: FileKey2 },
];

/** A vault, and in it a first secret or all of a `.env` file. */
export function SecretStep({
  vault,
  onVault,
  onStored,
}: {
  vault: NamedVault | null;
  /** The vault is there, also where storing fails afterwards. */
  onVault: (vault: NamedVault) => void;
  onStored: (vault: NamedVault, paths: string[]) => void;
}) {
  const [mode, setMode] = useState<Mode>("paste");
  const [secrets, setSecrets] = useState<EnvSecret[]>([]);
  const form = useForm<Values>({
    schema: () =>
      import("./step-forms.ts").then((file) => (mode === "paste" ? file.OneSecret : file.EnvFile)),
    initial: { vault_name: vault?.name ?? "Production", path: "", value: "" },
    submit: async ({ vault_name, path, value }): Promise<FormResult> => {
      const chosen = mode === "paste" ? [{ path, value }] : secrets;
      if (chosen.length === 0) return { problem: "Drop or choose a .env file first." };
      const place = vault ?? (await createVault(vault_name));
      if ("refused" in place) return place.refused;
      onVault(place);
      const answer = await api().secrets.import(place.id, { entries: chosen, on_conflict: "new_version" });
      if (answer.error) return storeRefusal(answer.error);
      onStored(
        place,
        chosen.map((one) => one.path),
      );
    },
  });
  return (
    <FormView form={form} className="grid gap-5">
      <TextField
        form={form}
        name="vault_name"
        label="Vault"
        hint="Secrets that belong together, such as those of one environment."
        maxLength={100}
        autoComplete="off"
        disabled={vault !== null}
      />
      <RadioCards
        label="First secret"
        columns={2}
        value={mode}
        onValueChange={(next) => setMode(next === "env" ? "env" : "paste")}
        options={MODES}
      />
      {mode === "paste" ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="path"
            label="Path"
            hint="Where it lies in the vault; slashes make folders."
            placeholder="api-keys/stripe"
            mono
            autoComplete="off"
          />
          <PasswordField
            form={form}
            name="value"
            label="Value"
            hint="Encrypted before it is stored."
            placeholder="Paste it here"
            autoComplete="off"
          />
        </div>
      ) : (
        <EnvDrop secrets={secrets} onSecrets={setSecrets} />
      )}
      <div>
        <SubmitButton form={form} size="lg">
          {labelOf(mode, secrets.length)}
        </SubmitButton>
      </div>
    </FormView>
  );
}

function labelOf(mode: Mode, count: number): string {
  return mode === "paste" || count === 0 ? "Store and go on" : `Store ${count} secrets and go on`;
}

async function createVault(name: string): Promise<NamedVault | { refused: FormResult }> {
  const answer = await api().vault.create({ name });
  if (!answer.error) return { id: answer.data.id, name: answer.data.name };
  const { fields, problem } = refusal(answer.error);
  return { refused: fields?.name ? { fields: { vault_name: fields.name }, problem } : { problem } };
}

/** The fields of an import are numbered; here there is one path and one value, or a file. */
function storeRefusal(error: Parameters<typeof refusal>[0]): FormResult {
  const { fields, problem } = refusal(error);
  const path = fields?.["entries.0.path"];
  const value = fields?.["entries.0.value"];
  return path || value ? { fields: { path, value } } : { problem: problem ?? error.message };
}

// Finds out which vault is meant: the one that was named, the one that was set, or the only one there is.
import { type Connection, isUuid, type VaultData, vaultsOf } from "./connection.ts";
import { Refusal, take } from "./refusal.ts";

type Vault = VaultData["vaults"][number];

/** Holds agents' own keys; it is never what somebody means who names no vault. */
const INTERNAL = "__agent-keys";
const LISTED = 50;

/** The id of the vault that is meant. @throws Refusal with the vaults there are, where that is not clear */
export async function chooseVault(connection: Connection, wanted: string | undefined): Promise<string> {
  const named = wanted ?? connection.vault;
  if (named && isUuid(named)) return named.toLowerCase();
  const { vaults } = take(await vaultsOf(connection), connection);
  if (named) return byName(vaults, named);
  const usual = vaults.filter(({ name }) => name !== INTERNAL);
  const [only] = usual;
  if (!only)
    throw new Refusal(
      "No vault is shared with you yet. Create one with create_vault, or ask your human to give you access to one.",
    );
  if (usual.length > 1)
    throw new Refusal(`There are several vaults. Say which one you mean in \`vault_id\`:\n${lines(usual)}`);
  return only.id;
}

function byName(vaults: readonly Vault[], wanted: string): string {
  const exact = vaults.filter(({ name }) => name === wanted);
  const same = exact.length > 0 ? exact : vaults.filter(({ name }) => isSame(name, wanted));
  const [found] = same;
  if (found && same.length === 1) return found.id;
  if (found)
    throw new Refusal(`Several vaults have this name. Use the id of the one you mean:\n${lines(same)}`);
  if (vaults.length === 0)
    throw new Refusal("There is no vault with this name, and none is shared with you yet.");
  throw new Refusal(
    `There is no vault with this name. Use the id or the name of one of these:\n${lines(vaults)}`,
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function lines(vaults: readonly Vault[]): string {
  const shown = vaults.slice(0, LISTED).map(({ name, id }) => `- ${name}  (id: ${id})`);
  if (vaults.length > LISTED) shown.push(`- … and ${vaults.length - LISTED} more: call list_vaults`);
  return shown.join("\n");
}

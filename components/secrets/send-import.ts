// Sends an import in parts. Each part is stored as a whole or not at all; what was stored before a refusal stays.
import { api } from "#components/api/client.ts";
import { KeyMissingError, sealValue } from "#components/cmek/vault-key.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { unwrap } from "#sdk";
import { chunksOf, type OnConflict, type PlanRow } from "./import-plan.ts";

const MOST_ROWS = 200;
const MOST_CHARACTERS = 2_000_000;

export type Sent = {
  imported: number;
  skipped: number;
  /** The client's halves, in a vault in split custody. */
  shares: { path: string; version: number; share: string }[];
  /** Why it ended early; null when everything was stored. */
  problem: string | null;
};

/** Stores the rows; `onProgress` hears how many are done. */
export async function importRows(
  vault: Vault,
  rows: readonly PlanRow[],
  onConflict: OnConflict,
  onProgress: (done: number) => void,
): Promise<Sent | { needsKey: true }> {
  const sent: Sent = { imported: 0, skipped: 0, shares: [], problem: null };
  let done = 0;
  for (const chunk of chunksOf(rows, MOST_ROWS, MOST_CHARACTERS)) {
    const entries = await sealed(vault, chunk);
    if (entries === null) return { needsKey: true };
    const answer = await api().secrets.import(vault.id, { entries, on_conflict: onConflict });
    if (answer.error) return { ...sent, problem: answer.error.message };
    sent.imported += answer.data.imported;
    sent.skipped += answer.data.skipped;
    for (const { path, version, client_share } of answer.data.secrets)
      if (client_share) sent.shares.push({ path, version, share: client_share });
    done += chunk.length;
    onProgress(done);
  }
  return sent;
}

/** Null where the vault's key must be loaded first. */
async function sealed(vault: Vault, rows: readonly PlanRow[]) {
  const entry = ({ path, value }: { path: string; value: string }) => ({ path, value, type: "env" as const });
  if (!vault.cmek_enabled) return rows.map(entry);
  try {
    return await Promise.all(
      rows.map(async ({ path, value }) => entry({ path, value: await sealValue(vault, value) })),
    );
  } catch (error) {
    if (error instanceof KeyMissingError) return null;
    throw error;
  }
}

const LOOKED_AT = 10_000;

/** The paths below a prefix that this person may see, the first 10,000 of them. @throws OneclawError */
export async function pathsUnder(vault_id: string, prefix: string): Promise<ReadonlySet<string>> {
  const folder = prefix.replace(/^\/+|\/+$/g, "");
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { limit: 1_000, cursor, ...(folder && { prefix: `${folder}/` }) };
    const answer = await api().secrets.list(vault_id, query);
    for (const { path } of unwrap(answer).secrets) found.add(path);
    cursor = answer.meta.next_cursor;
  } while (cursor !== undefined && found.size < LOOKED_AT);
  return found;
}

// What makes this database one deployment: its id, and the proof that the root key at hand is the one it was made with.
import { randomUUID, timingSafeEqual } from "node:crypto";
import type { Database } from "#db/client.ts";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import type { Kms } from "#server/ports/kms/kms.ts";

export type Deployment = { id: string; root_check: Buffer | null; root_material: Buffer | null };

/** The root key does not belong to this database; nothing may start. */
export class WrongRootKey extends Error {
  constructor() {
    super(
      "The root key is not the one this database was encrypted with. Put the right key file (or key ring, or token) back; a new one would make every secret unreadable.",
    );
    this.name = "WrongRootKey";
  }
}

/** The one deployment of this database; made at the first start. */
export async function openDeployment(db: Database): Promise<Deployment> {
  await db
    .insertInto("deployment")
    .values({ id: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db.selectFrom("deployment").select(["id", "root_check", "root_material"]).executeTakeFirstOrThrow();
}

/**
 * Remembers the root key at the first start and recognizes it at every other.
 * @throws WrongRootKey
 */
export async function recognizeRoot(
  db: Database,
  deployment: Deployment,
  kms: Kms,
  root_material: Uint8Array | null,
): Promise<void> {
  const check = Buffer.from(await kms.mac("root-check", lp("1claw/root-check/v1", uuidBytes(deployment.id))));
  await db
    .updateTable("deployment")
    .set({ root_check: check, root_material: root_material && Buffer.from(root_material) })
    .where("id", "=", deployment.id)
    .where("root_check", "is", null)
    .execute();
  const stored = await db.selectFrom("deployment").select("root_check").executeTakeFirstOrThrow();
  if (!stored.root_check || !timingSafeEqual(stored.root_check, check)) throw new WrongRootKey();
}

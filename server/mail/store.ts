// All SQL of the outbox.
import type { Insertable } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export async function insertMail(db: Database, mail: Insertable<DB["outbox"]>): Promise<void> {
  await db.insertInto("outbox").values(mail).execute();
}

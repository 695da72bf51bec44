// All SQL of the health probes.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";

/** True when the database answers and lets this server append to the audit log. */
export async function auditIsWritable(db: Database): Promise<boolean> {
  const { rows } = await sql<{ writable: boolean }>`
    select current_setting('transaction_read_only') = 'off'
      and has_table_privilege('audit_events', 'insert') and has_table_privilege('audit_queue', 'insert') as writable`.execute(
    db,
  );
  return rows[0]?.writable ?? false;
}

import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import type { HealthView } from "./operator-queries.ts";

const DATABASE = `# your own PostgreSQL
pg_dump --format=custom "$DATABASE_URL" > 1claw.dump

# the embedded one: stop the server, then copy the folder whole
tar -czf 1claw-postgres.tar.gz -C "$ONECLAW_DATA_DIR" postgres`;

const KEYS = {
  local: {
    words: "The key file, with its passphrase if it has one. Without this file every secret is lost.",
    code: `# to another place than the database's backup
install -m 600 "\${KEYSTORE_FILE:-$ONECLAW_DATA_DIR/keystore.json}" /media/safe/keystore.json`,
  },
  gcp: {
    words: "The key ring stays where it is, in Cloud KMS. Never destroy a version of deployment-root.",
    code: null,
  },
  pkcs11: {
    words: "The token, with its maker’s own tools. Without it every secret is lost.",
    code: null,
  },
};

const CHECKS = `# once: the key that exports are checked with, to be kept outside
npm run admin -- audit key
# now and then: a signed checkpoint, to be kept outside
npm run admin -- audit checkpoint you@example.com`;

const RESTORE = `# put both back, then
pg_restore --clean --if-exists --dbname "$DATABASE_URL" 1claw.dump
npm start
npm run admin -- status`;

/** What must be kept so that the deployment can come back, with the commands of the operations guide. */
export function Backup({ provider }: { provider: HealthView["hsm"]["provider"] }) {
  const keys = KEYS[provider];
  return (
    <>
      <Alert tone="warn" title="Two things, at two places">
        The database without the keys is worthless, and so is the other way round. Whoever has both has every
        secret.
      </Alert>
      <Section title="1. The database" description="Or your provider’s snapshots and WAL archive.">
        <CodeBlock label="Database" code={DATABASE} language="shell" />
      </Section>
      <Section title="2. The keys" description={keys.words}>
        {keys.code && <CodeBlock label="Keys" code={keys.code} language="shell" />}
      </Section>
      <Section
        title="Something to check the audit log against"
        description="An older state restored, or a log rewritten, shows against a checkpoint that was kept elsewhere."
      >
        <CodeBlock label="Audit log" code={CHECKS} language="shell" />
      </Section>
      <Section
        title="Restore"
        description="The server recognizes the root key and refuses another one. Try it once a quarter on another machine: restore, start, read a secret, verify an export."
      >
        <CodeBlock label="Restore" code={RESTORE} language="shell" />
      </Section>
    </>
  );
}

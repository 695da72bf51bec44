import { currentPerson, load } from "#app/load.ts";
import { SecretBrowser } from "#components/secrets/secret-browser.tsx";
import { FIRST_SECRETS } from "#components/secrets/secret-queries.ts";
import { pageClient } from "#server/session.ts";
import { vaultOf } from "./vault.ts";

type Props = { params: Promise<{ vault_id: string }> };

export default async function SecretsPage({ params }: Props) {
  const { vault_id } = await params;
  const client = await pageClient();
  const [vault, person, answer] = await Promise.all([
    vaultOf(vault_id),
    currentPerson(),
    client.secrets.list(vault_id, { limit: FIRST_SECRETS }),
  ]);
  const first = { ...(await load(Promise.resolve(answer))), next: answer.meta.next_cursor ?? null };
  return <SecretBrowser vault={vault} me={{ id: person.id, role: person.role }} initial={first} />;
}

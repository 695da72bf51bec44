// A team at work, made through the API: what the pages look like when there is something on them.
import { randomUUID } from "node:crypto";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson } from "./people.ts";

export type Scene = {
  person: E2ePerson;
  vault_id: string;
  agent_id: string;
  agent_key: string;
  path: string;
  share_id: string;
  request_id: string;
  sealed_url: string;
};

const DAY_MS = 86_400_000;

/** A person with two vaults, agents that read and are denied, policies, shares and a webhook. */
export async function busyScene(baseURL: string, who?: E2ePerson): Promise<Scene> {
  const person = who ?? (await newPerson(baseURL));
  const { client } = person;
  const production = unwrap(
    await client.vault.create({ name: "Production", description: "What customers touch" }),
  );
  const staging = unwrap(await client.vault.create({ name: "Staging" }));
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  const fake = () => `example-${randomUUID()}`;
  const secrets = [
    ["payments/stripe/secret-key", { type: "api_key", expires_at: inDays(5) }],
    ["payments/stripe/webhook-secret", { type: "generic" }],
    ["database/primary/password", { type: "password" }],
    ["database/replica/password", { type: "password" }],
    ["mail/smtp", { type: "password", expires_at: inDays(20) }],
    ["deploy/ssh", { type: "ssh_key" }],
    ["tls/example-com", { type: "certificate", expires_at: inDays(28) }],
    ["openai/key", { type: "api_key" }],
  ] as const;
  for (const [path, fields] of secrets) unwrap(await client.secrets.set(production.id, path, fake(), fields));
  unwrap(await client.secrets.set(production.id, "payments/stripe/secret-key", fake(), { type: "api_key" }));
  unwrap(await client.secrets.set(staging.id, "database/password", fake(), { type: "password" }));
  const bots = [];
  for (const [name, description] of [
    ["deploy-bot", "Rolls out releases"],
    ["support-assistant", "Answers customers"],
    ["nightly-backup", "Copies the databases"],
  ]) {
    bots.push(unwrap(await client.agents.create({ name: name ?? "", description })));
  }
  const [deploy, support, backup] = bots;
  if (!deploy || !support || !backup) throw new Error("the agents were not made");
  const grant = (agent_id: string, secretPathPattern: string, more = {}) =>
    client.access.grantAgent(production.id, agent_id, ["read"], { secretPathPattern, ...more });
  unwrap(await grant(deploy.agent.id, "payments/**", { expires_at: inDays(9) }));
  unwrap(
    await grant(backup.agent.id, "database/**", { conditions: { ip_allowlist: ["127.0.0.0/8", "::1/128"] } }),
  );
  unwrap(await grant(support.agent.id, "openai/key"));
  const reader = createClient({ baseUrl: baseURL, apiKey: deploy.api_key ?? "" });
  for (let i = 0; i < 12; i++) unwrap(await reader.secrets.get(production.id, "payments/stripe/secret-key"));
  for (const path of ["database/primary/password", "openai/key"])
    await reader.secrets.get(production.id, path);
  const other = createClient({ baseUrl: baseURL, apiKey: backup.api_key ?? "" });
  for (let i = 0; i < 5; i++) unwrap(await other.secrets.get(production.id, "database/primary/password"));
  const stored = unwrap(await client.secrets.describe(production.id, "openai/key"));
  const share = unwrap(
    await client.sharing.create(stored.id, {
      recipient_type: "anyone_with_link",
      expires_at: inDays(2),
      max_access_count: 3,
    }),
  );
  unwrap(
    await client.sharing.create(stored.id, {
      recipient_type: "external_email",
      email: "grace.hopper@example.com",
      expires_at: inDays(7),
    }),
  );
  const sealed = unwrap(await client.sharing.seal("example", {}));
  const ask = (path: string, reason: string) =>
    reader.secretRequests.create(production.id, { path, type: "api_key", reason });
  const request = unwrap(
    await ask(
      "payments/paypal/client-secret",
      "To refund the orders of last week that were paid with PayPal",
    ),
  );
  const declined = unwrap(await ask("payments/adyen/key", "To compare the fees of providers"));
  unwrap(await client.secretRequests.decline(declined.id, { reason: "We do not use Adyen" }));
  unwrap(await client.agents.enroll({ name: "research-agent", human_email: person.email }));
  unwrap(await client.webhooks.create({ url: "https://hooks.example.com/1claw", events: ["secret.read"] }));
  unwrap(await client.apiKeys.create({ name: "laptop", expires_at: inDays(90) }));
  return {
    person,
    vault_id: production.id,
    agent_id: deploy.agent.id,
    agent_key: deploy.api_key ?? "",
    path: "payments/stripe/secret-key",
    share_id: share.id,
    request_id: request.id,
    sealed_url: sealed.url,
  };
}

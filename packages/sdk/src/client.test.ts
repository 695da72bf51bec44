import { afterAll, beforeAll, expect, it } from "vitest";
import { ENDPOINTS } from "../../../server/api/endpoints.ts";
import { colleague, invitation } from "../../../server/testing/examples/organization.ts";
import { googleToken, resetToken, verificationToken } from "../../../server/testing/examples/people.ts";
import { codeOf } from "../../../server/testing/examples/second-factors.ts";
import { goodPassword, person, type TestApi, testApi } from "../../../server/testing/test-api.ts";
import {
  cmek,
  cmekDecrypt,
  cmekEncrypt,
  cmekFingerprint,
  createClient,
  fromBase64,
  generateCmekKey,
  type OneclawClient,
  type OneclawResponse,
  toBase64,
  unwrap,
} from "./index.ts";

const BASE = "http://127.0.0.1:3000";
/** Endpoints that say the same as another one. */
const ALIASES = ["replaceAgent", "getSharedSecret", "accessSharedSecret", "deleteShare"];

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

/** Clients that note which of their methods are called and which endpoints answer them with success. */
function observed() {
  const called = new Set<string>();
  const reached = new Set<string>();
  const methods = new Set<string>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await api.fetch(input, init);
    if (response.ok) reached.add(endpointOf(init?.method ?? "GET", new URL(String(input)).pathname));
    return response;
  };
  const noting = (resource: string, target: object) =>
    new Proxy(target, {
      get(object, method) {
        called.add(`${resource}.${String(method)}`);
        return Reflect.get(object, method);
      },
    });
  const client = (credentials: { token?: string; apiKey?: string } = {}): OneclawClient => {
    const resources = Object.entries(createClient({ baseUrl: BASE, fetch, ...credentials }));
    for (const [name, resource] of resources)
      for (const method of Object.keys(resource)) methods.add(`${name}.${method}`);
    return Object.fromEntries(resources.map(([name, of]) => [name, noting(name, of)])) as OneclawClient;
  };
  return { client, called, reached, methods };
}

function endpointOf(method: string, pathname: string): string {
  const matching = ENDPOINTS.filter((endpoint) => {
    const pattern = endpoint.path.replace("{path}", ".+").replaceAll(/\{\w+\}/g, "[^/]+");
    return endpoint.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(pathname);
  });
  const exact = matching.find((endpoint) => endpoint.path === pathname);
  return (exact ?? matching[0])?.id ?? `${method} ${pathname}`;
}

async function data<T>(answering: Promise<OneclawResponse<T>>): Promise<T> {
  return unwrap(await answering);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}

async function driveAccount(anon: OneclawClient, email: string, password: string): Promise<string> {
  expect(await data(anon.auth.signup({ email, password, display_name: "Ada" }))).toMatchObject({ email });
  const { access_token, refresh_token = "" } = await data(anon.auth.login({ email, password }));
  expect((await data(anon.auth.getMe())).email).toBe(email);
  expect((await data(anon.auth.updateMe({ display_name: "Ada L." }))).display_name).toBe("Ada L.");
  const refreshed = await data(anon.auth.refresh({ refresh_token }));
  expect(refreshed.access_token).not.toBe(access_token);
  return refreshed.access_token;
}

async function drivePeople(client: (credentials?: { token: string }) => OneclawClient): Promise<void> {
  const who = await person(api);
  const { auth } = client();
  await data(auth.verifyEmail({ token: await verificationToken(api, who) }));
  expect((await data(auth.getMe())).email_verified).toBe(true);
  expect((await data(auth.forgotPassword({ email: who.email }))).message).toMatch(/\S/);
  const new_password = goodPassword();
  await data(auth.resetPassword({ token: await resetToken(api, who), new_password }));
  await data(auth.login({ email: who.email, password: new_password }));
  await data(client().auth.login({ email: who.email, password: new_password }));
  const { sessions } = await data(auth.listSessions());
  expect(sessions.map(({ current }) => current)).toEqual([false, true]);
  expect(await data(auth.endSession(sessions[0]?.id ?? ""))).toBeNull();
  expect(await data(auth.endOtherSessions())).toBeNull();
  expect((await data(auth.exportData())).user.email).toBe(who.email);
  expect((await data(auth.options())).signup).toBe("open");
  const { refresh_token = "" } = await data(
    client().auth.login({ email: who.email, password: new_password }),
  );
  expect((await data(auth.browserSession({ refresh_token }))).session_token).toMatch(
    /^[\w-]+\.[\w-]+\.[\w-]+$/,
  );
  expect((await data(client().auth.google({ id_token: await googleToken(api) }))).expires_in).toBeGreaterThan(
    0,
  );
}

async function driveSecondFactor(client: (credentials?: { token: string }) => OneclawClient): Promise<void> {
  const { email, password, token } = await person(api);
  const { auth } = client({ token });
  const { secret } = await data(auth.mfaSetup());
  expect((await data(auth.mfaVerifySetup({ code: codeOf(api, secret) }))).recovery_codes).toHaveLength(8);
  expect((await data(auth.mfaStatus())).enabled).toBe(true);
  const other = client();
  const { mfa_token = "", mfa_required } = await data(other.auth.login({ email, password }));
  expect(mfa_required).toBe(true);
  await data(other.auth.mfaVerify({ mfa_token, code: codeOf(api, secret, 1) }));
  expect((await data(other.auth.getMe())).totp_enabled).toBe(true);
  expect(await data(auth.mfaDisable({ password }))).toBeNull();
}

async function driveDevice(owner: OneclawClient, device: OneclawClient): Promise<void> {
  const begin = () => data(device.auth.deviceCode({ client_id: "cli" }));
  const { device_code, user_code } = await begin();
  expect((await data(device.auth.deviceToken(device_code))).error).toBe("authorization_pending");
  expect((await data(owner.auth.deviceCodeStatus(user_code))).client_id).toBe("cli");
  await data(owner.auth.deviceApprove({ user_code }));
  expect((await data(device.auth.deviceToken(device_code))).expires_in).toBe(86_400);
  expect((await data(device.auth.getMe())).id).toBe((await data(owner.auth.getMe())).id);
  await data(owner.auth.deviceDeny({ user_code: (await begin()).user_code }));
}

async function driveSecrets(owner: OneclawClient, vault_id: string): Promise<void> {
  const { secrets } = owner;
  const made = await data(secrets.set(vault_id, "db/password", "first", { type: "password" }));
  expect(made).toMatchObject({ path: "db/password", version: 1, type: "password" });
  expect((await data(secrets.rotate(vault_id, "db/password", "second"))).version).toBe(2);
  expect(await data(secrets.get(vault_id, "db/password"))).toMatchObject({ value: "second", version: 2 });
  expect((await data(secrets.getVersion(vault_id, "db/password", 1))).value).toBe("first");
  expect((await data(secrets.rotateGenerate(vault_id, "db/password", { length: 16 }))).version).toBe(3);
  expect((await data(secrets.get(vault_id, "db/password"))).value).toMatch(/^[0-9a-f]{16}$/);
  expect(await data(secrets.disableVersion(vault_id, "db/password", 3))).toBeNull();
  expect((await data(secrets.listVersions(vault_id, "db/password"))).versions.map((v) => v.version)).toEqual([
    3, 2, 1,
  ]);
  const described = await data(secrets.describe(vault_id, "db/password"));
  expect(described).toMatchObject({ path: "db/password", version: 2 });
  expect(described).not.toHaveProperty("value");
  expect((await data(secrets.list(vault_id, "db/"))).secrets.map((s) => s.path)).toEqual(["db/password"]);
  expect(await all(secrets.listAll(vault_id))).toHaveLength(1);
  expect(await data(secrets.delete(vault_id, "db/password"))).toBeNull();
}

async function driveSharing(
  owner: OneclawClient,
  client: (key: string) => OneclawClient,
  vault_id: string,
): Promise<void> {
  const { sharing, secrets, agents } = owner;
  const { id: secret_id } = await data(secrets.set(vault_id, "shared/one", "shared value"));
  const { agent, api_key = "" } = await data(agents.create({ name: "receiver" }));
  const bot = client(api_key);
  const link = {
    recipient_type: "anyone_with_link" as const,
    passphrase: "correct horse",
    max_access_count: 2,
  };
  const shared = await data(sharing.create(secret_id, link));
  expect((await sharing.access(shared.id)).error?.code).toBe("share_passphrase_needed");
  expect(await data(sharing.access(shared.id, "correct horse"))).toMatchObject({ access_count: 1 });
  const given = await data(sharing.create(secret_id, { recipient_type: "agent", recipient_id: agent.id }));
  expect(await data(bot.sharing.accept(given.id))).toBeNull();
  expect((await data(bot.sharing.access(given.id))).value).toBe("shared value");
  expect((await data(bot.sharing.listInbound())).shares.map((share) => share.id)).toEqual([given.id]);
  expect(await all(bot.sharing.listAllInbound())).toHaveLength(1);
  expect(await data(bot.sharing.decline(given.id))).toBeNull();
  expect((await data(sharing.listOutbound({ limit: 1 }))).shares).toHaveLength(1);
  expect(await all(sharing.listAllOutbound({ limit: 1 }))).toHaveLength(2);
  expect(await data(sharing.revoke(shared.id))).toBeNull();
  const sealed = await data(sharing.seal("only for you", { max_access_count: 3 }));
  expect(await data(sharing.unseal(sealed.url))).toEqual({ text: "only for you", views_left: 2 });
  expect((await data(sharing.fetchSealed(sealed.id))).views_left).toBe(1);
  expect((await sharing.unseal(sealed.url.replace(/#.*/, ""))).error?.code).toBe("sealed_share_refused");
  expect((await data(sharing.listSealed())).sealed_shares).toHaveLength(1);
  expect(await all(sharing.listAllSealed())).toHaveLength(1);
  expect(await data(sharing.revokeSealed(sealed.id))).toBeNull();
  await data(agents.delete(agent.id));
}

async function driveSecretTools(owner: OneclawClient, vault_id: string): Promise<void> {
  const { secrets } = owner;
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const entries = [
    { path: "tools/one", value: "1", metadata: { team: "payments" } },
    { path: "tools/two", value: "2", expires_at: soon },
  ];
  expect((await data(secrets.import(vault_id, { entries }))).imported).toBe(2);
  await data(secrets.set(vault_id, "tools/one", "other"));
  expect((await data(secrets.rollback(vault_id, "tools/one", 1))).version).toBe(3);
  expect((await data(secrets.get(vault_id, "tools/one"))).value).toBe("1");
  expect((await data(secrets.search({ q: "paym" }))).secrets.map((s) => s.path)).toEqual(["tools/one"]);
  expect(await all(secrets.searchAll({ q: "tools/", limit: 1 }))).toHaveLength(2);
  expect((await data(secrets.expiring())).secrets.map((s) => s.path)).toEqual(["tools/two"]);
  expect(await all(secrets.expiringAll({ days: 2 }))).toHaveLength(1);
  await data(secrets.delete(vault_id, "tools/one"));
  expect((await data(secrets.undelete(vault_id, "tools/one"))).version).toBe(3);
  for (const { path } of entries) await data(secrets.delete(vault_id, path));
}

async function driveCustody(owner: OneclawClient): Promise<void> {
  const [oldKey, newKey, third] = [cmek.generateKey(), cmek.generateKey(), cmek.generateKey()];
  const [first, second] = await Promise.all([cmek.fingerprint(oldKey), cmek.fingerprint(newKey)]);
  const { id } = await data(owner.vault.create({ name: "Encrypted" }));
  expect((await data(owner.cmek.enable(id, first))).cmek_fingerprint).toBe(first);
  await data(owner.secrets.set(id, "a", await cmek.seal(oldKey, "one"), {}, { cmekFingerprint: first }));
  const read = await owner.secrets.get(id, "a");
  expect([read.data?.cmek_encrypted, read.meta.cmek_fingerprint]).toEqual([true, first]);
  expect((await data(owner.cmek.listVersions(id, second))).versions).toHaveLength(1);
  expect(await all(owner.cmek.listAllVersions(id, first))).toEqual([]);
  const job = await data(owner.cmek.rotate({ vault_id: id, oldKey, newKey }));
  expect(await data(owner.cmek.getRotation(id, job.id))).toMatchObject({ status: "completed", processed: 1 });
  const keys = { old_fingerprint: second, new_fingerprint: await cmek.fingerprint(third) };
  const again = await data(owner.cmek.startRotation(id, keys));
  const { secrets } = await data(owner.cmek.listRotationSecrets(id, again.id));
  const value = await cmek.seal(third, await cmek.open(newKey, secrets[0]?.value ?? ""));
  const batch = await data(owner.cmek.putRotationSecrets(id, again.id, [{ path: "a", version: 1, value }]));
  expect(batch.replaced).toBe(1);
  expect((await data(owner.cmek.completeRotation(id, again.id))).status).toBe("completed");
  const back = await data(owner.cmek.startRotation(id, { new_fingerprint: first }));
  expect(await data(owner.cmek.abandonRotation(id, back.id))).toBeNull();
  const onServer = await data(owner.cmek.rotateOnServer(id, { oldKey: third, newKey: oldKey }));
  while ((await data(owner.cmek.getRotation(id, onServer.id))).status === "running");
  expect(await cmek.open(oldKey, (await data(owner.secrets.get(id, "a"))).value)).toBe("one");
  expect(await data(owner.cmek.disable(id))).not.toHaveProperty("cmek_enabled");
  await driveCustodyByOtherNames(owner, id);
  const split = await data(owner.vault.create({ name: "Split" }));
  expect((await data(owner.vault.enableMpc(split.id, "2-of-2"))).mpc_threshold).toBe(2);
  expect((await owner.vault.enableMpc(split.id, { mpc_custody: "2-of-2" })).error?.type).not.toBe(
    "validation_error",
  );
  const { client_share: clientShare = "" } = await data(owner.secrets.set(split.id, "b", "half"));
  expect((await data(owner.secrets.get(split.id, "b", { clientShare }))).value).toBe("half");
  const read_as_others_do = { client_share: clientShare };
  expect((await data(owner.secrets.getVersion(split.id, "b", 1, read_as_others_do))).value).toBe("half");
  await data(owner.vault.delete(id));
  await data(owner.vault.delete(split.id));
}

/** As programs do it that were written for the names of the public packages. */
async function driveCustodyByOtherNames({ vault, secrets }: OneclawClient, id: string): Promise<void> {
  const [oldKey, newKey] = [await generateCmekKey(), await generateCmekKey()];
  const fingerprint = await cmekFingerprint(oldKey);
  expect((await data(vault.enableCmek(id, { fingerprint }))).cmek_fingerprint).toBe(fingerprint);
  const blob = await cmekEncrypt(new TextEncoder().encode("two"), oldKey);
  await data(secrets.set(id, "c", toBase64(blob)));
  const next = await cmekFingerprint(newKey);
  const job = await data(vault.rotateCmek(id, toBase64(oldKey), toBase64(newKey), next));
  while ((await data(vault.getRotationJobStatus(id, job.id))).status === "running");
  const stored = fromBase64((await data(secrets.get(id, "c"))).value);
  expect(new TextDecoder().decode(await cmekDecrypt(stored, newKey))).toBe("two");
  expect(await data(vault.disableCmek(id))).not.toHaveProperty("cmek_enabled");
}

async function driveAccess(owner: OneclawClient, vault_id: string, agent_id: string): Promise<void> {
  const { access, auth } = owner;
  const me = await data(auth.getMe());
  const granted = await data(
    access.grantAgent(vault_id, agent_id, ["read"], { secretPathPattern: "api-keys/**" }),
  );
  expect(granted).toMatchObject({ secret_path_pattern: "api-keys/**", principal_id: agent_id });
  expect(await data(access.grantHuman(vault_id, me.id, ["read", "write"]))).toMatchObject({
    secret_path_pattern: "**",
    principal_type: "user",
  });
  expect((await data(access.update(vault_id, granted.id, { permissions: ["write"] }))).permissions).toEqual([
    "write",
  ]);
  expect((await data(access.list(vault_id))).policies).toHaveLength(2);
  expect((await data(access.listGrants(vault_id))).policies).toHaveLength(2);
  expect(await all(access.listAll(vault_id))).toHaveLength(2);
  expect(await data(access.revoke(vault_id, granted.id))).toBeNull();
}

async function driveDecisions(
  owner: OneclawClient,
  client: (key: string) => OneclawClient,
  vault_id: string,
): Promise<void> {
  const { access, agents } = owner;
  const { agent, api_key = "" } = await data(agents.create({ name: "curious-bot" }));
  const denied = await client(api_key).secrets.get(vault_id, "prod/db");
  const { decision_id = "" } = denied.error ?? {};
  expect((await data(access.decision(decision_id))).explanation?.reason).toBe("no_policy");
  const asked = { principal_type: "agent", principal_id: agent.id } as const;
  const { suggestion } = await data(
    access.explain({ vault_id, ...asked, path: "prod/db", permission: "read" }),
  );
  expect(suggestion).toEqual({ ...asked, secret_path_pattern: "prod/db", permissions: ["read"] });
  const { flips } = await data(
    access.replay(vault_id, { create: { ...asked, secret_path_pattern: "**", permissions: ["read"] } }),
  );
  expect(flips.newly_allowed).toMatchObject([{ path: "prod/db", example_decision_id: decision_id }]);
  expect(await data(agents.delete(agent.id))).toBeNull();
}

async function driveAgents(owner: OneclawClient, client: (key: string) => OneclawClient): Promise<string> {
  const { agents } = owner;
  const { agent, api_key = "" } = await data(agents.create({ name: "deploy-bot" }));
  expect((await data(client(api_key).agents.getSelf())).id).toBe(agent.id);
  expect(
    (await data(client("").auth.agentToken({ agent_id: agent.id, api_key }))).expires_in,
  ).toBeGreaterThan(0);
  expect((await data(agents.update(agent.id, { description: "deploys" }))).description).toBe("deploys");
  expect((await data(agents.get(agent.id))).description).toBe("deploys");
  expect((await data(agents.list())).agents).toHaveLength(1);
  expect(await all(agents.listAll())).toHaveLength(1);
  expect((await data(agents.rotateKey(agent.id))).api_key).not.toBe(api_key);
  expect((await data(agents.rotateIdentityKeys(agent.id))).ssh_public_key).not.toBe(agent.ssh_public_key);
  const safe = { chain: "base", chain_id: 8453, safe_address: `0x${"a".repeat(40)}` };
  expect((await data(agents.addSmartAccount(agent.id, safe))).smart_accounts).toHaveLength(1);
  expect((await data(agents.createSmartAccount(agent.id, safe))).smart_accounts).toHaveLength(1);
  return agent.id;
}

async function driveEnrolments(
  owner: OneclawClient,
  client: (key: string) => OneclawClient,
  human_email: string,
): Promise<void> {
  const { agents, enrolments } = owner;
  const asks = async (more: { human_email?: string } = {}) => {
    const { agent_id, approval_url = "" } = await data(client("").agents.enroll({ name: "ci-bot", ...more }));
    expect(agent_id).toBe("00000000-0000-0000-0000-000000000000");
    return new URL(approval_url).searchParams.get("token") ?? "";
  };
  const token = await asks({ human_email });
  expect((await data(enrolments.list())).enrolments).toHaveLength(1);
  expect(await all(enrolments.listAll())).toHaveLength(1);
  expect((await data(enrolments.lookup(token))).status).toBe("pending");
  const { agent, api_key = "" } = await data(enrolments.approve({ token }));
  expect((await data(client(api_key).agents.getSelf())).id).toBe(agent.id);
  await data(enrolments.deny({ token: await asks() }));
  expect(await data(agents.delete(agent.id))).toBeNull();
}

async function driveSecretRequests(
  owner: OneclawClient,
  client: (key: string) => OneclawClient,
  vault_id: string,
): Promise<void> {
  const { secretRequests, agents, access } = owner;
  const { agent, api_key = "" } = await data(agents.create({ name: "asking-bot" }));
  await data(access.grantAgent(vault_id, agent.id, ["read"], { secretPathPattern: "asked/*" }));
  const bot = client(api_key);
  expect(await data(bot.access.mine(vault_id, { path: "asked/one", permission: "write" }))).toMatchObject({
    grants: [{ secret_path_pattern: "asked/*", permissions: ["read"] }],
    decision: { allowed: false, reason: "no_policy" },
  });
  const ask = (path: string) => data(bot.secretRequests.create(vault_id, { path, reason: "To send mail" }));
  const [one, two, three] = [await ask("asked/one"), await ask("asked/two"), await ask("asked/three")];
  expect((await data(secretRequests.list({ limit: 1 }))).secret_requests.map(({ id }) => id)).toEqual([
    one.id,
  ]);
  expect(await all(secretRequests.listAll({ limit: 1 }))).toHaveLength(3);
  expect((await data(secretRequests.fulfil(one.id, { value: "answer" }))).secret.version).toBe(1);
  expect((await data(bot.secretRequests.get(one.id))).status).toBe("fulfilled");
  expect((await data(bot.secrets.get(vault_id, "asked/one"))).value).toBe("answer");
  expect((await data(secretRequests.decline(two.id, { reason: "Not today" }))).status).toBe("declined");
  expect(await data(bot.secretRequests.withdraw(three.id))).toBeNull();
  await data(agents.delete(agent.id));
}

async function driveApiKeys(owner: OneclawClient, client: () => OneclawClient): Promise<void> {
  const { key, api_key } = await data(owner.apiKeys.create({ name: "laptop" }));
  const other = client();
  await data(other.auth.apiKeyToken({ api_key }));
  expect((await data(other.vault.list())).vaults).toHaveLength(1);
  expect((await data(owner.apiKeys.list())).keys.map((k) => k.id)).toEqual([key.id]);
  expect(await data(owner.apiKeys.revoke(key.id))).toBeNull();
}

async function driveWebhooks(owner: OneclawClient): Promise<void> {
  const { webhooks } = owner;
  const hook = { url: "https://example.com/hook", events: ["secret.*"] };
  const { webhook, signing_secret } = await data(webhooks.create(hook));
  expect(signing_secret).toMatch(/^whsec_/);
  expect((await data(webhooks.list())).webhooks).toEqual([webhook]);
  expect((await data(webhooks.update(webhook.id, { description: "chat" }))).description).toBe("chat");
  expect((await data(webhooks.get(webhook.id))).description).toBe("chat");
  expect((await data(webhooks.rotateSecret(webhook.id))).signing_secret).not.toBe(signing_secret);
  const { delivery_id } = await data(webhooks.test(webhook.id));
  expect((await data(webhooks.listDeliveries(webhook.id))).deliveries.map((d) => d.id)).toEqual([
    delivery_id,
  ]);
  expect(await all(webhooks.listAllDeliveries(webhook.id))).toHaveLength(1);
  expect((await data(webhooks.redeliver(webhook.id, delivery_id))).status).toBe("pending");
  expect(await data(webhooks.delete(webhook.id))).toBeNull();
}

async function driveMailAndJobs(operator: OneclawClient): Promise<void> {
  const { admin } = operator;
  const [mail] = (await data(admin.listMails({ limit: 1 }))).mails;
  expect((await all(admin.listAllMails({ limit: 1 }))).length).toBeGreaterThan(1);
  expect((await data(admin.getMail(mail?.id ?? ""))).text).toMatch(/1Claw/);
  expect((await data(admin.retryMail(mail?.id ?? ""))).status).toBe("pending");
  expect((await data(admin.listJobs())).jobs.map((job) => job.name)).toContain("send_mail");
}

async function driveOrganization(
  owner: OneclawClient,
  client: (credentials: { token: string }) => OneclawClient,
): Promise<void> {
  const { org, security, auth } = owner;
  const me = await data(auth.getMe());
  expect((await data(org.update({ name: "Analytical Engines" }))).member_count).toBe(1);
  expect((await data(org.get())).name).toBe("Analytical Engines");
  expect(await data(org.invite({ email: "charles@example.com", role: "admin" }))).toMatchObject({
    email: "charles@example.com",
  });
  const [invite] = (await data(org.listInvites())).invites;
  expect(await data(org.revokeInvite(invite?.id ?? ""))).toBeNull();
  const member = await colleague(api, me);
  expect((await data(org.updateMemberRole(member.id, "admin"))).role).toBe("admin");
  expect((await data(org.listMembers({ limit: 1 }))).members.map(({ id }) => id)).toEqual([me.id]);
  expect(await all(org.listAllMembers({ limit: 1 }))).toHaveLength(2);
  expect(await data(org.removeMember(member.id))).toBeNull();
  const newcomer = await person(api);
  const token = await invitation(api, me, newcomer.email);
  expect((await data(client({ token: newcomer.token }).org.join(token))).org_id).toBe(me.org_id);
  await data(org.removeMember(newcomer.id));
  expect((await data(org.getAgentKeysVault())).vault_id).toMatch(/^[0-9a-f-]{36}$/);

  const elsewhere = { rule_type: "allow" as const, cidr: "203.0.113.0/24", applies_to: "users" as const };
  expect((await security.createIpRule(elsewhere)).error?.code).toBe("would_lock_you_out");
  const rule = await data(security.createIpRule({ ...elsewhere, rule_type: "deny", label: "Café" }));
  expect((await data(security.listIpRules())).rules).toEqual([rule]);
  expect(await data(security.deleteIpRule(rule.id))).toBeNull();
}

async function driveAdmin(operator: OneclawClient): Promise<void> {
  const { admin } = operator;
  expect((await data(admin.updateSetting("session_days", "14"))).value).toBe("14");
  expect((await data(admin.listSettings())).settings.find(({ key }) => key === "session_days")).toMatchObject(
    {
      value: "14",
      is_default: false,
    },
  );
  expect(await data(admin.deleteSetting("session_days"))).toBeNull();
  const someone = await person(api, "leaving@example.com");
  expect(await data(admin.listUsers({ q: "leaving@" }))).toMatchObject({
    total: 1,
    users: [{ id: someone.id }],
  });
  expect((await all(admin.listAllUsers({ limit: 1 }))).length).toBeGreaterThan(1);
  expect((await data(admin.updateOrgLimits(someone.org_id, { max_vaults: 3 }))).max_vaults).toBe(3);
  expect((await data(admin.getOrgLimits(someone.org_id))).max_vaults).toBe(3);
  expect(await data(admin.deleteUser(someone.id))).toBeNull();
}

async function driveLog({ audit, security }: OneclawClient): Promise<void> {
  await api.seal();
  const { checkpoint } = await data(audit.checkpoint());
  expect(checkpoint).toMatch(/\S/);
  expect((await data(audit.exportPage())).lines.length).toBeGreaterThan(0);
  expect((await all(audit.exportLines())).length).toBeGreaterThan(0);
  expect((await data(audit.activity())).days.length).toBeGreaterThan(0);
  expect((await data(security.checkAddress({ address: "192.0.2.1" }))).address).toBe("192.0.2.1");
}

it("has a method for every endpoint, and every method is answered as its type says", {
  timeout: 120_000,
}, async () => {
  const { client, called, reached, methods } = observed();
  const email = "ada@example.com";
  const password = goodPassword();
  const anon = client();
  const owner = client({ token: await driveAccount(anon, email, password) });
  const vault = await data(owner.vault.create({ name: "Production" }));
  expect((await data(owner.vault.get(vault.id))).name).toBe("Production");
  expect((await data(owner.vault.list())).vaults.map((v) => v.id)).toEqual([vault.id]);
  expect(await all(owner.vault.listAll())).toHaveLength(1);
  expect((await data(owner.vault.update(vault.id, { description: "Live" }))).description).toBe("Live");
  expect((await data(owner.vault.summary())).vaults.map((v) => v.vault_id)).toEqual([vault.id]);
  await driveSecrets(owner, vault.id);
  await driveSecretTools(owner, vault.id);
  await drivePeople(client);
  await driveSecondFactor(client);
  await driveDevice(owner, client());
  await driveCustody(owner);
  await driveApiKeys(owner, client);
  const agent_id = await driveAgents(owner, (apiKey) => client({ apiKey }));
  await driveAccess(owner, vault.id, agent_id);
  expect((await data(owner.access.listEverywhere())).policies.length).toBeGreaterThanOrEqual(0);
  await driveEnrolments(owner, (apiKey) => client({ apiKey }), email);
  await driveDecisions(owner, (apiKey) => client({ apiKey }), vault.id);
  await driveSecretRequests(owner, (apiKey) => client({ apiKey }), vault.id);
  await driveSharing(owner, (apiKey) => client({ apiKey }), vault.id);
  await driveWebhooks(owner);
  await driveMailAndJobs(owner);
  await driveOrganization(owner, client);
  await driveAdmin(owner);
  expect((await data(owner.audit.query({ action: "vault.create" }))).count).toBeGreaterThan(0);
  expect((await all(owner.audit.queryAll({ limit: 5 }))).length).toBeGreaterThan(5);
  await driveLog(owner);
  expect((await data(anon.health.check())).status).toBe("healthy");
  expect((await data(anon.health.hsm())).provider).toBe("local");
  expect((await data(anon.auth.jwtPublicKey())).alg).toBe("EdDSA");
  expect((await data(anon.auth.jwks())).keys).toHaveLength(1);
  expect(await data(owner.agents.delete(agent_id))).toBeNull();
  expect(await data(owner.vault.delete(vault.id))).toBeNull();
  const new_password = goodPassword();
  expect(await data(owner.auth.changePassword({ current_password: password, new_password }))).toBeNull();
  expect(await data(owner.auth.logout())).toBeNull();
  expect((await owner.auth.getMe()).error?.code).toBe("authentication_required");
  await data(owner.auth.login({ email, password: new_password }));
  expect(await data(owner.auth.deleteMe({ confirmation: "DELETE MY ACCOUNT" }))).toBeNull();

  const missing = ENDPOINTS.map(({ id }) => id).filter((id) => !reached.has(id) && !ALIASES.includes(id));
  expect(missing).toEqual([]);
  expect([...methods].filter((method) => !called.has(method))).toEqual([]);
});

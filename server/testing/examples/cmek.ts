// Vaults whose client encrypts, and calls on them that succeed.
import { randomUUID } from "node:crypto";
import { cmek } from "#sdk";
import { expectStatus, put, type TestApi, vault } from "../test-api.ts";
import { byOwner, type Call, inVault, type Make, type World } from "../world.ts";

/** A client's key with its fingerprint. */
export type ClientKey = { bytes: Uint8Array; fingerprint: string };

export async function clientKey(): Promise<ClientKey> {
  const bytes = cmek.generateKey();
  return { bytes, fingerprint: await cmek.fingerprint(bytes) };
}

/** A vault that takes values under `key` alone. */
export async function cmekVault(api: TestApi, token: string, key: ClientKey): Promise<string> {
  const vault_id = await vault(api, token, "Encrypted");
  const body = { fingerprint: key.fingerprint };
  expectStatus(await api.ask("POST", `/v1/vaults/${vault_id}/cmek`, { token, body }), 200);
  return vault_id;
}

/** A vault under a client's key with one value in it. */
async function filled(w: World) {
  const { token } = w.owner;
  const [key, next] = await Promise.all([clientKey(), clientKey()]);
  const vault_id = await cmekVault(w.api, token, key);
  await put(w.api, token, vault_id, "keys/one", await cmek.seal(key.bytes, "one"));
  return { token, vault_id, key, next };
}

/** An open rotation in such a vault. */
async function rotating(w: World) {
  const { token, vault_id, key, next } = await filled(w);
  const job = expectStatus(
    await w.api.ask<{ id: string }>("POST", `/v1/vaults/${vault_id}/cmek-rotations`, {
      token,
      body: { new_fingerprint: next.fingerprint },
    }),
    201,
  );
  return { call: { token, params: { vault_id, job_id: job.id } }, key, next };
}

async function reencrypted(w: World): Promise<Call> {
  const { call, next } = await rotating(w);
  const value = await cmek.seal(next.bytes, "one");
  return { ...call, body: { entries: [{ path: "keys/one", version: 1, value }] } };
}

async function done(w: World): Promise<Call> {
  const { body, ...call } = await reencrypted(w);
  const { vault_id, job_id } = call.params ?? {};
  const url = `/v1/vaults/${vault_id}/cmek-rotations/${job_id}/secrets`;
  expectStatus(await w.api.ask("POST", url, { token: w.owner.token, body }), 200);
  return call;
}

export const examples: Record<string, Make> = {
  enableCmek: async (w) => ({
    ...byOwner(w),
    params: { vault_id: await vault(w.api, w.owner.token, "To be encrypted") },
    body: { fingerprint: (await clientKey()).fingerprint },
  }),
  disableCmek: async (w) => {
    const { token, vault_id } = await filled(w);
    return { token, params: { vault_id } };
  },
  listCmekVersions: async (w) => ({
    ...inVault(w),
    query: `?fingerprint=${(await clientKey()).fingerprint}&limit=10`,
  }),
  rotateCmek: async (w) => {
    const { token, vault_id, key, next } = await filled(w);
    return {
      token,
      params: { vault_id },
      headers: {
        "x-cmek-old-key": cmek.toBase64(key.bytes),
        "x-cmek-new-key": cmek.toBase64(next.bytes),
      },
      body: { new_fingerprint: next.fingerprint },
    };
  },
  getCmekRotationJob: async (w) => (await rotating(w)).call,
  startCmekRotation: async (w) => {
    const { token, vault_id, key, next } = await filled(w);
    const body = { old_fingerprint: key.fingerprint, new_fingerprint: next.fingerprint };
    return { token, params: { vault_id }, body };
  },
  listCmekRotationSecrets: async (w) => ({ ...(await rotating(w)).call, query: "?limit=10" }),
  putCmekRotationSecrets: reencrypted,
  completeCmekRotation: done,
  abandonCmekRotation: async (w) => (await rotating(w)).call,
  enableMpc: async (w) => ({
    ...byOwner(w),
    params: { vault_id: await vault(w.api, w.owner.token, `Split ${randomUUID()}`) },
    body: { mpc_custody: "2-of-2" },
  }),
};

export const ids = async (w: World) => ({ job_id: (await rotating(w)).call.params.job_id });

import { randomBytes } from "node:crypto";
import { agent, agentToken, expectStatus } from "../test-api.ts";
import { byOwner, type Call, type Make, type World } from "../world.ts";

type Fields = Record<string, unknown>;

/** Examples are made more often in a minute than an organization may share. */
async function unlimited({ api, owner }: World): Promise<void> {
  await api.runtime.rateLimits.reset("shares", owner.org_id);
  await api.runtime.rateLimits.reset("sealed_shares", owner.org_id);
}

async function share(w: World, fields: Fields = { recipient_type: "anyone_with_link" }): Promise<string> {
  await unlimited(w);
  const url = `/v1/secrets/${w.secret_id}/share`;
  return expectStatus(
    await w.api.ask<{ id: string }>("POST", url, { token: w.owner.token, body: fields }),
    201,
  ).id;
}

const ciphertext = () => Buffer.concat([Buffer.of(1), randomBytes(60)]).toString("base64");

async function sealed(w: World): Promise<string> {
  await unlimited(w);
  const body = { ciphertext: ciphertext() };
  const made = await w.api.ask<{ id: string }>("POST", "/v1/sealed-shares", { token: w.owner.token, body });
  return expectStatus(made, 201).id;
}

const onShare = async (w: World): Promise<Call> => ({ params: { share_id: await share(w) } });
const onOwnShare = async (w: World): Promise<Call> => ({ ...(await onShare(w)), token: w.owner.token });

const withPassphrase: Make = async (w) => {
  const passphrase = "correct horse";
  const share_id = await share(w, { recipient_type: "anyone_with_link", passphrase });
  return { params: { share_id }, body: { passphrase } };
};

const onInbound: Make = async (w) => {
  const bot = await agent(w.api, w.owner.token);
  const share_id = await share(w, { recipient_type: "agent", recipient_id: bot.id });
  return { token: await agentToken(w.api, bot), params: { share_id } };
};

export const examples: Record<string, Make> = {
  createShare: async (w) => {
    await unlimited(w);
    return {
      token: w.owner.token,
      params: { secret_id: w.secret_id },
      body: {
        recipient_type: "external_email",
        email: "grace@example.com",
        permissions: ["read"],
        max_access_count: 3,
        passphrase: "correct horse",
        ip_allowlist: ["203.0.113.0/24"],
      },
    };
  },
  accessShare: onShare,
  openShare: withPassphrase,
  getSharedSecret: onShare,
  accessSharedSecret: withPassphrase,
  revokeShare: onOwnShare,
  deleteShare: onOwnShare,
  listOutboundShares: byOwner,
  listInboundShares: byOwner,
  acceptShare: onInbound,
  declineShare: onInbound,
  createSealedShare: async (w) => {
    await unlimited(w);
    const kdf = { name: "PBKDF2-SHA256", iterations: 600_000, salt: randomBytes(16).toString("base64") };
    return { ...byOwner(w), body: { ciphertext: ciphertext(), kdf, max_access_count: 2 } };
  },
  openSealedShare: async (w) => ({ params: { sealed_share_id: await sealed(w) } }),
  listSealedShares: byOwner,
  revokeSealedShare: async (w) => ({ ...byOwner(w), params: { sealed_share_id: await sealed(w) } }),
};

export const ids = async (w: World) => ({ share_id: await share(w), sealed_share_id: await sealed(w) });

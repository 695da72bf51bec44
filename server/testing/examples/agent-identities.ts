import { expectStatus } from "../test-api.ts";
import { byOwner, type Make, onFreshAgent, type World } from "../world.ts";

/** The token of a request for enrolment that any person may decide. */
async function enrolmentToken(w: World): Promise<string> {
  const body = { name: "ci-bot", description: "Deploys the shop" };
  const { approval_url } = expectStatus(
    await w.api.ask<{ approval_url: string }>("POST", "/v1/agents/enroll", { body }),
    201,
  );
  return new URL(approval_url).searchParams.get("token") ?? "";
}

const decision: Make = async (w) => ({ ...byOwner(w), body: { token: await enrolmentToken(w) } });

export const examples: Record<string, Make> = {
  rotateAgentIdentityKeys: onFreshAgent,
  addAgentSmartAccount: async (w) => ({
    ...(await onFreshAgent(w)),
    body: {
      chain: "base",
      chain_id: 8453,
      safe_address: "0x52908400098527886E0F7030069857D2E4169EE7",
      nonce: "0",
      init_data: { owners: ["0x52908400098527886E0F7030069857D2E4169EE7"], threshold: 1 },
    },
  }),
  // Without an address, of which one request is taken in ten minutes.
  enrollAgent: () => ({ body: { name: "ci-bot", description: "Deploys the shop" } }),
  listEnrolments: byOwner,
  lookupEnrolment: decision,
  approveEnrolment: decision,
  denyEnrolment: decision,
};

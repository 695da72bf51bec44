// Agents: identities of programs, each with a key of its own.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listAgents"]["parameters"]["query"]>;

/** `client.agents` */
export function agentsResource(http: Http) {
  const list = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/agents", { query }, options);
  const addSmartAccount = (
    agent_id: string,
    account: Schemas["AddSmartAccountRequest"],
    options?: CallOptions,
  ) =>
    http.request(
      "post",
      "/v1/agents/{agent_id}/smart-accounts",
      { params: { agent_id }, body: account },
      options,
    );
  return {
    /** Registers an agent; its API key is shown this once. */
    create: (agent: Schemas["CreateAgentRequest"], options?: CallOptions) =>
      http.request("post", "/v1/agents", { body: agent }, options),

    get: (agent_id: string, options?: CallOptions) =>
      http.request("get", "/v1/agents/{agent_id}", { params: { agent_id } }, options),

    /** The agent that this client acts as. */
    getSelf: (options?: CallOptions) => http.request("get", "/v1/agents/me", {}, options),

    /** One page of the organization's agents; `meta.next_cursor` leads to the next. */
    list,

    /** Every agent of the organization. @throws OneclawError when a page cannot be fetched */
    listAll: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => list({ ...query, cursor }, options),
        (page) => page.agents,
      ),

    /** Changes an agent; what is left out stays. `is_active: false` refuses it at once. */
    update: (agent_id: string, changes: Schemas["UpdateAgentRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/agents/{agent_id}", { params: { agent_id }, body: changes }, options),

    /** Gives the agent a new key, shown this once; the old one is dead at once. */
    rotateKey: (agent_id: string, options?: CallOptions) =>
      http.request("post", "/v1/agents/{agent_id}/rotate-key", { params: { agent_id } }, options),

    /** Gives the agent new SSH and ECDH keys; the old private keys cannot be read any more. */
    rotateIdentityKeys: (agent_id: string, options?: CallOptions) =>
      http.request("post", "/v1/agents/{agent_id}/rotate-identity-keys", { params: { agent_id } }, options),

    /** Notes the agent's smart account on a chain, in the place of the one before. */
    addSmartAccount,

    /** `addSmartAccount` under the name that existing callers use. */
    createSmartAccount: addSmartAccount,

    /** Asks to become an agent, without being signed in; a person decides, and gets the key. */
    enroll: (request: Schemas["EnrollAgentRequest"], options?: CallOptions) =>
      http.open("post", "/v1/agents/enroll", { body: request }, options),

    /** Deletes an agent with its policies and private identity keys. */
    delete: (agent_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/agents/{agent_id}", { params: { agent_id } }, options),
  };
}

// HTTP declarations of agents. Agents themselves reach only their own profile here.
import {
  AddSmartAccountRequest,
  AgentCreatedResponse,
  AgentKeyRotatedResponse,
  AgentListQuery,
  AgentListResponse,
  AgentParams,
  AgentResponse,
  AgentSelfResponse,
  CreateAgentRequest,
  UpdateAgentRequest,
} from "#lib/schemas/agents.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { addSmartAccount, rotateIdentityKeys } from "./identities.ts";
import {
  changeAgent,
  createAgent as create,
  listAgents as list,
  readAgent,
  readSelf,
  deleteAgent as remove,
  rotateKey,
} from "./service.ts";

const shared = { tag: "Agents", access: ["user"], limit: "default", account: true } as const;

export const createAgent = endpoint({
  ...shared,
  id: "createAgent",
  method: "post",
  path: "/v1/agents",
  summary: "Register an agent; its API key is shown this once",
  audit: "agent.register",
  body: CreateAgentRequest,
  status: 201,
  response: AgentCreatedResponse,
  problems: ["scope_insufficient", "kms_unavailable", "resource_limit_exceeded"],
  handler: (ctx, { body }) => create(ctx, body),
});

export const listAgents = endpoint({
  ...shared,
  id: "listAgents",
  method: "get",
  path: "/v1/agents",
  summary: "List your organization's agents",
  audit: none("shows no key"),
  query: AgentListQuery,
  status: 200,
  response: AgentListResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { query }) => list(ctx, query),
});

export const getAgentSelf = endpoint({
  ...shared,
  access: ["agent"],
  id: "getAgentSelf",
  method: "get",
  path: "/v1/agents/me",
  summary: "Show the calling agent to itself",
  audit: none("the caller's own profile"),
  status: 200,
  response: AgentSelfResponse,
  problems: ["principal_not_allowed"],
  handler: (ctx) => readSelf(ctx),
});

export const getAgent = endpoint({
  ...shared,
  id: "getAgent",
  method: "get",
  path: "/v1/agents/{agent_id}",
  summary: "Show an agent",
  audit: none("shows no key"),
  params: AgentParams,
  status: 200,
  response: AgentResponse,
  problems: ["scope_insufficient", "agent_not_found"],
  handler: (ctx, { params }) => readAgent(ctx, params.agent_id),
});

const change = {
  ...shared,
  path: "/v1/agents/{agent_id}",
  audit: "agent.update",
  params: AgentParams,
  body: UpdateAgentRequest,
  status: 200,
  response: AgentResponse,
  problems: ["scope_insufficient", "role_insufficient", "agent_not_found"],
} as const;

export const updateAgent = endpoint({
  ...change,
  id: "updateAgent",
  method: "patch",
  summary: "Change or deactivate an agent",
  handler: (ctx, { params, body }) => changeAgent(ctx, params.agent_id, body),
});

export const replaceAgent = endpoint({
  ...change,
  id: "replaceAgent",
  method: "put",
  summary: "Alias of PATCH",
  handler: (ctx, { params, body }) => changeAgent(ctx, params.agent_id, body),
});

export const rotateAgentKey = endpoint({
  ...shared,
  id: "rotateAgentKey",
  method: "post",
  path: "/v1/agents/{agent_id}/rotate-key",
  summary: "Give the agent a new API key; the old one is dead at once",
  audit: "agent.rotate_key",
  params: AgentParams,
  status: 200,
  response: AgentKeyRotatedResponse,
  problems: ["scope_insufficient", "role_insufficient", "agent_not_found", "agent_keyless"],
  handler: (ctx, { params }) => rotateKey(ctx, params.agent_id),
});

export const rotateAgentIdentityKeys = endpoint({
  ...shared,
  id: "rotateAgentIdentityKeys",
  method: "post",
  path: "/v1/agents/{agent_id}/rotate-identity-keys",
  summary: "Give the agent new SSH and ECDH keys; the old private keys cannot be read any more",
  audit: "agent.rotate_identity_keys",
  params: AgentParams,
  status: 200,
  response: AgentResponse,
  problems: ["scope_insufficient", "role_insufficient", "agent_not_found", "kms_unavailable"],
  handler: (ctx, { params }) => rotateIdentityKeys(ctx, params.agent_id),
});

export const addAgentSmartAccount = endpoint({
  ...shared,
  id: "addAgentSmartAccount",
  method: "post",
  path: "/v1/agents/{agent_id}/smart-accounts",
  summary: "Note the agent's smart account on a chain, in the place of the one before",
  audit: "agent.smart_account",
  params: AgentParams,
  body: AddSmartAccountRequest,
  status: 200,
  response: AgentResponse,
  problems: ["scope_insufficient", "role_insufficient", "agent_not_found"],
  handler: (ctx, { params, body }) => addSmartAccount(ctx, params.agent_id, body),
});

export const deleteAgent = endpoint({
  ...shared,
  id: "deleteAgent",
  method: "delete",
  path: "/v1/agents/{agent_id}",
  summary: "Delete an agent with its policies and private identity keys",
  audit: "agent.delete",
  params: AgentParams,
  status: 204,
  problems: ["scope_insufficient", "role_insufficient", "agent_not_found"],
  handler: (ctx, { params }) => remove(ctx, params.agent_id),
});

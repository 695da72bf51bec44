// The wire contract of agents: identities of programs, with an API key, ceilings and identity keys.
import { z } from "zod";
import { FutureTimestamp, line, Metadata, PageQuery, paragraph, Timestamp, Uuid } from "./fields.ts";

const Scopes = z.array(line(1024)).max(100).meta({
  description:
    "Path patterns among them are a ceiling over every policy; other words are labels without effect",
});
const VaultIds = z
  .array(Uuid)
  .max(100)
  .meta({ description: "The agent reaches no vault but these; an empty list means none" });
const TokenTtl = z.int().min(60).max(86_400).meta({ description: "Life of the agent's tokens in seconds" });
const EthAmount = z.string().regex(/^\d{1,12}(\.\d{1,18})?$/, "must be a decimal amount of ETH such as 0.05");
const Fingerprint = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "must be a SHA-256 fingerprint in hex (64 characters)")
  .toLowerCase();

const identity = {
  client_cert_fingerprint: Fingerprint.optional().meta({
    description: "`mtls`: SHA-256 of the client certificate's DER form, in hex",
  }),
  oidc_issuer: z
    .url({ protocol: /^https?$/ })
    .max(512)
    .refine((url) => /^[\x21-\x7e]*$/.test(url), "must be printable ASCII, everything else percent-encoded")
    .optional()
    .meta({ description: "`oidc_client_credentials`: `iss` of the agent's tokens, letter by letter" }),
  oidc_client_id: line(256).optional().meta({
    description:
      "`oidc_client_credentials`: `azp`, else `client_id`, else `sub` of the agent's tokens, letter by letter",
  }),
};

const changeable = {
  ...identity,
  scopes: Scopes.optional(),
  expires_at: FutureTimestamp.nullish(),
  intents_api_enabled: z.boolean().optional(),
  tx_to_allowlist: z.array(line(64)).max(1000).optional(),
  tx_max_value_eth: EthAmount.nullish(),
  tx_daily_limit_eth: EthAmount.nullish(),
  tx_allowed_chains: z.array(line(64)).max(100).optional(),
  token_ttl_seconds: TokenTtl.nullish(),
  vault_ids: VaultIds.nullish(),
  shroud_enabled: z.boolean().optional(),
  shroud_config: Metadata.optional(),
};

export const CreateAgentRequest = z
  .object({
    name: line(100),
    description: paragraph(1000).optional(),
    auth_method: z.enum(["api_key", "mtls", "oidc_client_credentials"]).default("api_key"),
    ...changeable,
  })
  .meta({ id: "CreateAgentRequest" });

export const UpdateAgentRequest = z
  .object({
    name: line(100).optional(),
    description: paragraph(1000).optional(),
    is_active: z
      .boolean()
      .optional()
      .meta({ description: "false refuses the agent at once; true lets it back in" }),
    ...changeable,
  })
  .meta({ id: "UpdateAgentRequest" });

const shown = {
  id: Uuid,
  name: z.string(),
  description: z.string(),
  scopes: z.array(z.string()),
  is_active: z.boolean(),
  intents_api_enabled: z.boolean(),
  shroud_enabled: z.boolean(),
  shroud_config: z.record(z.string(), z.unknown()).optional(),
  ssh_public_key: z.string().optional().meta({ description: "Ed25519, 32 bytes in base64" }),
  ecdh_public_key: z
    .string()
    .optional()
    .meta({ description: "P-256, SEC1 uncompressed, 65 bytes in base64" }),
  created_at: Timestamp,
  expires_at: Timestamp.optional(),
  last_active_at: Timestamp.optional(),
};

export const AgentSmartAccountResponse = z
  .object({
    id: Uuid,
    chain: z.string(),
    chain_id: z.int(),
    safe_address: z.string(),
    nonce: z.string().optional(),
    init_data: z.record(z.string(), z.unknown()).optional(),
    created_at: Timestamp,
  })
  .meta({ id: "AgentSmartAccountResponse" });

export const AddSmartAccountRequest = z
  .object({
    chain: line(64),
    chain_id: z.int().min(1),
    safe_address: z
      .string()
      .regex(/^0x[0-9a-fA-F]{40}$/, "must be an address: 0x and 40 hex digits")
      .meta({ example: "0x52908400098527886E0F7030069857D2E4169EE7" }),
    nonce: line(128).optional(),
    init_data: Metadata.optional(),
  })
  .meta({ id: "AddSmartAccountRequest" });

export const AgentResponse = z
  .object({
    ...shown,
    auth_method: z.enum(["api_key", "mtls", "oidc_client_credentials"]),
    tx_to_allowlist: z.array(z.string()).optional(),
    tx_max_value_eth: z.string().optional(),
    tx_daily_limit_eth: z.string().optional(),
    tx_allowed_chains: z.array(z.string()).optional(),
    token_ttl_seconds: z.int().optional(),
    vault_ids: z.array(Uuid).optional(),
    client_cert_fingerprint: z.string().optional(),
    oidc_issuer: z.string().optional(),
    oidc_client_id: z.string().optional(),
    smart_accounts: z
      .array(AgentSmartAccountResponse)
      .optional()
      .meta({ description: "One on each chain, when there are any" }),
  })
  .meta({ id: "AgentResponse" });

export const AgentSelfResponse = z
  .object({ ...shown, org_id: Uuid, created_by: Uuid })
  .meta({ id: "AgentSelfResponse" });

export const AgentCreatedResponse = z
  .object({
    agent: AgentResponse,
    api_key: z.string().optional().meta({ description: "The key itself, shown this once" }),
  })
  .meta({ id: "AgentCreatedResponse" });

export const AgentListResponse = z
  .object({ agents: z.array(AgentResponse) })
  .meta({ id: "AgentListResponse" });

export const AgentKeyRotatedResponse = z
  .object({ api_key: z.string().meta({ description: "The new key, shown this once; the old one is dead" }) })
  .meta({ id: "AgentKeyRotatedResponse" });

export const AgentParams = z.object({ agent_id: Uuid });
export const AgentListQuery = z.object(PageQuery);

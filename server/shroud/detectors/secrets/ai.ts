// Models, the tools around them, and the services agents search with.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const MODELS = "whoever holds it spends the account's credit and reads what was sent with it";

const models: Format[] = [
  [
    "openai-api-key",
    "an OpenAI API key",
    ["t3blbkfj", "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-none-"],
    "sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})",
    { severity: "critical" },
  ],
  [
    "anthropic-api-key",
    "an Anthropic API key",
    "sk-ant-",
    "sk-ant-[a-z]{2,6}\\d{2}-[A-Za-z0-9_-]{60,120}",
    { severity: "critical" },
  ],
  ["openrouter-key", "an OpenRouter key", "sk-or-v1-", "sk-or-v1-[0-9a-f]{64}"],
  [
    "sk-api-key",
    "an API key of the form many model providers use",
    ["sk-"],
    "sk-[A-Za-z0-9]{32,64}",
    { accepts: (token) => /\d/.test(token) && !token.includes("T3BlbkFJ") },
  ],
  [
    "hugging-face-token",
    "a Hugging Face token",
    ["hf_", "api_org_"],
    "(?:hf_[A-Za-z]{34}|api_org_[A-Za-z]{34})",
  ],
  ["groq-api-key", "a Groq API key", "gsk_", "gsk_[A-Za-z0-9]{48,56}"],
  ["replicate-token", "a Replicate token", "r8_", "r8_[A-Za-z0-9_-]{37,45}"],
  ["perplexity-key", "a Perplexity key", "pplx-", "pplx-[A-Za-z0-9]{40,56}"],
  ["xai-key", "an xAI key", "xai-", "xai-[A-Za-z0-9_]{70,90}"],
  ["together-key", "a Together AI key", "tgp_v1_", "tgp_v1_[A-Za-z0-9_-]{40,50}"],
  [
    "fireworks-key",
    "a Fireworks key",
    "fw_",
    "fw_[A-Za-z0-9]{22,26}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  ["anyscale-key", "an Anyscale key", "esecret_", "esecret_[A-Za-z0-9]{24,40}"],
  ["cerebras-key", "a Cerebras key", "csk-", "csk-[a-z0-9]{48}"],
  ["nvidia-key", "an NVIDIA API key", "nvapi-", "nvapi-[A-Za-z0-9_-]{60,72}"],
  [
    "voyage-key",
    "a Voyage AI key",
    "pa-",
    "pa-[A-Za-z0-9_-]{43}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  ["jina-key", "a Jina AI key", "jina_", "jina_[A-Za-z0-9]{50,64}"],
  ["elevenlabs-key", "an ElevenLabs key", "sk_", "sk_[0-9a-f]{48}"],
  ["friendli-token", "a Friendli token", "flp_", "flp_[A-Za-z0-9]{40,60}"],
  ["llamacloud-key", "a LlamaCloud key", "llx-", "llx-[A-Za-z0-9]{40,56}"],
  ["runpod-key", "a RunPod key", "rpa_", "rpa_[A-Za-z0-9]{40,50}"],
  [
    "modal-token",
    "a Modal token",
    ["ak-", "as-"],
    "a[ks]-[A-Za-z0-9]{22}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) && /[a-z]/.test(token) },
  ],
  ["runway-key", "a Runway key", "key_", "key_[0-9a-f]{128}"],
  ["retell-key", "a Retell or Cursor key", ["key_", "crsr_"], "(?:key_[0-9a-f]{28,64}|crsr_[0-9a-f]{64})"],
  ["zhipu-key", "a Zhipu AI key", ["zhipu", "glm", "bigmodel", "zai_"], "[0-9a-f]{32}\\.[A-Za-z0-9]{16}"],
  ["fal-key", "a fal.ai key", "fal", `${UUID}:[0-9a-f]{32}`],
  ["google-ai-key", "a Google AI key of the newer kind", "aq.", "AQ\\.[A-Za-z0-9_-]{40,60}"],
];

const tools: Format[] = [
  [
    "langsmith-key",
    "a LangSmith key",
    ["lsv2_", "ls__"],
    "(?:lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}|ls__[0-9a-f]{32})",
  ],
  ["langfuse-key", "a Langfuse key", ["sk-lf-", "pk-lf-"], `[sp]k-lf-${UUID}`],
  [
    "helicone-key",
    "a Helicone key",
    "sk-helicone-",
    "sk-helicone-(?:[a-z]{2}-)?[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}",
  ],
  ["wandb-key", "a Weights & Biases key", "wandb_v1_", "wandb_v1_[A-Za-z0-9_-]{60,100}"],
  ["pinecone-key", "a Pinecone key", "pcsk_", "pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}"],
  ["e2b-key", "an E2B key", "e2b_", "e2b_[0-9a-f]{40}"],
  [
    "letta-key",
    "a Letta or Mem0 key",
    ["sk-let-", "m0-"],
    "(?:sk-let-[A-Za-z0-9+/=]{40,140}|m0-[A-Za-z0-9]{40})",
    { bare: true },
  ],
  ["tavily-key", "a Tavily key", "tvly-", "tvly-(?:dev-|prod-)?[A-Za-z0-9-]{28,48}"],
  ["firecrawl-key", "a Firecrawl key", "fc-", "fc-[0-9a-f]{32}"],
  ["apify-token", "an Apify token", "apify_api_", "apify_api_[A-Za-z0-9]{34,40}"],
  [
    "brave-search-key",
    "a Brave Search key",
    "bsa",
    "BSA[A-Za-z0-9_-]{20,32}",
    { accepts: (token) => /\d/.test(token) && /[a-z]/.test(token) && /[A-Z]/.test(token.slice(3)) },
  ],
  [
    "kagi-token",
    "a Kagi session or API token",
    "kagi",
    "(?<secret>[A-Za-z0-9_-]{12,24}\\.[A-Za-z0-9_-]{43})",
    { accepts: (token) => /\d/.test(token) },
  ],
  [
    "composio-key",
    "a Composio key",
    "ak_",
    "ak_[A-Za-z0-9_-]{20}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  [
    "braintrust-key",
    "a Braintrust key",
    "sk-",
    "sk-[A-Za-z0-9]{48}",
    { accepts: (token) => /\d/.test(token) && !token.includes("T3BlbkFJ") },
  ],
  ["rapidapi-key", "a RapidAPI key", "msh", "[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{5}jsn[0-9a-f]{12}"],
];

export const AI_RULES: readonly Rule[] = [
  ...rulesFrom("high", MODELS, models),
  ...rulesFrom("high", MODELS, tools),
];

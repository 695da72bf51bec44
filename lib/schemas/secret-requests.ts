// The wire contract of secret requests: an agent asks its people for a value that it may use but must not see come about.
import { z } from "zod";
import { line, PageQuery, SecretPath, Timestamp, Uuid } from "./fields.ts";
import { PutSecretRequest, SecretCreatedResponse, SecretType } from "./secrets.ts";

/** Plain words of at most 500 characters; line breaks become blanks, so that nobody can draw with them. */
const Words = z
  .string()
  .overwrite((text) => text.replaceAll(/[\s\u2028\u2029]+/g, " "))
  .pipe(line(500));

export const CreateSecretRequestRequest = z
  .object({
    path: SecretPath,
    type: SecretType.optional().meta({ description: "What kind of value is wanted" }),
    reason: Words.meta({
      type: "string",
      description: "What the value is for, in plain words of 500 characters at most; people read it",
    }),
    expires_in_seconds: z
      .int()
      .min(300)
      .max(604_800)
      .default(86_400)
      .meta({ description: "How long people have to answer: 5 minutes to 7 days" }),
  })
  .meta({ id: "CreateSecretRequestRequest" });

export const SecretRequestParams = z.object({ secret_request_id: Uuid });

const Status = z.enum(["pending", "fulfilled", "declined", "withdrawn", "expired"]);

const AskingAgent = z.object({
  id: Uuid,
  name: z.string(),
  is_active: z.boolean(),
  created_by_name: z.string().optional().meta({ description: "Who registered the agent, where known" }),
  can_read: z.boolean().optional().meta({
    description: "Whether a policy lets it read this path now; conditions are not judged. Left out in lists",
  }),
});

export const SecretRequestResponse = z
  .object({
    id: Uuid,
    vault_id: Uuid,
    path: z.string(),
    type: z.string().optional(),
    reason: z.string().meta({ description: "The agent's own words; nobody has checked them" }),
    status: Status,
    url: z
      .url()
      .meta({ description: "The page where a signed-in person answers; it opens nothing by itself" }),
    created_at: Timestamp,
    expires_at: Timestamp,
    decided_at: Timestamp.optional(),
    decline_reason: z.string().optional().meta({ description: "The words of whoever declined" }),
    vault_name: z.string().optional().meta({ description: "For people only, as all that follows" }),
    agent: AskingAgent.optional(),
    decided_by_name: z.string().optional().meta({ description: "Who answered, where known" }),
    can_fulfil: z
      .boolean()
      .optional()
      .meta({ description: "Whether you may write this path now. Left out in lists" }),
    existing_version: z.int().optional().meta({
      description: "The version that is there already, for those who may read the path. Left out in lists",
    }),
  })
  .meta({ id: "SecretRequestResponse" });

export const SecretRequestListQuery = z.object({
  ...PageQuery,
  status: z
    .enum([...Status.options, "decided"])
    .default("pending")
    .meta({
      description:
        "`decided`: everything that is not pending. Pending ones come oldest first, all others newest first",
    }),
});

export const SecretRequestListResponse = z
  .object({ secret_requests: z.array(SecretRequestResponse) })
  .meta({ id: "SecretRequestListResponse" });

export const FulfilSecretRequestRequest = PutSecretRequest.pick({
  value: true,
  metadata: true,
  expires_at: true,
  max_access_count: true,
})
  .extend({
    type: SecretType.optional().meta({ description: "What the agent asked for when left out" }),
  })
  .meta({ id: "FulfilSecretRequestRequest" });

export const SecretRequestFulfilledResponse = z
  .object({ request: SecretRequestResponse, secret: SecretCreatedResponse })
  .meta({ id: "SecretRequestFulfilledResponse" });

export const DeclineSecretRequestRequest = z
  .object({
    reason: Words.optional().meta({
      type: "string",
      description: "Shown to the agent, 500 characters at most",
    }),
  })
  .meta({ id: "DeclineSecretRequestRequest" });

// The wire contract of self-enrolment: a program asks to become an agent, a person decides.
import { z } from "zod";
import { AgentResponse } from "./agents.ts";
import { Credential, Email, line, PageQuery, paragraph, Timestamp, Uuid } from "./fields.ts";

export const EnrollAgentRequest = z
  .object({
    name: line(100),
    human_email: Email.optional().meta({
      description:
        "Only the account of this address may decide then; without it anybody who has the link may",
    }),
    description: paragraph(1000).optional(),
  })
  .meta({ id: "EnrollAgentRequest" });

export const EnrollAgentResponse = z
  .object({
    agent_id: Uuid.meta({ description: "The nil UUID: there is no agent until a person approves" }),
    message: z.string(),
    approval_url: z.url().optional().meta({ description: "Where a signed-in person decides" }),
  })
  .meta({ id: "EnrollAgentResponse" });

const Token = Credential.meta({ description: "`token` of the approval link" });

export const LookupEnrolmentRequest = z.object({ token: Token }).meta({ id: "LookupEnrolmentRequest" });

export const DecideEnrolmentRequest = z
  .object({
    token: Token.optional(),
    enrolment_id: Uuid.optional().meta({
      description: "Instead of `token`, for requests that were made for the caller's own address",
    }),
  })
  .superRefine(({ token, enrolment_id }, ctx) => {
    if ((token === undefined) === (enrolment_id === undefined))
      ctx.addIssue({
        code: "custom",
        path: ["token"],
        message: "or else enrolment_id must be sent, and one of them alone",
      });
  })
  .meta({ id: "DecideEnrolmentRequest" });

export const EnrolmentResponse = z
  .object({
    id: Uuid,
    name: z.string().meta({ description: "What the program calls itself; nobody has checked it" }),
    description: z.string(),
    status: z.enum(["pending", "approved", "denied", "expired"]),
    ip: z.string().optional().meta({ description: "Where it asked from" }),
    user_agent: z.string().optional(),
    for_your_address: z
      .boolean()
      .meta({ description: "It asked for your account by its address; otherwise by its link alone" }),
    access: z.string().meta({ description: "What the agent will be able to do, in words" }),
    created_at: Timestamp,
    expires_at: Timestamp,
    decided_at: Timestamp.optional(),
  })
  .meta({ id: "EnrolmentResponse" });

export const EnrolmentListQuery = z.object({
  ...PageQuery,
  status: z.enum(["pending", "decided"]).default("pending").meta({
    description: "`decided`: approved, denied or expired within the last week, newest first",
  }),
});
export const EnrolmentListResponse = z
  .object({ enrolments: z.array(EnrolmentResponse) })
  .meta({ id: "EnrolmentListResponse" });

export const EnrolmentApprovedResponse = z
  .object({
    agent: AgentResponse,
    api_key: z
      .string()
      .optional()
      .meta({ description: "The key itself, shown this once, where it was not mailed to you" }),
    message: z.string(),
  })
  .meta({ id: "EnrolmentApprovedResponse" });

export const EnrolmentDeniedResponse = z
  .object({ message: z.string() })
  .meta({ id: "EnrolmentDeniedResponse" });

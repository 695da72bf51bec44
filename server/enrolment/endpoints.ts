// HTTP declarations of self-enrolment. Deciding is a POST by a signed-in person: what a mail scanner opens changes nothing.
import {
  DecideEnrolmentRequest,
  EnrollAgentRequest,
  EnrollAgentResponse,
  EnrolmentApprovedResponse,
  EnrolmentDeniedResponse,
  EnrolmentListQuery,
  EnrolmentListResponse,
  EnrolmentResponse,
  LookupEnrolmentRequest,
} from "#lib/schemas/enrolment.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { approve, deny, enroll, listEnrolments as list, lookUpEnrolment as lookUp } from "./service.ts";

const shared = { tag: "Enrolment", access: ["user"], limit: "default", account: true } as const;

export const enrollAgent = publicEndpoint({
  tag: "Enrolment",
  id: "enrollAgent",
  method: "post",
  path: "/v1/agents/enroll",
  summary: "Ask to become an agent; a person decides, and gets the key",
  description:
    "Always answers the same, whether or not the address has an account. One request for an address in ten minutes, ten from a network in an hour.",
  limit: "auth",
  audit: "agent.enroll",
  body: EnrollAgentRequest,
  status: 201,
  response: EnrollAgentResponse,
  problems: ["enrolment_closed", "kms_unavailable"],
  handler: (ctx, { body }) => enroll(ctx, body),
});

export const listEnrolments = endpoint({
  ...shared,
  id: "listEnrolments",
  method: "get",
  path: "/v1/enrolments",
  summary: "List the requests that wait for you, or those that were decided",
  audit: none("shows no key and no link"),
  query: EnrolmentListQuery,
  status: 200,
  response: EnrolmentListResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { query }) => list(ctx, query),
});

export const lookupEnrolment = endpoint({
  ...shared,
  id: "lookupEnrolment",
  method: "post",
  path: "/v1/enrolments/lookup",
  summary: "Show the request that a link names",
  description: "A POST, so that the link's token stands in no log. It changes nothing.",
  audit: none("shows no key"),
  body: LookupEnrolmentRequest,
  status: 200,
  response: EnrolmentResponse,
  problems: ["scope_insufficient", "enrolment_not_found"],
  handler: (ctx, { body }) => lookUp(ctx, body.token),
});

export const approveEnrolment = endpoint({
  ...shared,
  id: "approveEnrolment",
  method: "post",
  path: "/v1/enrolments/approve",
  summary: "Register the agent in your organization, without any access yet",
  audit: "agent.enroll_approve",
  body: DecideEnrolmentRequest,
  status: 200,
  response: EnrolmentApprovedResponse,
  problems: [
    "scope_insufficient",
    "enrolment_not_found",
    "enrolment_decided",
    "enrolment_expired",
    "kms_unavailable",
    "resource_limit_exceeded",
  ],
  handler: (ctx, { body }) => approve(ctx, body),
});

export const denyEnrolment = endpoint({
  ...shared,
  id: "denyEnrolment",
  method: "post",
  path: "/v1/enrolments/deny",
  summary: "Turn the request down",
  audit: "agent.enroll_deny",
  body: DecideEnrolmentRequest,
  status: 200,
  response: EnrolmentDeniedResponse,
  problems: ["scope_insufficient", "enrolment_not_found", "enrolment_decided", "enrolment_expired"],
  handler: (ctx, { body }) => deny(ctx, body),
});

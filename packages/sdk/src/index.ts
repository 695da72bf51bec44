// What the package offers.
import type { components } from "./api.ts";

export type ApiSchemas = components["schemas"];
export type { GrantOptions } from "./access.ts";
export { AgentsResource } from "./agents-resource.ts";
export type { components, operations, paths } from "./api.ts";
export { AuditKeyError } from "./audit-note.ts";
export {
  type AuditFinding,
  type AuditVerification,
  type AuditVerifyOptions,
  verifyAuditLog,
} from "./audit-verify.ts";
export { toBase64 } from "./bytes.ts";
export { createClient, type OneclawClient } from "./client.ts";
export {
  type CmekKey,
  CmekOpenError,
  cmek,
  cmekDecrypt,
  cmekEncrypt,
  cmekFingerprint,
  fromBase64,
  generateCmekKey,
} from "./cmek.ts";
export type { CmekRotation } from "./cmek-vaults.ts";
export type { Meta, OneclawResponse } from "./envelope.ts";
export {
  ApprovalRequiredError,
  AuthError,
  type ClientErrorCode,
  type ErrorType,
  NetworkError,
  NotFoundError,
  OneclawError,
  type OneclawErrorBody,
  PaymentRequiredError,
  RateLimitError,
  ResourceLimitExceededError,
  ServerError,
  unwrap,
  ValidationError,
} from "./errors.ts";
export type { CallOptions, OneclawClientConfig } from "./http.ts";
export type * from "./schema-names.ts";
export {
  createSealedShare,
  openSealedShare,
  SealedShareError,
  type SealedShareKdf,
  type SealedShareText,
} from "./sealed-share.ts";
export type { ReadOptions, SetOptions, SetSecretOptions } from "./secrets.ts";
export type { SealOptions } from "./sharing.ts";

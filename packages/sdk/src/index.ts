// What the package offers.
import type { components } from "./api.ts";

export type ApiSchemas = components["schemas"];
export type { GrantOptions } from "./access.ts";
export type { components, operations, paths } from "./api.ts";
export { AuditKeyError } from "./audit-note.ts";
export {
  type AuditFinding,
  type AuditVerification,
  type AuditVerifyOptions,
  verifyAuditLog,
} from "./audit-verify.ts";
export { createClient, type OneclawClient } from "./client.ts";
export { type CmekKey, CmekOpenError, cmek } from "./cmek.ts";
export type { CmekRotation } from "./cmek-vaults.ts";
export {
  type ErrorType,
  type Meta,
  OneclawError,
  type OneclawErrorBody,
  type OneclawResponse,
  unwrap,
} from "./envelope.ts";
export type { CallOptions, OneclawClientConfig } from "./http.ts";
export {
  createSealedShare,
  openSealedShare,
  SealedShareError,
  type SealedShareKdf,
  type SealedShareText,
} from "./sealed-share.ts";
export type { ReadOptions, SetOptions, SetSecretOptions } from "./secrets.ts";
export type { SealOptions } from "./sharing.ts";

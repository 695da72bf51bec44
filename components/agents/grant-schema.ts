import { Uuid } from "#lib/schemas/fields.ts";
import { CreatePolicyRequest } from "#lib/schemas/policies.ts";

/** A policy, and the vault that it is for. */
export const Grant = CreatePolicyRequest.extend({ vault_id: Uuid });
export type Grant = ReturnType<typeof Grant.parse>;

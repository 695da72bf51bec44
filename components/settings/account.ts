// Whose settings these are.
import type { ApiSchemas } from "#sdk";

export type Profile = ApiSchemas["UserProfileResponse"];
export type Organization = ApiSchemas["OrganizationResponse"];

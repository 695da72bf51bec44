/** What a policy can allow, and what a key or a token can be limited to. */
export const PERMISSIONS = ["read", "write", "delete", "rotate"] as const;

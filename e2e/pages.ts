// Every page, with the state that shows it best: what is looked at for accessibility, at both widths, and in pictures.
import type { Scene } from "./scene.ts";

export type PageToSee = {
  name: string;
  path(scene: Scene): string;
  /** Nobody is signed in. */
  open?: boolean;
  /** A drawer stands open over the page. */
  drawer?: boolean;
};

const at = (path: string) => () => path;

export const PAGES: PageToSee[] = [
  { name: "landing", path: at("/"), open: true },
  { name: "docs", path: at("/docs"), open: true },
  { name: "sign-in", path: at("/sign-in"), open: true },
  { name: "sign-up", path: at("/sign-up"), open: true },
  { name: "forgot-password", path: at("/forgot-password"), open: true },
  { name: "reset-password", path: at("/reset-password?token=none"), open: true },
  { name: "verify-email", path: at("/verify-email?token=none"), open: true },
  { name: "share", path: ({ share_id }) => `/share/${share_id}`, open: true },
  {
    name: "sealed-share",
    path: ({ sealed_url }) => sealed_url.slice(sealed_url.indexOf("/sealed/")),
    open: true,
  },
  { name: "welcome", path: at("/welcome") },
  { name: "dashboard", path: at("/dashboard") },
  { name: "vaults", path: at("/vaults") },
  { name: "vault", path: ({ vault_id }) => `/vaults/${vault_id}` },
  {
    name: "secret",
    path: ({ vault_id, path }) => `/vaults/${vault_id}?path=${encodeURIComponent(path)}`,
    drawer: true,
  },
  { name: "vault-policies", path: ({ vault_id }) => `/vaults/${vault_id}/policies` },
  { name: "vault-settings", path: ({ vault_id }) => `/vaults/${vault_id}/settings` },
  { name: "policies", path: at("/policies") },
  {
    name: "why",
    path: ({ vault_id, agent_id }) =>
      `/policies/why?vault=${vault_id}&principal=agent:${agent_id}&path=database/primary/password&permission=read`,
  },
  { name: "agents", path: at("/agents") },
  { name: "agent-wizard", path: at("/agents/new") },
  { name: "agent", path: ({ agent_id }) => `/agents/${agent_id}` },
  { name: "agent-access", path: ({ agent_id }) => `/agents/${agent_id}/access` },
  { name: "agent-credentials", path: ({ agent_id }) => `/agents/${agent_id}/credentials` },
  { name: "agent-activity", path: ({ agent_id }) => `/agents/${agent_id}/activity` },
  { name: "agent-settings", path: ({ agent_id }) => `/agents/${agent_id}/settings` },
  { name: "enrolments", path: at("/enrolments") },
  { name: "requests", path: at("/requests") },
  { name: "request", path: ({ request_id }) => `/requests/${request_id}` },
  { name: "sharing", path: at("/sharing") },
  { name: "sharing-outbound", path: at("/sharing/outbound") },
  { name: "audit", path: at("/audit") },
  { name: "team", path: at("/team") },
  { name: "security", path: at("/security") },
  { name: "api-keys", path: at("/api-keys") },
  { name: "webhooks", path: at("/webhooks") },
  { name: "settings", path: at("/settings") },
  { name: "operator", path: at("/operator") },
  { name: "operator-jobs", path: at("/operator/jobs") },
  { name: "operator-mail", path: at("/operator/mail") },
  { name: "operator-people", path: at("/operator/people") },
  { name: "operator-limits", path: at("/operator/limits") },
  { name: "operator-settings", path: at("/operator/settings") },
  { name: "operator-backup", path: at("/operator/backup") },
  { name: "cli-verify", path: at("/cli/verify") },
];

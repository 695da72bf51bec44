// The words of every mail, once: each template gives subject, text and HTML from typed data. Pure.
// Nothing that a stranger can choose may become markup, a link or a header.

/** Template name -> what it tells. Times are ISO 8601, links absolute and built from PUBLIC_URL. */
export type Templates = {
  welcome: { display_name: string; url: string };
  verification: { url: string; expires_at: string };
  password_reset: { url: string; expires_at: string };
  password_changed: { at: string; ip: string | null };
  signup_attempt: { url: string; ip: string | null };
  api_key_created: { name: string; key_prefix: string; at: string };
  org_invite: { organization: string; invited_by: string; role: string; url: string; expires_at: string };
  enrolment_request: {
    agent_name: string;
    description: string;
    ip: string | null;
    url: string;
    expires_at: string;
  };
  enrolment_approved: { agent_name: string; agent_id: string; api_key: string };
  share_invite: { shared_by: string; path_hint: string; url: string; expires_at: string };
  share_accessed: { secret_path: string; by: string; at: string; ip: string | null; views_left: number };
  expiring_secrets: { vault_name: string; secrets: { path: string; expires_at: string }[]; url: string };
};
export type TemplateName = keyof Templates;

export type Mail = { subject: string; text: string; html: string };

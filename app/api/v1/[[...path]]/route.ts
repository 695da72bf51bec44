// The API for hosts without the front door of server/main.ts: plain `next start`. Same app, only slower.
import { apiFetch } from "#server/session.ts";

export const dynamic = "force-dynamic";

export {
  apiFetch as DELETE,
  apiFetch as GET,
  apiFetch as HEAD,
  apiFetch as OPTIONS,
  apiFetch as PATCH,
  apiFetch as POST,
  apiFetch as PUT,
};

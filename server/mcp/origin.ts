// Keeps pages of other sites out, also those whose name was made to point at this machine (DNS rebinding).
// An address as host cannot be rebound; a name can, so only the deployment's own and the machine's own are answered.
import { isIP } from "node:net";

const LOCAL_NAMES = new Set(["localhost"]);

/** Why the Host header is not one of ours, or null. */
export function foreignHost(request: Request, public_url: string): string | null {
  const name = hostname(`http://${request.headers.get("host") ?? ""}`);
  if (name !== null && (isOwn(name, public_url) || isIP(name.replace(/^\[|\]$/g, "")) !== 0)) return null;
  return "This name is not one of the server's. Use the address in its PUBLIC_URL, or have the operator set PUBLIC_URL to this one.";
}

/** Why a browser's page may not send this, or null. Programs send no Origin. */
export function foreignOrigin(request: Request, public_url: string): string | null {
  const origin = request.headers.get("origin");
  if (origin === null || origin === new URL(public_url).origin) return null;
  const name = hostname(origin);
  const isSame =
    name !== null && LOCAL_NAMES.has(name) && URL.parse(origin)?.host === request.headers.get("host");
  return isSame ? null : "Pages of other sites may not use this endpoint.";
}

function isOwn(name: string, public_url: string): boolean {
  return LOCAL_NAMES.has(name) || name === new URL(public_url).hostname;
}

function hostname(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && parsed.hostname !== "" ? parsed.hostname.toLowerCase() : null;
}

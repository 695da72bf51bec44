// How the keys of a `.env` file and the paths of secrets stand for each other. Pure.
import { checkSecretPath } from "./secret-path.ts";

/** `STRIPE_KEY` under `app` is `app/STRIPE_KEY`; characters that a path cannot have become hyphens. */
export function pathForKey(prefix: string, key: string): string {
  const name = key.replace(/[^A-Za-z0-9_-]/g, "-").replace(/^[_-]+|[_-]+$/g, "");
  const folder = prefix.replace(/^\/+|\/+$/g, "");
  return folder === "" ? name : `${folder}/${name}`;
}

/** Why the keys cannot go under the prefix; null where they can. The empty prefix is the top of the vault. */
export function checkPrefix(prefix: string): string | null {
  const folder = prefix.replace(/^\/+|\/+$/g, "");
  return folder === "" ? null : checkSecretPath(folder);
}

/** The name of a variable for a path below a prefix: `api-keys/stripe` is `API_KEYS_STRIPE`. */
export function keyForPath(prefix: string, path: string): string {
  const rest = prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : path;
  const name = rest.replace(/[^A-Za-z0-9_]/g, "_");
  const upper = /[A-Z]/.test(name) ? name : name.toUpperCase();
  return /^[0-9]/.test(upper) ? `_${upper}` : upper;
}

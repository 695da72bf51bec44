// The version of the package, as clients and the audit log see it.
import manifest from "../package.json" with { type: "json" };

export const VERSION: string = manifest.version;

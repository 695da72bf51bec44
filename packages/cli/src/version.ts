// The version of the package, for --version and for the server's log.
import manifest from "../package.json" with { type: "json" };

export const VERSION: string = manifest.version;

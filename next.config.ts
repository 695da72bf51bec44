import type { NextConfig } from "next";

// A server that keeps secrets tells nobody that it was built.
process.env.NEXT_TELEMETRY_DISABLED = "1";

const config: NextConfig = {
  poweredByHeader: false,
  // The optimizer would fetch and decode pictures on the server; the pages bring theirs ready.
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  // Redirects for slashes are the front door's decision: an API path with one at the end is another path.
  skipTrailingSlashRedirect: true,
  // `npm run check` looks at all types of the project at once; the build would look at the same a second time.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // The development server is reached under both names of the machine itself.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
};

export default config;

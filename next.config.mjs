/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Opened by the console's own entry and reached through it; never bundled into a route.
  serverExternalPackages: ["@libsql/client", "libsql", "esbuild"],
  // Checked by `npm run verify`, with TypeScript's own fast compiler.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "16mb" } },
};

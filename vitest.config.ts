import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: `${path.resolve(import.meta.dirname)}/` }] },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", ".next/**", ".trackside/**"],
    globalSetup: "./server/testing/global-setup.ts",
    // Processes, not threads: tests kill children, change directories and open databases. Two, as on the smallest machine.
    pool: "forks",
    maxWorkers: 2,
    // A file of tests finds the modules loaded that others have used: loading them anew for each was a fifth of the time.
    isolate: false,
    testTimeout: 30_000,
    // Run by itself, a test that starts the product may have to build it first.
    hookTimeout: 180_000,
  },
});

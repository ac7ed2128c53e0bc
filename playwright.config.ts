import { defineConfig } from "@playwright/test";

const executablePath = process.env.TRACKSIDE_CHROMIUM;

export default defineConfig({
  testDir: ".",
  testMatch: ["app/**/*.e2e.ts", "components/**/*.e2e.ts"],
  testIgnore: ["**/node_modules/**", "dist/**", ".next/**", ".trackside/**"],
  outputDir: "test-results",
  globalSetup: "./server/testing/serve.ts",
  fullyParallel: true,
  workers: 2,
  // A test that fails once has found something.
  retries: 0,
  timeout: 60_000,
  // A busy machine may need longer for what comes at once on a free one.
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

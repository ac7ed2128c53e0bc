// `npm run verify`: everything that can be said about the code without running it, in seconds.
import "./node-version.mjs";
import path from "node:path";
import { ensureInstalled } from "./install.mjs";
import { failCommand, stage } from "./stages.mjs";
import { verifyChecks } from "./verify-checks.mjs";

const root = path.dirname(import.meta.dirname);

try {
  await stage("install", (say) => ensureInstalled(root, say));
  const { passed, failed } = await verifyChecks(root);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  failCommand(error);
}

// The fast checks: what they are, and a runner that `npm run verify` and `npm test` share.
import os from "node:os";
import path from "node:path";
import { packageBin, runNode, excerpt } from "./run-command.mjs";
import { printStage } from "./stages.mjs";

const timeoutMs = 5 * 60_000;

// Longest first, so that the last to end is not one that began late.
const checks = {
  lint: ["oxlint", "--type-aware", "--deny-warnings"],
  types: ["typescript", "--noEmit"],
  unused: ["knip", "--no-progress", "--no-config-hints"],
  format: ["oxfmt", "--check", "."],
  floors: ["scripts/check-floors.mjs"],
  lockfile: ["scripts/complete-lockfile.mjs", "--check"],
};

const bins = { typescript: "tsc" };

/**
 * Runs all checks, as many at once as there are cores, and prints each with its time and, if it failed, what it said.
 * Returns { passed, failed }, each check counting as one.
 */
export async function verifyChecks(root) {
  const result = { passed: 0, failed: 0 };
  // Next writes the types of the routes, which both linter and compiler read.
  const routes = await runTool(root, ["next", "typegen"]);
  if (routes.code !== 0) console.log(`\n${excerpt(routes.output)}\n`);
  const queue = Object.entries(checks);
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, command] = next;
      const begun = performance.now();
      const { code, output, timedOut } = await runTool(root, command);
      result[code === 0 ? "passed" : "failed"]++;
      printStage(
        name,
        code === 0 ? "passed" : timedOut ? "FAILED: took more than 5 minutes" : "FAILED",
        performance.now() - begun,
      );
      if (code !== 0) console.log(`\n${excerpt(output, 200)}\n`);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return result;
}

function runTool(root, [tool, ...args]) {
  const script = tool.endsWith(".mjs") ? path.join(root, tool) : packageBin(root, tool, bins[tool]);
  return runNode(script, args, { cwd: root, timeoutMs, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
}

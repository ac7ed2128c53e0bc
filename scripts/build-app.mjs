// Builds the pages with Next. Nothing is fetched: fonts are local, telemetry is off.
import path from "node:path";
import { packageBin, runNode } from "./run-command.mjs";
import { StageFailure } from "./stages.mjs";

const timeoutMs = 15 * 60_000;

export async function buildApp(root, { quiet = true } = {}) {
  // A NODE_ENV of the user's shell would make Next build something that is neither development nor production.
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const result = await runNode(packageBin(root, "next"), ["build"], { cwd: root, env, timeoutMs, show: !quiet });
  if (result.code === 0) return;
  throw new StageFailure(`next build ${result.timedOut ? "took more than 15 minutes" : `ended with code ${result.code}`}.`, {
    output: result.output,
    next: `Correct what it names above (in ${path.basename(root)}) and run the command again; \`npm run build\` shows all it says.`,
  });
}

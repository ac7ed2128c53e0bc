// `npm test`: from a fresh clone to one line that says how many checks and tests passed and failed.
//   --only verify|unit|browser   runs one part; other arguments go to vitest and Playwright.
import "./node-version.mjs";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { findBrowser } from "./find-browser.mjs";
import { ensureInstalled } from "./install.mjs";
import { runTests } from "./run-tests.mjs";
import { StageFailure, printFailure, printStage, stage } from "./stages.mjs";
import { verifyChecks } from "./verify-checks.mjs";

const root = path.dirname(import.meta.dirname);
const parts = ["verify", "unit", "browser"];

const total = { passed: 0, failed: 0, skipped: 0 };

try {
  const { wanted, rest } = readArguments(process.argv.slice(2));
  await stage("install", (say) => ensureInstalled(root, say));
  const env = { ...process.env };
  const able = { verify: true, unit: true, browser: true };
  if (wanted.includes("browser"))
    able.browser = await attempt("browser", async (say) => (env.TRACKSIDE_CHROMIUM = await findBrowser(say)));
  if (wanted.some((part) => part !== "verify") && !(await attempt("build", (say) => ensureBuilt(root, { say }))))
    able.unit = able.browser = false;
  for (const part of wanted.filter((name) => able[name])) {
    const begun = performance.now();
    const counts = part === "verify" ? await verifyChecks(root) : await runTests(part, { root, env, args: rest });
    for (const kind of Object.keys(counts)) total[kind] += counts[kind];
    if (part !== "verify") printStage(part, summary(counts), performance.now() - begun);
  }
} catch (error) {
  printFailure(error);
  total.failed++;
}
console.log(`\n${summary(total)}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

// A stage that fails counts as one failure, and what can be tested without it still is.
async function attempt(name, work) {
  try {
    await stage(name, work);
    return true;
  } catch (error) {
    printFailure(error);
    total.failed++;
    return false;
  }
}

function readArguments(args) {
  const at = args.indexOf("--only");
  if (at === -1) return { wanted: parts, rest: args };
  const only = args[at + 1];
  if (!parts.includes(only)) throw new StageFailure(`--only takes one of ${parts.join(", ")}.`);
  return { wanted: [only], rest: args.toSpliced(at, 2) };
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

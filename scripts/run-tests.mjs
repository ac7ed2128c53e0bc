// Runs vitest or Playwright with its output on the screen, and counts from the report it leaves in a file.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { packageBin, runNode } from "./run-command.mjs";

const timeoutMs = 60 * 60_000;

const runners = {
  unit: {
    command: (root, report) => [
      packageBin(root, "vitest"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    env: () => ({}),
    noTests: "--passWithNoTests",
    count: countVitest,
  },
  browser: {
    command: (root) => [packageBin(root, "@playwright/test", "playwright"), "test", "--reporter=list,json"],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    noTests: "--pass-with-no-tests",
    count: countPlaywright,
  },
};

/** Returns { passed, failed, skipped }. A runner that crashed, or failed for no test's sake, counts as one failure. */
export async function runTests(part, { root, env, args }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "trackside-test-"));
  try {
    const report = path.join(folder, "report.json");
    const runner = runners[part];
    const [script, ...fixed] = runner.command(root, report);
    // A filter that fits only one of the two runners leaves the other without tests; without one, none is a fault.
    const given = args.length > 0 ? [...args, runner.noTests] : [];
    const { code, timedOut } = await runNode(script, [...fixed, ...given], {
      cwd: root,
      env: { ...env, ...runner.env(report) },
      show: true,
      timeoutMs,
    });
    if (timedOut) console.log(`${part} tests took more than an hour and were ended.`);
    const counts = readReport(report, runner.count);
    if (code !== 0 && counts.failed === 0) {
      console.log(`The runner of the ${part} tests ended with code ${code} for another reason than a failed test: see above.`);
      counts.failed = 1;
    }
    return counts;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file, count) {
  try {
    return count(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    // It never came to writing it; its exit code and its output say why.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that does not load has no tests to fail.
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

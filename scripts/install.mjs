// Brings node_modules to what package-lock.json says, and does nothing when it is there already.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withFolderLock } from "./folder-lock.mjs";
import { lockfileProblems } from "./lockfile.mjs";
import { run, runNode } from "./run-command.mjs";
import { StageFailure } from "./stages.mjs";

const timeoutMs = 15 * 60_000;
// Development packages build and check Trackside: they belong to an installation whatever NODE_ENV or a user's npmrc says.
const flags = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--prefer-offline"];

/** Returns what was done, in a few words, for the stage's line. */
export async function ensureInstalled(root, say = () => {}) {
  if (isCurrent(root)) return "current";
  return withFolderLock(
    path.join(root, "dist"),
    async () => {
      if (isCurrent(root)) return "current";
      const [problem] = lockfileProblems(root);
      say(`npm ci (${problem.text})`);
      await npm(root, ["ci", ...flags]);
      writeRecord(root);
      return "installed";
    },
    () => say("waiting for another Trackside command in this folder"),
  );
}

// What an install may leave open (an optional package that cannot be had) must not make every start install again.
function isCurrent(root) {
  const open = openEnds(root);
  return open.length === 0 || readRecord(root) === recordOf(open, root);
}

function writeRecord(root) {
  const failed = lockfileProblems(root).find((problem) => !problem.tolerable);
  if (failed) throw new StageFailure(`npm finished, yet ${failed.text}.`, { next: retry });
  fs.writeFileSync(recordFile(root), recordOf(openEnds(root), root));
}

function openEnds(root) {
  return lockfileProblems(root).map((problem) => problem.text);
}

function readRecord(root) {
  return fs.existsSync(recordFile(root)) ? fs.readFileSync(recordFile(root), "utf8") : "";
}

function recordFile(root) {
  return path.join(root, "node_modules/.trackside-install");
}

function recordOf(open, root) {
  const lock = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  return [lock, `${process.platform} ${process.arch}`, ...open].join("\n");
}

const retry = "Remove the folder node_modules and run the command again. If it stays so, look at package-lock.json.";

async function npm(root, args) {
  const script = npmScript();
  const options = { cwd: root, timeoutMs, env: { ...process.env, npm_config_update_notifier: "false" } };
  const result = script
    ? await runNode(script, args, options)
    : await run("npm", args, { ...options, shell: process.platform === "win32" });
  if (result.code === 0) return;
  throw new StageFailure(`npm ${args[0]} ${result.timedOut ? "took more than 15 minutes" : `ended with code ${result.code}`}`, {
    output: result.output,
    next: "Look at npm's message above (is the registry reachable? is the disk full?), then run the command again: it goes on from there.",
  });
}

// Run by this Node itself: on Windows npm is a batch file, and another npm on the PATH may belong to another Node.
function npmScript() {
  const beside = path.dirname(process.execPath);
  const places = [
    process.env.npm_execpath,
    path.join(beside, "node_modules/npm/bin/npm-cli.js"),
    path.join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
  ];
  return places.find((file) => file && path.basename(file) === "npm-cli.js" && fs.existsSync(file));
}

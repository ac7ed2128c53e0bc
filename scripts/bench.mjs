// `npm run bench`: builds what is stale, bundles the measurements, and runs them with the arguments given.
import "./node-version.mjs";
import fs from "node:fs";
import path from "node:path";
import { bundle } from "./build-server.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { runNode } from "./run-command.mjs";
import { failCommand, stage } from "./stages.mjs";

const root = path.dirname(import.meta.dirname);

try {
  // Stages go to stderr: with --json the tables on stdout are for a program to read.
  console.log = console.error;
  await stage("install", (say) => ensureInstalled(root, say));
  await stage("build", (say) => ensureBuilt(root, { say }));
  await stage("bundle", async () => {
    const files = fs.readdirSync(path.join(root, "bench")).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    const entries = Object.fromEntries(files.map((name) => [path.basename(name, ".ts"), `bench/${name}`]));
    fs.rmSync(path.join(root, "dist/bench"), { recursive: true, force: true });
    await bundle(root, entries, "dist/bench");
    return `${files.length} files`;
  });
  const { code } = await runNode(path.join(root, "dist/bench/main.js"), process.argv.slice(2), { cwd: root, show: true });
  process.exitCode = code;
} catch (error) {
  failCommand(error);
}

// From a fresh clone to a running console: install, build, then the console itself in this same process, so that a
// signal from npm or a supervisor reaches it without anyone in between.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { failCommand, printStage, stage } from "./stages.mjs";

export async function startConsole(args) {
  const root = path.dirname(import.meta.dirname);
  const dev = args.includes("--dev");
  try {
    await stage("install", (say) => ensureInstalled(root, say));
    await stage("build", (say) => ensureBuilt(root, { dev, say }));
    let begun = performance.now();
    // For the console's own stages: each is timed from the end of the one before.
    const report = (name, detail) => {
      printStage(name, detail, performance.now() - begun);
      begun = performance.now();
    };
    const { main } = await import(pathToFileURL(path.join(root, "dist/main.js")).href);
    await main({ root, dev, stage: report });
  } catch (error) {
    failCommand(error);
  }
}

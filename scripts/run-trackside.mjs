// Brings install and build up to date, then hands over to the command line, in this same process.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { StageFailure, failCommand } from "./stages.mjs";

export async function runTrackside(args) {
  const root = path.dirname(import.meta.dirname);
  try {
    await prepare("install", (say) => ensureInstalled(root, say));
    // Commands have no pages: without them a fresh clone is ready in seconds.
    await prepare("build", (say) => ensureBuilt(root, { dev: true, say }));
    const { main } = await import(pathToFileURL(path.join(root, "dist/cli.js")).href);
    await main({ root, args });
  } catch (error) {
    failCommand(error);
  }
}

async function prepare(name, work) {
  try {
    await work((text) => console.error(`${name.padEnd(9)} ${text}`));
  } catch (error) {
    if (error instanceof StageFailure) error.stageName ??= name;
    throw error;
  }
}

// `npm run build`, and the build stage of the other commands: pages and server bundles, side by side.
import "./node-version.mjs";
import path from "node:path";
import { buildApp } from "./build-app.mjs";
import { buildServer } from "./build-server.mjs";
import { clearStamp, hashSources, isBuilt, writeStamp } from "./build-stamp.mjs";
import { withFolderLock } from "./folder-lock.mjs";
import { ensureInstalled } from "./install.mjs";
import { isEntry } from "./is-entry.mjs";
import { StageFailure, failCommand, stage } from "./stages.mjs";

const builders = {
  server: async (root) => {
    await buildServer(root).catch((error) => {
      throw new StageFailure("the server bundles could not be built.", {
        output: error.message,
        next: "Correct the source named above.",
        cause: error,
      });
    });
  },
  app: buildApp,
};

/** Builds whatever lies there, stale or not. */
export async function build({ root, quiet = true, parts = ["server", "app"] }) {
  const done = await Promise.allSettled(
    parts.map(async (part) => {
      const hash = hashSources(root, part);
      clearStamp(root, part);
      await builders[part](root, { quiet });
      writeStamp(root, part, hash);
    }),
  );
  const failed = done.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

/** Builds what is missing or stale; in development only the server, since Next compiles pages as they are asked for. */
export async function ensureBuilt(root, { dev = false, say = () => {} } = {}) {
  const parts = dev ? ["server"] : ["server", "app"];
  const stale = () => parts.filter((part) => !isBuilt(root, part));
  if (stale().length === 0) return "current";
  const work = async () => {
    const todo = stale();
    if (todo.length === 0) return "current";
    say(`building ${todo.join(" and ")}`);
    await build({ root, parts: todo });
    return `built ${todo.join(" and ")}`;
  };
  return withFolderLock(path.join(root, "dist"), work, () => say("waiting for another Trackside command in this folder"));
}

if (isEntry(import.meta.url)) {
  const root = path.dirname(import.meta.dirname);
  try {
    await stage("install", (say) => ensureInstalled(root, say));
    await stage("build", () => withFolderLock(path.join(root, "dist"), () => build({ root, quiet: false })));
  } catch (error) {
    failCommand(error);
  }
}

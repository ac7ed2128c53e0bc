// Bundles what runs outside Next: the console's entry, the command line, the agent host, and the package that agents import.
import fs from "node:fs";
import path from "node:path";

const entries = {
  main: "server/main.ts",
  cli: "server/cli/main.ts",
  host: "server/host/main.ts",
  search: "server/runs/search-main.ts",
  measure: "server/storage/measure-main.ts",
  "directory-writer": "server/directories/writer-main.ts",
  trackside: "server/sdk/trackside.ts",
};

export async function buildServer(root) {
  const present = Object.entries(entries).filter(([, file]) => fs.existsSync(path.join(root, file)));
  if (present.length > 0) await bundle(root, Object.fromEntries(present), "dist");
}

/** Bundles TypeScript entries of this repository for Node; packages are left to be found in node_modules. */
export async function bundle(root, entryPoints, outdir) {
  // Imported late: this file is read before the packages are installed.
  const { build, stop } = await import("esbuild");
  try {
    await build({
      absWorkingDir: root,
      entryPoints,
      outdir,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      sourcemap: "linked",
      logLevel: "silent",
    });
  } finally {
    await stop();
  }
}

// Bundles what runs outside Next: the console's entry, the command line, the agent host, and the package that agents import.
import fs from "node:fs";
import path from "node:path";

/** Many small files, and nothing that must be the only one of its kind in a process: as part of the bundle they load in a fraction of the time. */
const inlined = ["drizzle-orm", "zod", "ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse"];
/** Agents build their schemas with the `zod` they find beside them, and the host reads these. */
const shared = ["zod"];

const entries = {
  main: "server/main.ts",
  cli: "server/cli/main.ts",
  search: "server/runs/search-main.ts",
  measure: "server/storage/measure-main.ts",
  survey: "server/runs/survey-main.ts",
  traces: "server/ingest/otlp/traces-main.ts",
  "directory-writer": "server/directories/writer-main.ts",
};
const besideAgents = {
  host: "server/host/main.ts",
  trackside: "server/sdk/trackside.ts",
};

/** For any program that talks to a console, browsers too: one file that needs no other. */
const anywhere = { client: "client/client.ts" };

export async function buildServer(root) {
  await bundle(root, present(root, entries), "dist");
  await bundle(root, present(root, besideAgents), "dist", shared);
  await bundle(root, present(root, anywhere), "dist", [], { platform: "neutral", target: "es2022" });
}

function present(root, files) {
  return Object.fromEntries(Object.entries(files).filter(([, file]) => fs.existsSync(path.join(root, file))));
}

/** Bundles TypeScript entries of this repository for Node; other packages are left to be found in node_modules. */
export async function bundle(root, entryPoints, outdir, kept = [], more = {}) {
  if (Object.keys(entryPoints).length === 0) return;
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
      plugins: [leavePackages(inlined.filter((name) => !kept.includes(name)))],
      sourcemap: "linked",
      logLevel: "silent",
      ...more,
    });
  } finally {
    await stop();
  }
}

function leavePackages(but) {
  const isInlined = (name) => name.startsWith("@/") || but.some((each) => name === each || name.startsWith(`${each}/`));
  return {
    name: "leave-packages",
    setup(builder) {
      builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
        kind === "entry-point" || isInlined(name) ? undefined : { path: name, external: true },
      );
    },
  };
}

import { build, transform, type BuildFailure, type Metafile, type Plugin } from "esbuild";
import { createHash, type Hash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** `sources`: the file and all it imports from the project, each with the hash of its content. */
export type BundledFile = { file: string; url: string; revision: string; sources: Record<string, string> };
type BundleFault = { file: string; error: string };

const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Compiles the project's files together, so that what they share stays one module, into a folder named by their content.
 * A file that does not compile is left out and named; the others still load. esbuild also tells what each file imports
 * from the project, which is what its revision is the hash of.
 */
export async function bundleProject(projectDir: string, files: string[], buildDir: string) {
  await removeLeftovers(buildDir);
  const outdir = join(buildDir, `${process.pid}-${Date.now().toString(36)}`);
  const faults: BundleFault[] = [];
  let good = files;
  let result = await tryBuild(projectDir, good, outdir);
  if (result instanceof Error) {
    good = [];
    for (const file of files) {
      const alone = await tryBuild(projectDir, [file], join(outdir, "check"));
      if (alone instanceof Error) faults.push({ file, error: describe(alone) });
      else good.push(file);
    }
    await rm(join(outdir, "check"), { recursive: true, force: true });
    result = await tryBuild(projectDir, good, outdir);
  }
  if (result instanceof Error) throw result;
  const bundled = await Promise.all(
    Object.entries(result.outputs).flatMap(([out, { entryPoint }]) =>
      entryPoint ? [toBundled(projectDir, out, entryPoint, result)] : [],
    ),
  );
  return { bundled, faults };
}

/** What hosts before us compiled. It is kept while its process lives: code may import more of it at any time. */
async function removeLeftovers(buildDir: string): Promise<void> {
  for (const name of await readdir(buildDir).catch(() => [])) {
    const pid = Number(name.split("-")[0]);
    if (!isAlive(pid)) await rm(join(buildDir, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function toBundled(projectDir: string, out: string, entry: string, metafile: Metafile): Promise<BundledFile> {
  return { file: entry, url: pathToFileURL(join(projectDir, out)).href, ...(await revisionOf(projectDir, entry, metafile)) };
}

/** A hash of the file and all it imports from the project, by name and content. */
async function revisionOf(
  projectDir: string,
  entry: string,
  metafile: Metafile,
): Promise<Pick<BundledFile, "revision" | "sources">> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) if (!external) visit(path);
  };
  visit(entry);
  const hash = createHash("sha256");
  const sources: Record<string, string> = {};
  for (const file of [...seen].toSorted()) {
    const content = await readFile(join(projectDir, file));
    hash.update(`${file}\0`).update(content).update("\0");
    sources[file] = shorten(createHash("sha256").update(content));
  }
  return { revision: shorten(hash), sources };
}

const shorten = (hash: Hash): string => hash.digest("hex").slice(0, 12);

async function tryBuild(projectDir: string, files: string[], outdir: string): Promise<Metafile | Error> {
  if (files.length === 0) return { inputs: {}, outputs: {} };
  try {
    const { metafile } = await build({
      absWorkingDir: projectDir,
      entryPoints: files,
      outdir,
      outbase: projectDir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: "inline",
      metafile: true,
      logLevel: "silent",
      plugins: [resolvePackages(projectDir), keepPlace(projectDir)],
    });
    return metafile;
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

function describe(error: Error): string {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (!first) return error.message;
  const at = first.location ? `${first.location.file}:${first.location.line}:${first.location.column + 1}: ` : "";
  return `${at}${first.text}`;
}

/** Packages are not bundled: the project's own copy is used where it has one, else the one this package brings. */
function resolvePackages(projectDir: string): Plugin {
  return {
    name: "resolve-packages",
    setup(builder) {
      builder.onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === "asked" || kind === "entry-point" || path.startsWith("node:")) return undefined;
        for (const from of [resolveDir, packageRoot]) {
          // Ourselves by name: a tsconfig may lead it to our sources, for their types.
          const ours = from === packageRoot ? ourModules[path] : undefined;
          if (ours !== undefined) return { path: pathToFileURL(join(packageRoot, ours)).href, external: true };
          const found = await builder.resolve(path, { kind, resolveDir: from, pluginData: "asked" });
          if (found.errors.length > 0) continue;
          if (found.external) return { path, external: true };
          // A tsconfig may lead to our sources and packages, for their types; which file of them to run, it does not know.
          if (from !== packageRoot && isOurs(found.path)) continue;
          const own = !found.path.includes("/node_modules/") && !relative(projectDir, found.path).startsWith("..");
          return own ? { path: found.path } : { path: pathToFileURL(found.path).href, external: true };
        }
        return undefined;
      });
    },
  };
}

const ourModules: Readonly<Record<string, string>> = { trackside: "dist/trackside.js", "trackside/client": "dist/client.js" };

function isOurs(file: string): boolean {
  return ["server", "client", "node_modules"].some((folder) => file.startsWith(join(packageRoot, folder, "/")));
}

/** The compiled file lies elsewhere: what a file says of its own place is fixed before that. */
function keepPlace(projectDir: string): Plugin {
  return {
    name: "keep-place",
    setup(builder) {
      builder.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        if (relative(projectDir, path).startsWith("..") && path.includes("/node_modules/")) return undefined;
        const source = await readFile(path, "utf8");
        const loader = path.endsWith("x") ? "tsx" : "ts";
        if (!/import\.meta|__dirname|__filename/.test(source)) return { contents: source, loader };
        const define = {
          "import.meta.url": JSON.stringify(pathToFileURL(path).href),
          "import.meta.filename": JSON.stringify(path),
          "import.meta.dirname": JSON.stringify(dirname(path)),
          __filename: JSON.stringify(path),
          __dirname: JSON.stringify(dirname(path)),
        };
        const { code } = await transform(source, { loader, define, format: "esm", sourcemap: "inline", sourcefile: path });
        return { contents: code, loader: "js" };
      });
    },
  };
}

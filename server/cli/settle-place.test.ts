import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder } from "@/server/testing/cli-process";
import { settlePlace } from "./settle-place";

const root = process.cwd();
let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  folder = await makeFolder();
  await mkdir(join(folder.dir, "project/agents"), { recursive: true });
});
afterEach(() => folder.remove());

function placed(source: Record<string, string>, cwd: string): [here: string, project: string, data: string] {
  const { here, readEnv } = settlePlace({ NODE_ENV: "test", ...source }, root, cwd);
  const { projectDir, dataDir } = readEnv();
  return [here, projectDir, dataDir];
}

const byNpm = (from: string) => ({
  npm_lifecycle_event: "trackside",
  npm_package_json: join(root, "package.json"),
  INIT_CWD: from,
});

test("a project the user stands in is meant, with its own data", () => {
  const project = join(folder.dir, "project");
  const own = [project, project, join(project, ".trackside")];
  expect(placed({}, project)).toEqual(own);
  expect(placed(byNpm(project), root)).toEqual(own);
  expect(placed({ TRACKSIDE_DATA_DIR: "data" }, project)).toEqual([project, project, join(project, "data")]);
});

test("anywhere else the package's own are, as for the console", () => {
  const packages = [join(root, "examples"), join(root, ".trackside")];
  expect(placed({}, folder.dir)).toEqual([folder.dir, ...packages]);
  expect(placed({}, root)).toEqual([root, ...packages]);
  expect(placed(byNpm(folder.dir), root)).toEqual([folder.dir, ...packages]);
});

test("a project that is named is meant, wherever the user stands", () => {
  const project = join(folder.dir, "project");
  expect(placed({ TRACKSIDE_PROJECT: "project" }, folder.dir)).toEqual([folder.dir, project, join(root, ".trackside")]);
  expect(placed({ TRACKSIDE_PROJECT: join(root, "examples") }, project)[1]).toBe(join(root, "examples"));
  // The console resolves against the package's folder, and npm starts us there.
  expect(placed({ ...byNpm(project), TRACKSIDE_PROJECT: "examples" }, root)).toEqual([
    project,
    join(root, "examples"),
    join(root, ".trackside"),
  ]);
  // Somebody else's script of that name is not ours.
  const other = { ...byNpm(root), npm_package_json: join(folder.dir, "package.json") };
  expect(placed(other, folder.dir)[0]).toBe(folder.dir);
});

import { createClient } from "@libsql/client";
import { existsSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunPage } from "@/server/domain/run";
import { openCliPlace, type CliPlace, type Ended } from "@/server/testing/cli-process";
import { startConsoleProcess } from "@/server/testing/console-process";
import { openingTakesMs } from "@/server/testing/http-console";
import type { Check } from "./check";

let place: CliPlace;
let dataDir: string;
beforeEach(async () => {
  place = await openCliPlace();
  dataDir = place.env.TRACKSIDE_DATA_DIR;
}, openingTakesMs);
afterEach(() => place.remove());

const doctor = (env: Record<string, string> = {}, ...args: string[]): Promise<Ended> => place.run(["doctor", ...args], { env });
const line = (level: string, name: string, words: string): RegExp => new RegExp(`^${level} +${name} +.*${words}`, "m");

test("finds nothing wrong where nothing is, and makes nothing", { timeout: openingTakesMs }, async () => {
  const { code, out, err } = await doctor();
  expect([code, err]).toEqual([0, ""]);
  for (const words of [
    line("ok", "node", "20"),
    line("ok", "project", "8 agents"),
    line("ok", "database", "none yet"),
    line("ok", "disk", "GiB free"),
  ])
    expect(out).toMatch(words);
  expect(existsSync(dataDir)).toBe(false);
  const { checks } = JSON.parse((await doctor({}, "--json")).out) as { checks: Check[] };
  expect(checks.map(({ name, level }) => `${name} ${level}`)).toEqual(
    ["node", "environment", "project", "data", "disk", "database", "console"].map((name) => `${name} ok`),
  );
});

test("names each fault and what to do, and ends with 1", { timeout: openingTakesMs }, async () => {
  const settings = await doctor({ PORT: "x", LOG_LEVEL: "loud" });
  expect(settings.code).toBe(1);
  expect(settings.out).toMatch(line("fault", "environment", "PORT must be.*LOG_LEVEL must be"));

  await writeFile(join(place.home, "project/agents/broken.ts"), `throw new Error("on purpose");`);
  const project = await doctor();
  expect([project.code, project.out]).toEqual([
    1,
    expect.stringMatching(line("fault", "project", "agents/broken\\.ts: on purpose.*8 agents")),
  ]);

  const file = await place.write("file", "mine");
  const data = await doctor({ TRACKSIDE_DATA_DIR: join(file, "data") });
  expect([data.code, data.out]).toEqual([1, expect.stringMatching(line("fault", "data", "is not a folder.*TRACKSIDE_DATA_DIR"))]);
});

test("tells a database of another version, or that is none", { timeout: openingTakesMs }, async () => {
  await place.run(["runs"]);
  expect((await doctor()).out).toMatch(line("ok", "database", "current"));
  const file = join(dataDir, "trackside.db");
  const client = createClient({ url: `file:${file}` });
  await client.execute("INSERT INTO `__migrations` VALUES ('0999_from_the_future', 0)");
  client.close();
  const newer = await doctor();
  expect([newer.code, newer.out]).toEqual([
    1,
    expect.stringMatching(line("fault", "database", "newer Trackside.*0999_from_the_future")),
  ]);
  for (const name of ["", "-wal", "-shm"]) await rm(file + name, { force: true });
  await writeFile(file, "this is not a database".repeat(100));
  const broken = await doctor();
  expect([broken.code, broken.out]).toEqual([1, expect.stringMatching(line("fault", "database", "cannot be read.*backups"))]);
});

test("tells who has the data, and sets nothing going", { timeout: openingTakesMs }, async () => {
  const [file, log] = [join(place.home, "gate"), join(place.home, "log")];
  const busy = place.start(["run", "gated", "--input", JSON.stringify({ file, log })]);
  await busy.heard(/begins +gated\.gate/);
  const own = await doctor();
  expect([own.code, own.out]).toEqual([0, expect.stringMatching(line("warning", "console", "another command has the data"))]);
  await writeFile(file, "");
  await busy.ended;

  const console = await startConsoleProcess(place.env);
  try {
    const running = await doctor();
    expect([running.code, running.out]).toEqual([0, expect.stringMatching(line("ok", "console", `answers at ${console.url}`))]);
    const named = await place.run(["doctor", "--server", console.url]);
    expect([named.code, named.out]).toEqual([0, expect.stringMatching(line("ok", "project", "8 agents"))]);
  } finally {
    await console.kill("SIGTERM");
  }
  expect((await place.json<RunPage>(["runs"])).runs).toHaveLength(1);
});

test.skipIf(process.getuid?.() === 0)("tells a data directory that cannot be written to", async () => {
  await mkdir(dataDir);
  await chmod(dataDir, 0o500);
  const { code, out } = await doctor();
  expect([code, out]).toEqual([1, expect.stringMatching(line("fault", "data", "cannot be written to"))]);
});

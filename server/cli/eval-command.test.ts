import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { openCliPlace, type CliPlace } from "@/server/testing/cli-process";
import { openingTakesMs } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

const upper = agentFile(
  "upper",
  `if (input.text === "break") throw new Error("cannot do <that>"); return input.text === "miss" ? "?" : input.text.toUpperCase();`,
);
const rows = (texts: string[]): string =>
  texts.map((text) => `${JSON.stringify({ input: { text }, expected: text.toUpperCase() })}\n`).join("");

let place: CliPlace;
beforeAll(async () => {
  place = await openCliPlace({ "upper.ts": upper });
  const file = await place.write("words.jsonl", rows(["a", "b", "c", "miss"]));
  await place.run(["dataset", "import", "words", file, "--create"]);
}, openingTakesMs);
afterAll(() => place.remove());

const evaluate = (...more: string[]) => place.run(["eval", "words", "--agent", "upper", "--scorer", "exact-match", ...more]);

describe("trackside dataset", () => {
  test("brings a file in whole, lists it, and writes the same out again", async () => {
    const { code, out } = await place.run(["dataset", "list"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/ds_\w+ +words +4 +2/) as string]);
    const exported = await place.run(["dataset", "export", "words"]);
    expect(
      exported.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([
      { input: { text: "a" }, expected: "A" },
      { input: { text: "b" } },
      { input: { text: "c" } },
      { input: { text: "miss" } },
    ]);
    const file = join(place.home, "out.csv");
    expect((await place.run(["dataset", "export", "words", "--format", "csv", "--out", file])).code).toBe(0);
    expect(await readFile(file, "utf8")).toContain("miss");
    for (const [target, why] of [
      [file, "there already"],
      [join(place.home, "no/out.csv"), "its folder"],
    ] as const) {
      const refused = await place.run(["dataset", "export", "words", "--out", target]);
      expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(new RegExp(`^--out .*${why}.*\\.\n$`)) as string]);
    }
  });

  test("knows a dataset by its id too before it makes one, and says by its exit code that a file would not come in", async () => {
    const file = await place.write("more.jsonl", rows(["x"]));
    const made = await place.run(["dataset", "import", "more", file, "--create", "--json"]);
    const { datasetId } = JSON.parse(made.out) as { datasetId: string };
    expect(JSON.parse((await place.run(["dataset", "import", datasetId, file, "--create", "--json"])).out)).toMatchObject({
      datasetId,
      version: 3,
    });
    const dry = await place.run(["dataset", "import", "more", await place.write("bad.jsonl", "{"), "--dry-run"]);
    expect([dry.code, JSON.parse(dry.out)]).toMatchObject([2, { faultCount: 1 }]);
  });

  test("refuses a file with a fault, names its line, and changes nothing", async () => {
    const file = await place.write("faulty.jsonl", `${rows(["d"])}{"input": \n`);
    const refused = await place.run(["dataset", "import", "words", file]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("2") as string]);
    expect((await place.run(["dataset", "list"])).out).toMatch(/words +4 +2/);
    expect((await place.run(["dataset", "import", "unmade", file, "--create"])).code).not.toBe(0);
    expect((await place.run(["dataset", "list"])).out).not.toContain("unmade");
    expect((await place.run(["dataset", "import", "nowhere", file])).code).toBe(2);
    expect((await place.run(["dataset", "import", "words", join(place.home, "gone.jsonl")])).code).toBe(2);
  });
});

describe("trackside eval", () => {
  test("says how good the agent is, and whether that is good enough", async () => {
    const good = await evaluate("--fail-under", "exact-match=0.75");
    expect([good.code, good.out]).toEqual([
      0,
      expect.stringMatching(/completed: 4 of 4 completed[^]*exact-match +0\.7500 +75\.0 % +4/) as string,
    ]);
    const bad = await evaluate("--fail-under", "exact-match=0.9");
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining("exact-match is 0.7500 on average, below 0.9") as string]);
    const run = JSON.parse((await evaluate("--trials", "3", "--concurrency", "2", "--json")).out) as {
      run: DatasetRun;
      failed: string[];
    };
    expect(run).toMatchObject({ run: { trials: 3, concurrency: 2, completedCount: 12 }, failed: [] });
  });

  test("is used wrongly: the agent, the dataset, a threshold or a scorer that is none", async () => {
    const codes = await Promise.all(
      [
        ["eval", "words", "--agent", "nobody"],
        ["eval", "nothing", "--agent", "upper"],
        ["eval", "words", "--agent", "upper", "--fail-under", "exact-match"],
        ["eval", "words", "--agent", "upper", "--scorer", "no-such-scorer"],
        ["eval", "words"],
      ].map(async (args) => (await place.run(args)).code),
    );
    expect(codes).toEqual([2, 2, 2, 2, 2]);
  });

  test("a scorer without scores has not reached its threshold, and the report says what broke", async () => {
    const file = await place.write("breaks.jsonl", rows(["break"]));
    await place.run(["dataset", "import", "breaks", file, "--create"]);
    const report = join(place.home, "report.xml");
    const { code, err } = await place.run([
      "eval",
      "breaks",
      "--agent",
      "upper",
      "--fail-under",
      "exact-match=0.1",
      "--junit",
      report,
    ]);
    expect([code, err]).toEqual([1, expect.stringContaining("exact-match has no scores") as string]);
    const xml = await readFile(report, "utf8");
    expect(xml).toContain(`tests="1" failures="0" errors="1"`);
    expect(xml).toContain("cannot do &lt;that&gt;");
    expect((await place.run(["eval", "breaks", "--agent", "upper"])).code).toBe(1);
  });
});

test("all that a dataset run can be asked for, also by what failed in an earlier one", { timeout: openingTakesMs }, async () => {
  const rowsOf = (ids: string[]) => ids.map((id) => `${JSON.stringify({ id, input: { text: id } })}\n`).join("");
  await place.run(["dataset", "import", "asked", await place.write("asked.jsonl", rowsOf(["a", "it's", "break"])), "--create"]);
  const asked = async (...more: string[]): Promise<DatasetRun> =>
    (JSON.parse((await place.run(["eval", "asked", "--agent", "upper", "--json", ...more])).out) as { run: DatasetRun }).run;
  const loud = `{"id":"regex","name":"loud","pattern":"^[A-Z]"}`;
  const some = await asked("--version=2", '--items=["it\'s","break"]', "--item-timeout=2.5", "--retries=1", "--scorer", loud);
  expect(some).toMatchObject({ datasetVersion: 2, totalItems: 2, completedCount: 1, errorCount: 1, scores: { loud: { n: 1 } } });
  const ids = await place.write("ids.json", '["a"]');
  expect(await asked(`--items=@${ids}`)).toMatchObject({ totalItems: 1, completedCount: 1 });
  expect(await asked(`--failed-in=${some.id}`)).toMatchObject({ totalItems: 1, errorCount: 1 });
  expect((await place.run(["dataset", "export", "asked", "--version", "1"])).out).toBe("");
  expect((await place.run(["eval", "asked", "--agent", "upper", "--version", "1"])).code).toBe(1);
  expect((await place.run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const wrong = [
    ["--version", "first"],
    ["--item-timeout", "soon"],
    ["--items", "a"],
    ["--scorer", "{"],
    ["--profile", "fast"],
    ["--profile", "fast=nobody"],
    ["--failed-in", "eval_nothing"],
  ];
  const codes = await Promise.all(
    wrong.map(async (words) => (await place.run(["eval", "asked", "--agent", "upper", ...words])).code),
  );
  expect(codes).toEqual([2, 2, 2, 2, 2, 2, 2]);
});

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunPage, RunSummary } from "@/server/domain/run";
import { openCliPlace, type CliPlace } from "@/server/testing/cli-process";
import { openingTakesMs, type RunDetail } from "@/server/testing/http-console";

let place: CliPlace;
/** One that has ended, for what is done with a run afterwards. */
let ended: RunSummary;
beforeAll(async () => {
  place = await openCliPlace({ "broken.ts": `throw new Error("broken on purpose");` });
  ended = await place.json(["run", "plain", "--input", "[7]"]);
}, openingTakesMs);
afterAll(() => place.remove());

const nowhere = "http://127.0.0.1:9";

describe("run, where no console is running", () => {
  test("prints the result on stdout and the way there on stderr, plainly", async () => {
    const { code, out, err } = await place.run(["run", "plain", "--input", '{"a":[1,"ä"]}']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ a: [1, "ä"] });
    expect(err).toMatch(/^run +run_\w+$/m);
    for (const line of [/^begins +plain\.main$/m, /^done +plain\.main\.echo {2}\d+ ms$/m, /^completed {2}run_\w+ /m])
      expect(err).toMatch(line);
    expect(out + err).not.toContain("\u001B");
  });

  test("what it left is exported as the run's directory, and never over what is there", async () => {
    const { runId } = ended;
    const out = join(place.home, "exported");
    expect(await place.run(["export", runId, "--out", out])).toMatchObject({ code: 0 });
    const read = async (file: string) => JSON.parse(await readFile(join(out, runId, file), "utf8")) as unknown;
    expect(await read("run_summary.json")).toMatchObject({ run_id: runId, root_component_id: "plain" });
    expect(await read("plain/main/echo/outcome.json")).toEqual([7]);
    expect((await place.run(["export", runId, "--out", out])).code).not.toBe(0);
  });

  test("prints one JSON object, the summary, where asked to", async () => {
    const { code, out } = await place.run(["run", "plain", "--json", "--input", "-", "--run-id-prefix", "nightly"], {
      input: "[1]",
    });
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(1);
    const run = JSON.parse(out) as RunSummary;
    expect(run).toMatchObject({ agentId: "plain", status: "completed", input: [1], result: { type: "json", data: [1] } });
    expect(run.runId).toMatch(/^nightly_run_/);
  });

  test("prints a document's text, and all of a large result", async () => {
    const page = await place.run(["run", "page"]);
    expect([page.code, page.out]).toEqual([0, "# Title\ntext\n"]);
    expect(page.err).toContain("https://example.com/");
    const large = await place.run(["run", "large"]);
    expect(JSON.parse(large.out)).toBe("x".repeat(300_000));
    expect((await place.json(["run", "large"])).result).toEqual({ type: "json", data: "x".repeat(300_000) });
  });

  test("takes its input from a file, and an empty object where none is given", async () => {
    const file = await place.write("input.json", '\uFEFF{"from":"file"}');
    expect(JSON.parse((await place.run(["run", "plain", "--input", `@${file}`])).out)).toEqual({ from: "file" });
    expect(JSON.parse((await place.run(["run", "plain"])).out)).toEqual({});
  });

  test("of a run that fails prints why, and ends with 1", async () => {
    const { code, out, err } = await place.run(["run", "fails"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error +fails\.break .*no such order$/m);
    expect(err).toMatch(/^TypeError at fails\.break: no such order$/m);
    expect(await place.json(["run", "fails"])).toMatchObject({ status: "error", error: { path: "fails.break" } });
  });

  test("is called, tagged and given other models as it is told to, also when it runs again", async () => {
    const about = [
      "--name",
      "O'Hara",
      "--tag",
      "a b",
      "--tag=c",
      "--profile",
      'quick={"provider":"offline","model":"offline-1"}',
    ];
    const run = await place.json(["run", "plain", "--input", "1", ...about]);
    expect(run).toMatchObject({ name: "O'Hara", tags: ["a b", "c"], status: "completed" });
    const again = await place.json(["run", "plain", "--previous-run-id", run.runId, "--name", "again"]);
    expect(again).toMatchObject({ name: "again", tags: ["a b", "c"] });
    const wrong = await place.run(["run", "plain", "--profile", "fast"]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("fast=slow")]);
  });

  test("runs again from a step, with other inputs of steps", async () => {
    const file = await place.write("static.json", '{"plain.main.echo":"two"}');
    const again = ["run", "plain", "--previous-run-id", ended.runId];
    const other = await place.json([...again, "--entry-point", "plain.main.echo", "--static-inputs", file]);
    expect(other).toMatchObject({ rerunOf: { runId: ended.runId, fromPath: "plain.main.echo" }, result: { data: "two" } });
    expect(await place.json([...again, "--input", '"three"'])).toMatchObject({ result: { data: "three" } });
    const lost = await place.run([...again, "--entry-point", "plain.man.echo"]);
    expect([lost.code, lost.err]).toEqual([2, expect.stringContaining("Nearest are plain.main.echo")]);
  });
});

describe("wrong use ends with 2 and says what is wrong", () => {
  const cases: [what: string, args: string[], words: RegExp][] = [
    ["an unknown command", ["rum"], /unknown command 'rum'.*\n.*run/],
    ["no command", [], /Usage: trackside/],
    ["an unknown option", ["run", "plain", "--imput", "1"], /unknown option '--imput'/],
    ["a missing agent", ["run"], /missing required argument 'agent'/],
    ["input that is no JSON", ["run", "plain", "--input", "{a"], /--input is not JSON/],
    ["a number JSON cannot carry", ["run", "plain", "--input", "[9007199254740993]"], /9007199254740993/],
    ["a file that is not there", ["run", "plain", "--input", "@/nowhere.json"], /--input cannot be read.*nowhere\.json/],
    [
      "an input missed by a schema",
      ["run", "fussy", "--input", '{"count":"x"}'],
      /input\.message: is missing\n.*input\.count: must be number/,
    ],
    ["no input for an agent that takes a list", ["run", "takes-list"], /takes "array".*--input/],
    [
      "an agent that is not there",
      ["run", "plian"],
      /no agent plian\. Nearest are plain[^]*broken\.ts does not load.*on purpose/,
    ],
    ["an entry point of no run", ["run", "plain", "--entry-point", "x"], /--previous-run-id/],
    [
      "an entry point and an input",
      ["run", "plain", "--previous-run-id", "x", "--entry-point", "y", "--input", "1"],
      /--static-inputs/,
    ],
    ["an address that is none", ["runs", "--server", "localhost:4700"], /--server wants an address/],
    ["a limit past all bounds", ["runs", "--limit", "1000"], /limit/],
    ["a run that is not there", ["runs", "show", "nope"], /no run nope/],
    ["settings that are wrong", ["runs"], /PORT must be/],
  ];
  test.each(cases)("%s", async (what, args, words) => {
    const { code, out, err } = await place.run(args, what.startsWith("settings") ? { env: { PORT: "x" } } : {});
    expect([code, out, err]).toEqual([2, "", expect.stringMatching(words)]);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test("help is no fault", async () => {
  const { code, out, err } = await place.run(["run", "--help"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("--entry-point");
});

describe("a console named by --server that cannot be reached ends with 3", () => {
  test("where nothing listens", async () => {
    const each = async (args: string[]) => {
      const { code, out, err } = await place.run([...args, "--server", nowhere]);
      expect([code, (out + err).trim().split("\n").length]).toEqual([3, args[0] === "doctor" ? 2 : 1]);
      expect(out + err).toContain(nowhere);
    };
    await Promise.all([["runs"], ["run", "plain"], ["runs", "watch", "x"], ["doctor"]].map(each));
  });

  test("where something else does", async () => {
    const other = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { code, err } = await place.run(["runs", "--server", `http://127.0.0.1:${(other.address() as AddressInfo).port}`]);
    expect([code, err]).toEqual([3, expect.stringContaining("is not a Trackside console")]);
    other.close();
  });
});

describe("a run that waits for a person", () => {
  test("ends with 1 and its id, and goes on when it is answered", async () => {
    const waits = await place.run(["run", "asks"]);
    const runId = waits.out.trim();
    expect([waits.code, runId]).toEqual([1, expect.stringMatching(/^run_\w+$/)]);
    expect(waits.err).toContain("asks.approval: How much?");
    expect(waits.err).toContain(`trackside runs answer ${runId} asks.approval VALUE`);

    const wrong = await place.run(["runs", "answer", runId, "asks.approval", '{"euros":99}']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("value.euros must be <= 39")]);
    const lost = await place.run(["runs", "answer", runId, "asks.nothing", "1"]);
    expect([lost.code, lost.err]).toEqual([2, expect.stringContaining("no input asks.nothing")]);

    const next = await place.run(["runs", "answer", runId, "asks.approval", '{"euros":20}', "--json"]);
    expect([next.code, JSON.parse(next.out)]).toEqual([1, expect.objectContaining({ runId, status: "waiting" })]);
    const done = await place.run(["runs", "answer", runId, "asks.word", "plain words"]);
    expect([done.code, JSON.parse(done.out)]).toEqual([0, { euros: 20, word: "plain words" }]);
    const late = await place.run(["runs", "answer", runId, "asks.word", "again"]);
    expect([late.code, late.err]).toEqual([1, expect.stringContaining("does not wait for asks.word any more")]);
  });
});

describe("stopped by a signal", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s, it leaves the run to go on, which looking on does not set going", async (signal, code) => {
    const [file, log] = [join(place.home, `gate-${signal}`), join(place.home, `log-${signal}`)];
    const started = place.start(["run", "gated", "--input", JSON.stringify({ file, log })]);
    await started.heard(/begins +gated\.gate/);
    started.child.kill(signal);
    const stopped = await started.ended;
    expect([stopped.code, stopped.out]).toEqual([code, ""]);
    const runId = /Run (\w+) is not cancelled: it goes on/.exec(stopped.err)?.[1] ?? "";
    expect(stopped.err).not.toMatch(/Error|\n\s+at /);

    const { runs } = await place.json<RunPage>(["runs", "--agent", "gated", "--limit", "1"]);
    expect(runs[0]).toMatchObject({ runId, status: "running" });
    expect((await place.run(["runs", "show", runId])).out).toMatch(/gate {2}\(action, running/);
    expect(await readFile(log, "utf8")).toBe("first\ngate\n");

    await writeFile(file, "");
    const watched = await place.run(["runs", "watch", runId]);
    expect([watched.code, watched.out]).toEqual([0, '"through"\n']);
    expect(await readFile(log, "utf8")).toBe("first\ngate\ngate\n");
    expect(await place.json<RunDetail>(["runs", "show", runId])).toMatchObject({ summary: { recoveries: 0 } });
  });
});

describe("runs", () => {
  test("are listed by agent and status, newest first", async () => {
    await place.run(["run", "plain"]);
    const { code, out } = await place.run(["runs", "--agent", "plain", "fails", "--status", "done", "--limit", "1"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^RUN +AGENT +STATUS[^]*\nrun_\w+ +plain +completed [^]*\d\n$/)]);
    const none = await place.run(["runs", "list", "--agent", "nobody"]);
    expect([none.code, none.out, none.err]).toEqual([0, "", "No runs.\n"]);
    const said = await place.run(["runs", "--search", "no run says this", "--room", "kitchen", "--tag", "nightly"]);
    expect([said.code, said.out, said.err]).toEqual([0, "", "No runs.\n"]);
  });

  test("are cancelled where they stand; one that has ended is not", async () => {
    const { runId } = await place.json(["run", "asks"]);
    expect(await place.run(["runs", "cancel", runId])).toMatchObject({ code: 0, out: `cancelled  ${runId}\n` });
    expect(await place.run(["runs", "cancel", runId])).toMatchObject({
      code: 1,
      err: expect.stringContaining("ended already") as string,
    });
    expect((await place.run(["runs", "watch", runId])).code).toBe(1);
  });
});

test("two commands on the same data take turns", async () => {
  const both = await Promise.all(["1", "2"].map((input) => place.run(["run", "plain", "--input", input])));
  expect(both.map(({ code, out }) => [code, out])).toEqual([
    [0, "1\n"],
    [0, "2\n"],
  ]);
});

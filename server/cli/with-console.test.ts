import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunPage, RunSummary } from "@/server/domain/run";
import { openCliPlace, type CliPlace } from "@/server/testing/cli-process";
import { startConsoleProcess, type ConsoleProcess } from "@/server/testing/console-process";
import { openingTakesMs } from "@/server/testing/http-console";

const key = "a-long-enough-key";

let place: CliPlace;
let console: ConsoleProcess;
let consoleFile: string;
beforeEach(async () => {
  place = await openCliPlace();
  consoleFile = join(place.env.TRACKSIDE_DATA_DIR, "console.json");
}, openingTakesMs);
afterEach(async () => {
  await console.kill("SIGKILL");
  await place.remove();
});

const runsOf = async (headers = {}): Promise<RunSummary[]> =>
  ((await (await fetch(`${console.url}/api/runs`, { headers })).json()) as RunPage).runs;

describe("a console running on the data directory", () => {
  test("is found, and does the work; its own file goes when it stops", { timeout: openingTakesMs }, async () => {
    console = await startConsoleProcess(place.env);
    expect(JSON.parse(await readFile(consoleFile, "utf8"))).toEqual({
      url: console.url,
      pid: console.pid,
      startedAt: expect.any(Number) as number,
      version: "0.1.0",
    });
    const run = await place.json(["run", "plain", "--input", "[1]"]);
    expect(await runsOf()).toMatchObject([{ runId: run.runId, status: "completed" }]);
    const { run: found } = (await (await fetch(`${console.url}/api/runs/${run.runId}`)).json()) as { run: RunSummary };
    expect(found).toMatchObject({ runId: run.runId, input: [1], result: { data: [1] } });
    expect((await fetch(`${console.url}/api/runs/nope`)).status).toBe(404);

    // By its address, what is set for a console here does not matter.
    const elsewhere = { TRACKSIDE_DATA_DIR: "/nowhere", TRACKSIDE_PROJECT: "/nowhere" };
    const named = await place.run(["runs", "--server", `${console.url}/`], { env: elsewhere });
    expect([named.code, named.out]).toEqual([0, expect.stringContaining(run.runId)]);

    const waits = await place.run(["run", "asks"]);
    const waiting = waits.out.trim();
    expect(waits.code).toBe(1);
    const watch = place.start(["runs", "watch", waiting]);
    await watch.heard(/asks +asks\.approval/);
    expect((await place.run(["runs", "answer", waiting, "asks.approval", '{"euros":1}'])).code).toBe(1);
    await watch.heard(/asks +asks\.word/);
    expect((await place.run(["runs", "answer", waiting, "asks.word", "yes"])).code).toBe(0);
    expect(await watch.ended).toMatchObject({ code: 0, out: expect.stringContaining('"word": "yes"') as string });

    const [file, log] = [join(place.home, "gate"), join(place.home, "log")];
    const left = place.start(["run", "gated", "--input", JSON.stringify({ file, log })]);
    await left.heard(/begins +gated\.gate/);
    left.child.kill("SIGINT");
    expect(await left.ended).toMatchObject({ code: 130, err: expect.stringContaining("goes on in the console") as string });
    await writeFile(file, "");
    const runId = (await runsOf())[0]?.runId ?? "";
    expect(await place.run(["runs", "watch", runId])).toMatchObject({ code: 0, out: '"through"\n' });
    expect(await readFile(log, "utf8")).toBe("first\ngate\n");

    await console.kill("SIGTERM");
    expect(existsSync(consoleFile)).toBe(false);
  });

  test("that asks for a key is given it, or the lack of it is told", { timeout: openingTakesMs }, async () => {
    console = await startConsoleProcess({ ...place.env, TRACKSIDE_API_KEY: key });
    const withKey = { TRACKSIDE_API_KEY: key };
    const run = await place.json(["run", "plain"], { env: withKey });
    expect(await runsOf({ authorization: `Bearer ${key}` })).toMatchObject([{ runId: run.runId }]);
    for (const [env, words] of [
      [{}, /asks for its key.*TRACKSIDE_API_KEY/],
      [{ TRACKSIDE_API_KEY: "another-key" }, /does not know this key/],
    ] as const) {
      const refused = await place.run(["runs"], { env });
      expect([refused.code, refused.out, refused.err]).toEqual([2, "", expect.stringMatching(words)]);
      expect(refused.err).not.toContain("another-key");
    }
  });

  test("that was killed misleads nobody, whoever answers at its address now", { timeout: openingTakesMs }, async () => {
    console = await startConsoleProcess(place.env);
    const run = await place.json(["run", "plain"]);
    const stale = await readFile(consoleFile, "utf8");
    await console.kill("SIGKILL");
    expect(existsSync(consoleFile)).toBe(true);
    let asked = 0;
    const impostor = createServer((_request, response) => {
      asked++;
      response.end(JSON.stringify({ status: "ok", version: "0.1.0", database: "ok", host: { alive: true } }));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => impostor.once("listening", resolve));
    const url = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`;
    await writeFile(consoleFile, JSON.stringify({ ...(JSON.parse(stale) as object), url }));

    expect((await place.run(["runs"])).out).toContain(run.runId);
    expect(existsSync(consoleFile)).toBe(false);

    // Another command has the data, so the lock is held; the killed console is still not to be believed.
    await writeFile(consoleFile, JSON.stringify({ ...(JSON.parse(stale) as object), url }));
    const [file, log] = [join(place.home, "gate"), join(place.home, "log")];
    const busy = place.start(["run", "gated", "--input", JSON.stringify({ file, log })]);
    await busy.heard(/begins +gated\.gate/);
    const second = place.start(["runs", "--json"]);
    await second.heard(/Waiting for another Trackside command/);
    await writeFile(file, "");
    expect((await busy.ended).code).toBe(0);
    const { code, out } = await second.ended;
    expect([code, (JSON.parse(out) as RunPage).runs.map(({ agentId }) => agentId)]).toEqual([0, ["gated", "plain"]]);
    expect(asked).toBe(0);
    impostor.close();
  });

  test("that comes back while a run is followed is taken up again", { timeout: openingTakesMs }, async () => {
    const port = await freePort();
    console = await startConsoleProcess({ ...place.env, PORT: port });
    const [file, log] = [join(place.home, "gate"), join(place.home, "log")];
    const followed = place.start(["run", "gated", "--input", JSON.stringify({ file, log })]);
    await followed.heard(/begins +gated\.gate/);
    await console.kill("SIGKILL");
    console = await startConsoleProcess({ ...place.env, PORT: port });
    await writeFile(file, "");
    const { code, out, err } = await followed.ended;
    expect([code, out]).toEqual([0, '"through"\n']);
    expect(err.match(/done +gated\.first/g)).toHaveLength(1);
  });
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

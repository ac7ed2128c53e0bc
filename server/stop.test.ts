import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { startConsoleProcess, type ConsoleProcess } from "./testing/console-process";
import { makeHome, openingTakesMs } from "./testing/http-console";
import { head } from "./testing/raw-request";
import { agentFile } from "./testing/test-console";

const files = {
  // Does a step, then waits for the file.
  "waits.ts": agentFile(
    "waits",
    `await ctx.step("first", () => { appendFileSync(input.log, "first\\n"); return 1; });
     await ctx.step("gate", async () => { while (!existsSync(input.file)) await new Promise((resolve) => setTimeout(resolve, 10)); });
     return "done";`,
    `import { appendFileSync, existsSync } from "node:fs";`,
  ),
  "spins.ts": agentFile(
    "spins",
    `await ctx.step("spin", () => { while (!existsSync(input.file)); }); return "done";`,
    `import { existsSync } from "node:fs";`,
  ),
};

let place: Awaited<ReturnType<typeof makeHome>>;
let console: ConsoleProcess;
beforeEach(async () => {
  place = await makeHome(files);
  console = await startConsoleProcess(place.env);
}, openingTakesMs);
afterEach(async () => {
  await console.kill("SIGKILL");
  await place.remove();
});

const path = (run: RunSummary): string => `${console.url}/api/agents/${run.agentId}/runs/${run.runId}`;

async function start(agentId: string): Promise<RunSummary> {
  const answer = await fetch(`${console.url}/api/agents/${agentId}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input: { file: join(place.home, "gate"), log: join(place.home, "log") } }),
  });
  return ((await answer.json()) as { run: RunSummary }).run;
}

async function summaryOf(run: RunSummary): Promise<RunSummary> {
  return ((await (await fetch(path(run))).json()) as { summary: RunSummary }).summary;
}

async function untilSteps(run: RunSummary, steps: number): Promise<void> {
  while ((await summaryOf(run)).counts.steps < steps);
}

async function stop(signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }> {
  const begun = performance.now();
  const { code } = await console.kill(signal);
  return { code, ms: performance.now() - begun };
}

/** Opens the data again: what was not done goes on, and is done once the gate is open. */
async function goOn(run: RunSummary): Promise<RunSummary> {
  console = await startConsoleProcess(place.env);
  await untilSteps(run, 2);
  const { writeFile } = await import("node:fs/promises");
  await writeFile(join(place.home, "gate"), "");
  await (await fetch(`${path(run)}/events`)).text();
  return summaryOf(run);
}

describe.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s", (signal) => {
  test("ends it in order and in time, whatever is open, and its run goes on at the next start", async () => {
    const run = await start("waits");
    await untilSteps(run, 3);
    const port = Number(new URL(console.url).port);
    const streams = await Promise.all([
      ...Array.from({ length: 5 }, () => fetch(`${path(run)}/events`)),
      fetch(`${console.url}/api/trpc/runs.watch?input=${encodeURIComponent(JSON.stringify({ runId: run.runId }))}`),
    ]);
    const half = connect(port, "127.0.0.1");
    half.on("error", () => {});
    half.write(
      head("POST /api/agents/waits/runs", ["Host: localhost", "Content-Type: application/json", "Content-Length: 99"]) + "{",
    );
    const idle = connect(port, "127.0.0.1");
    idle.on("error", () => {});
    const cut = streams.map((answer) => answer.text().catch(() => "cut"));
    const { code, ms } = await stop(signal);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
    await Promise.all(cut);
    expect(console.output()).not.toMatch(/Error|\n\s+at /);
    const ended = await goOn(run);
    expect(ended).toMatchObject({ status: "completed", result: { data: "done" }, recoveries: 0 });
    expect(await readFile(join(place.home, "log"), "utf8")).toBe("first\n");
  });
});

describe("stopping", () => {
  test("twice at once is stopping once", async () => {
    const run = await start("waits");
    await untilSteps(run, 3);
    void console.kill("SIGINT");
    const { code } = await stop("SIGINT");
    expect(code).toBe(0);
    expect(await goOn(run)).toMatchObject({ status: "completed" });
  });

  test("again and again, while an agent will not let go, ends it at once and loses nothing", async () => {
    const run = await start("spins");
    await untilSteps(run, 2);
    const gone = console.kill("SIGINT");
    const begun = performance.now();
    const again = setInterval(() => void console.kill("SIGINT"), 50);
    const { code } = await gone;
    clearInterval(again);
    expect([0, 130]).toContain(code);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(await goOn(run)).toMatchObject({ status: "completed" });
  });

  test("an agent that spins does not hold it up", async () => {
    const run = await start("spins");
    await untilSteps(run, 2);
    const { code, ms } = await stop("SIGTERM");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
    expect(await goOn(run)).toMatchObject({ status: "completed", recoveries: 0 });
  });

  test("leaves no process of its own behind", async () => {
    const health = (await (await fetch(`${console.url}/api/health`)).json()) as { host: { alive: boolean } };
    expect(health.host.alive).toBe(true);
    const children = existsSync("/proc") ? await childrenOf(console.pid) : [];
    await stop("SIGTERM");
    for (const pid of children) expect(existsSync(`/proc/${pid}`)).toBe(false);
  });
});

async function childrenOf(pid: number): Promise<string[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return listed.split(" ").filter(Boolean);
}

import { createClient } from "@libsql/client";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import type { RunSummary } from "@/server/domain/run";
import { startConsoleProcess, type ConsoleProcess } from "./console-process";
import { howOften } from "./how-often";

/** More rounds on request: TRACKSIDE_KILL_ROUNDS=200 npx vitest run server/testing/durability.test.ts */
const rounds = Number(process.env["TRACKSIDE_KILL_ROUNDS"] ?? howOften(4, 20));
const runsPerRound = 6;
const stepsPerRun = 25;

/**
 * Tells the outside, in a file of its own, of each execution and of each acknowledgement: a step's promise that resolved.
 * What is in that file the console must know, whenever it was killed.
 */
const agent = `import { defineAgent } from "trackside";
import { z } from "zod";
import { appendFileSync } from "node:fs";
export default defineAgent({
  id: "witness", input: z.object({ file: z.string(), seed: z.number() }),
  async run(ctx, { file, seed }) {
    const say = (word, i) => appendFileSync(file, word + " " + ctx.run.id + " " + i + "\\n");
    const lane = async (name, from) => {
      for (let i = from; i < ${stepsPerRun}; i += 2) {
        await ctx.step("work", { input: { i, text: "x".repeat((i * seed) % 3000) } }, async () => {
          say("ran", i);
          await new Promise((resolve) => setTimeout(resolve, (i * seed) % 30));
          return { i };
        });
        say("acknowledged", i);
      }
    };
    await Promise.all([ctx.flow("even", () => lane("even", 0)), ctx.flow("odd", () => lane("odd", 1))]);
    return "done";
  },
});`;

test(
  `a console killed ${rounds} times at random moments has lost nothing it acknowledged`,
  async () => {
    const home = await mkdtemp(join(tmpdir(), "trackside-durability-"));
    const [data, project, witness] = [join(home, "data"), join(home, "project"), join(home, "witness")];
    await mkdir(join(project, "agents"), { recursive: true });
    await writeFile(join(project, "agents/witness.ts"), agent);
    await appendFile(witness, "");
    const env = { TRACKSIDE_DATA_DIR: data, TRACKSIDE_PROJECT: project };
    const accepted: string[] = [];
    let kills = 0;
    let console = await startConsoleProcess(env);
    try {
      for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < runsPerRound; i++) accepted.push(await start(console, { file: witness, seed: 1 + round * 7 + i }));
        await pause(Math.random() * 400);
        await console.kill("SIGKILL");
        kills++;
        await checkFile(data);
        console = await startConsoleProcess(env);
      }
      for (const id of accepted)
        expect(await endOf(console, id)).toMatchObject({ status: "completed", result: { data: "done" } });
      const { acknowledged, ran, ranAgain } = readWitness(await readFile(witness, "utf8"));
      expect(ranAgain, "steps that ran although their end had been acknowledged").toEqual([]);
      for (const id of accepted) {
        const recorded = new Set(
          (await stepsOf(console, id)).filter((step) => step.status === "completed").map((step) => step.i),
        );
        for (let i = 0; i < stepsPerRun; i++) {
          expect(recorded.has(i), `step ${i} of ${id}`).toBe(true);
          expect(acknowledged.get(`${id} ${i}`) ?? 0, `acknowledgements of step ${i} of ${id}`).toBeGreaterThan(0);
        }
      }
      // A step runs once, and once more for each crash that may have cut it off.
      expect(Math.max(...ran.values())).toBeLessThanOrEqual(1 + kills);
      const repeated = [...ran.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(repeated).toBeLessThanOrEqual(kills * runsPerRound * 2 * 2);
    } finally {
      await console.kill("SIGTERM");
      await checkFile(data);
      await rm(home, { recursive: true, force: true });
    }
  },
  60_000 + rounds * 15_000,
);

async function start({ url }: ConsoleProcess, input: unknown): Promise<string> {
  const answer = await fetch(`${url}/api/agents/witness/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { run: RunSummary }).run.runId;
}

/** Reads the run's own stream to its end: the console says itself when that is. */
async function endOf({ url }: ConsoleProcess, id: string): Promise<RunSummary> {
  await (await fetch(`${url}/api/agents/witness/runs/${id}/events`)).text();
  const answer = await fetch(`${url}/api/agents/witness/runs/${id}`);
  return ((await answer.json()) as { summary: RunSummary }).summary;
}

async function stepsOf({ url }: ConsoleProcess, runId: string): Promise<(Step & { i: number | undefined })[]> {
  const input = encodeURIComponent(JSON.stringify({ runId, after: 0, limit: 500 }));
  const answer = await fetch(`${url}/api/trpc/runs.steps?input=${input}`);
  const { result } = (await answer.json()) as { result: { data: { steps: Step[] } } };
  const work = result.data.steps.filter((step) => step.name === "work");
  return work.map((step) => ({ ...step, i: (JSON.parse(step.preview ?? "{}") as { i?: number }).i }));
}

function readWitness(text: string) {
  const found = { acknowledged: new Map<string, number>(), ran: new Map<string, number>(), ranAgain: new Array<string>() };
  for (const line of text.split("\n").filter(Boolean)) {
    const [word, id, i] = line.split(" ");
    if (word === "ran" && found.acknowledged.has(`${id} ${i}`)) found.ranAgain.push(`${id} ${i}`);
    const counted = word === "ran" ? found.ran : found.acknowledged;
    counted.set(`${id} ${i}`, (counted.get(`${id} ${i}`) ?? 0) + 1);
  }
  return found;
}

/** The file as SQLite itself sees it, and what must hold between its rows whenever it is opened. */
async function checkFile(dataDir: string): Promise<void> {
  const client = createClient({ url: `file:${join(dataDir, "trackside.db")}`, timeout: 5000 });
  const one = async (sql: string): Promise<unknown> => Object.values((await client.execute(sql)).rows[0] ?? {})[0];
  expect(await one("PRAGMA integrity_check")).toBe("ok");
  expect(
    await one(
      "SELECT count(*) FROM steps s WHERE n <> 1 AND NOT EXISTS (SELECT 1 FROM steps p WHERE p.run_key = s.run_key AND p.n = s.parent)",
    ),
  ).toBe(0);
  expect(await one("SELECT count(*) FROM runs r WHERE steps <> (SELECT count(*) FROM steps s WHERE s.run_key = r.key)")).toBe(0);
  expect(
    await one(
      "SELECT count(*) FROM (SELECT agent_id, status, count(*) n FROM runs GROUP BY 1, 2) c JOIN run_counts k USING (agent_id, status) WHERE k.runs <> c.n",
    ),
  ).toBe(0);
  client.close();
}

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@/server/domain/json";
import { answerInput } from "@/server/runs/answer-input";
import { openConsole } from "@/server/open-console";
import { startRun } from "@/server/runs/start-run";
import { waitForRun } from "@/server/runs/wait-for-run";

/** A console with its agent host, without pages, on a data directory of its own, or on one that was left before. */
export async function openBenchConsole(agents: Record<string, string>, files: Record<string, string> = {}, left?: string) {
  const home = left ?? (await mkdtemp(join(tmpdir(), "trackside-bench-")));
  const projectDir = join(home, "project");
  await mkdir(join(projectDir, "agents"), { recursive: true });
  for (const [name, text] of Object.entries(agents)) await writeFile(join(projectDir, "agents", `${name}.ts`), text);
  for (const [name, text] of Object.entries(files)) await writeFile(join(projectDir, name), text);
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir: join(home, "data"),
    projectDir,
    apiKey: undefined,
    allowedHosts: [],
    corsOrigins: [],
    logLevel: "warn" as const,
  };
  const console = await openConsole({ root: process.cwd(), env, hostEnv: process.env, version: "bench" });
  await console.projectOpened();
  const { ctx } = console;
  const settled = (runId: string) => waitForRun({ ctx, runId, signal: new AbortController().signal });
  return {
    ctx,
    home,
    runToEnd: async (agentId: string, input: unknown) => {
      const { run } = await startRun({ ctx, input: { agentId, input: input as never } });
      const ended = await settled(run.runId);
      if (ended.run.status !== "completed")
        throw new Error(`${agentId} ended as ${ended.run.status}: ${ended.run.error?.message}`);
      return ended.run;
    },
    runToWait: async (agentId: string, input: unknown) => {
      const { run } = await startRun({ ctx, input: { agentId, input: input as never } });
      return (await settled(run.runId)).run;
    },
    answerToEnd: async (runId: string, path: string, value: Json) => {
      await answerInput({ ctx, input: { runId, path, value } });
      return (await settled(runId)).run;
    },
    /** Leaves the folder to be opened again. */
    stop: () => console.stop(),
    dataDir: env.dataDir,
    projectDir,
    close: async () => {
      await console.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

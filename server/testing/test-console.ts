import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { hasEnded } from "@/server/domain/run-status";
import { openConsole, type Console, type ConsoleOptions } from "@/server/open-console";
import { appRouter } from "@/server/router";
import { waitForRun } from "@/server/runs/wait-for-run";
import { createCallerFactory } from "@/server/trpc";

const createCaller = createCallerFactory(appRouter);

type Options = {
  files?: Record<string, string>;
  dir?: string;
  hostEnv?: NodeJS.ProcessEnv;
  /** On a data directory that is empty, as on a first start; else on a migrated copy, which is quicker. */
  first?: boolean;
  /** Puts more into the project's folder before it is opened. */
  prepare?: (projectDir: string) => Promise<void>;
} & Pick<ConsoleOptions, "concurrency" | "dev" | "silenceMs">;

/** A real console on a real database file and a real agent host, with a project folder far from any node_modules. */
export async function openTestConsole({ files = {}, dir, prepare, first = false, ...options }: Options = {}) {
  const home = dir ?? (await mkdtemp(join(tmpdir(), "trackside-test-")));
  const [dataDir, projectDir] = [join(home, "data"), join(home, "project")];
  await mkdir(join(projectDir, "agents"), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(projectDir, name)), { recursive: true });
    await writeFile(join(projectDir, name), text);
  }
  await prepare?.(projectDir);
  if (dir === undefined && !first) {
    await mkdir(dataDir);
    await copyFile(inject("templateDatabase"), join(dataDir, "trackside.db"));
  }
  const console = await openTheConsole(dataDir, projectDir, options);
  const { ctx } = console;
  await until(ctx.live, "agents", () => ctx.engine.project().loaded);
  const caller = createCaller(ctx);
  return {
    ctx,
    caller,
    home,
    projectDir,
    /** Starts a run and answers with it when it has ended. */
    runToEnd: async (agentId: string, input: unknown = null): Promise<RunSummary> => {
      const { run } = await caller.runs.start({ agentId, input: input as never });
      return endOf(ctx, run.runId);
    },
    endOf: (runId: string) => endOf(ctx, runId),
    /** Stops it and leaves the folder, to be opened again. */
    stop: () => console.stop(),
    close: async () => {
      await console.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function openTheConsole(
  dataDir: string,
  projectDir: string,
  options: Omit<Options, "files" | "dir" | "prepare" | "first">,
): Promise<Console> {
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir,
    projectDir,
    apiKey: undefined,
    allowedHosts: [],
    corsOrigins: [],
    logLevel: process.env["LOG_LEVEL"] === "debug" ? ("debug" as const) : ("silent" as const),
  };
  return openConsole({
    root: process.cwd(),
    env,
    hostEnv: process.env,
    version: "test",
    ...options,
  });
}

async function endOf(ctx: Console["ctx"], runId: string): Promise<RunSummary> {
  const { run } = await waitForRun({ ctx, runId, signal: AbortSignal.timeout(60_000) });
  if (!hasEnded(run.status)) throw new Error(`run ${runId} is still ${run.status} after a minute`);
  return run;
}

/** Waits for a condition by listening for its topic, never for time alone. */
export async function until(
  live: Console["ctx"]["live"],
  topic: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const stop = AbortSignal.timeout(30_000);
  while (!(await condition())) {
    if (stop.aborted) throw new Error(`waited 30 s for a condition on "${topic}"`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, 100);
      const unsubscribe = live.subscribe(topic, done);
      function done(): void {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
    });
  }
}

/** The text of an agent file, from the body of its `run`. */
export function agentFile(id: string, body: string, more = ""): string {
  return `import { defineAgent } from "trackside";
import { z } from "zod";
${more}
export default defineAgent({ id: ${JSON.stringify(id)}, input: z.any(), async run(ctx, input) { ${body} } });
`;
}

import type { Database } from "@/db/database";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Isolation } from "@/server/domain/isolation";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { findRun } from "@/server/runs/find-work";
import type { HostOptions } from "./host-process";

/** What a host process is started with: as all are, or as its one run wants it. */
export type HostSettings = Omit<HostOptions, "log">;

/** A run that asked for a process of its own gets its own working directory, environment and memory limit with it. */
export async function ownProcess(
  shared: HostSettings,
  workDir: string,
  { env = {}, memoryMb }: Isolation,
): Promise<HostSettings> {
  await mkdir(workDir, { recursive: true });
  const overlaid: NodeJS.ProcessEnv = { ...shared.env };
  for (const [name, value] of Object.entries(env))
    if (value === null) delete overlaid[name];
    else overlaid[name] = value;
  return { ...shared, env: overlaid, workDir, ...(memoryMb === undefined ? {} : { memoryMb }) };
}

/** Working directories live as long as their runs: over waiting and crashes, and no longer. */
export class WorkDirs {
  readonly #root: string;
  readonly #log: Log;

  constructor(dataDir: string, log: Log) {
    this.#root = join(dataDir, "work");
    this.#log = log;
  }

  of(runId: string): string {
    return join(this.#root, runId);
  }

  /** A process the run has left behind may still be writing there: what cannot go now goes at the next start. */
  async remove(runId: string): Promise<void> {
    try {
      await rm(this.of(runId), { recursive: true, force: true, maxRetries: 8 });
    } catch (cause) {
      this.#log.warn(`The working directory of run ${runId} is still there: ${messageOf(cause)}`);
    }
  }

  /** Its process is gone: where the run has ended with it, what it worked in goes too. */
  async removeOf(db: Database, key: number): Promise<void> {
    const run = await findRun(db, key);
    if (run && hasEnded(run.status as RunStatus)) await this.remove(run.id);
  }

  async removeAllBut(live: (runId: string) => Promise<boolean>): Promise<void> {
    for (const runId of await readdir(this.#root).catch(() => [])) if (!(await live(runId))) await this.remove(runId);
  }
}

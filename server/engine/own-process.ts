import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Isolation } from "@/server/domain/isolation";
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

  constructor(dataDir: string) {
    this.#root = join(dataDir, "work");
  }

  of(runId: string): string {
    return join(this.#root, runId);
  }

  async remove(runId: string): Promise<void> {
    await rm(this.of(runId), { recursive: true, force: true });
  }

  async removeAllBut(live: (runId: string) => Promise<boolean>): Promise<void> {
    for (const runId of await readdir(this.#root).catch(() => [])) if (!(await live(runId))) await this.remove(runId);
  }
}

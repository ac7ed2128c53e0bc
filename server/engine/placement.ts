import type { Database } from "@/db/database";
import type { RunDirs } from "@/server/domain/host-protocol";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { findPendingRuns } from "@/server/runs/find-work";
import { takeRun, type Taken } from "@/server/runs/take-run";
import type { Host } from "./host";
import type { HostPool } from "./host-pool";
import type { RunTurns } from "./run-turns";

type PlacementOptions = {
  db: Database;
  log: Log;
  hosts: HostPool;
  turns: RunTurns;
  dirsFor: (run: { key: number; runId: string; ofDataset: boolean }) => Promise<RunDirs>;
  /** A run has been handed to a host. */
  placed: (key: number) => void;
  /** A host that was to have one run only, which no longer wants it. */
  spare: (host: Host) => void;
};

const mostAlone = 4;
const pauseAfterFaultMs = 1000;

/** What waits for a host, and who gets which: cut-off runs before new ones, as many as there are places. */
export class Placement {
  readonly #options: PlacementOptions;
  readonly #placing = new Set<number>();
  readonly #cutOff: number[] = [];
  readonly #alone: number[] = [];
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #concurrency = 0;

  constructor(options: PlacementOptions) {
    this.#options = options;
  }

  /** These go on where they were, in the shared host, or alone in one of their own. */
  goOn(keys: number[], alone = false): void {
    (alone ? this.#alone : this.#cutOff).push(...keys);
    this.wake();
  }

  /** How many runs may work in the shared host at once. */
  allow(concurrency: number): void {
    this.#concurrency = concurrency;
  }

  /** There may be something to place, or a place for it. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#place()
      .catch((cause: unknown) => this.#options.log.error(`Runs could not be placed: ${messageOf(cause)}`))
      .finally(() => {
        this.#running = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #place(): Promise<void> {
    if (this.#stopped) return;
    const { db, hosts } = this.#options;
    for (const host of hosts.alone())
      if (host.only !== undefined && host.ready && !host.done && host.runs.size === 0) await this.#hand(host, host.only);
    for (const key of this.#alone.splice(0, mostAlone - hosts.alone().length)) hosts.startAlone(key);
    const host = hosts.shared;
    if (!host?.ready) return;
    const free = this.#concurrency - host.runs.size;
    if (free <= 0) return;
    const again = this.#cutOff.splice(0, free);
    const fresh = again.length < free ? await findPendingRuns(db, free - again.length) : [];
    await Promise.all([...again, ...fresh].map((key) => this.#hand(host, key)));
  }

  async #hand(host: Host, key: number): Promise<void> {
    if (this.#placing.has(key)) return;
    this.#placing.add(key);
    try {
      await this.#options.turns.take(key, () => this.#take(host, key));
    } catch (cause) {
      this.#options.log.error(`Run ${key} could not be handed out, it is tried again: ${messageOf(cause)}`);
      this.#cutOff.push(key);
      setTimeout(() => this.wake(), pauseAfterFaultMs);
    } finally {
      this.#placing.delete(key);
    }
    if (host.only === key && host.runs.size === 0) this.#options.spare(host);
  }

  async #take(host: Host, key: number): Promise<void> {
    if (this.#stopped || this.#options.hosts.find(key)) return;
    const taken = await takeRun(this.#options.db, key, Date.now());
    if (!taken || this.#stopped) return;
    const { ofDataset } = taken.live;
    taken.run.dirs = await this.#options.dirsFor({ key, runId: taken.run.runId, ofDataset });
    if (this.#stopped) return;
    if (this.#options.hosts.has(host)) this.#give(host, taken);
    else this.#cutOff.push(key);
  }

  #give(host: Host, { live, run }: Taken): void {
    host.runs.set(run.key, { live, deadline: run.timeoutMs === undefined ? undefined : Date.now() + run.timeoutMs });
    host.process.send({ type: "take", run });
    this.#options.placed(run.key);
  }
}

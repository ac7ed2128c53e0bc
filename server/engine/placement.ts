import type { Database } from "@/db/database";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { findPendingRuns } from "@/server/runs/find-work";
import { takeRun, type Taken } from "@/server/runs/take-run";
import type { Host } from "./host";
import type { HostPool } from "./host-pool";

type PlacementOptions = {
  db: Database;
  log: Log;
  hosts: HostPool;
  /** A run has been handed to a host. */
  placed: (key: number) => void;
};

const mostAlone = 4;
const pauseAfterFaultMs = 1000;

/** What waits for a host, and who gets which: cut-off runs before new ones, as many as there are places. */
export class Placement {
  readonly #options: PlacementOptions;
  readonly #placing = new Map<number, Promise<void>>();
  readonly #barred = new Set<number>();
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

  /** Resolves when a run is not just being handed out. */
  async settled(key: number): Promise<void> {
    await this.#placing.get(key);
  }

  /** Does something with a run that nobody may take meanwhile. */
  async barred<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    this.#barred.add(key);
    try {
      return await work();
    } finally {
      this.#barred.delete(key);
    }
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
      if (host.only !== undefined && host.ready && host.runs.size === 0) await this.#hand(host, host.only);
    for (const key of this.#alone.splice(0, mostAlone - hosts.alone().length)) hosts.startAlone(key);
    const host = hosts.shared;
    if (!host?.ready) return;
    const free = this.#concurrency - host.runs.size;
    if (free <= 0) return;
    const again = this.#cutOff.splice(0, free);
    const fresh = again.length < free ? await findPendingRuns(db, free - again.length) : [];
    await Promise.all([...again, ...fresh].map((key) => this.#hand(host, key)));
  }

  /** One at a time for each run: who wants to end it meanwhile waits until it is known where it is. */
  async #hand(host: Host, key: number): Promise<void> {
    if (this.#placing.has(key) || this.#options.hosts.find(key) || this.#barred.has(key)) return;
    const handing = this.#take(host, key).catch((cause: unknown) => {
      this.#options.log.error(`Run ${key} could not be handed out, it is tried again: ${messageOf(cause)}`);
      this.#cutOff.push(key);
      setTimeout(() => this.wake(), pauseAfterFaultMs);
    });
    this.#placing.set(key, handing);
    await handing;
    this.#placing.delete(key);
  }

  async #take(host: Host, key: number): Promise<void> {
    const taken = await takeRun(this.#options.db, key, Date.now());
    if (!taken || this.#stopped) return;
    if (this.#options.hosts.has(host)) this.#give(host, taken);
    else this.#cutOff.push(key);
  }

  #give(host: Host, { live, run }: Taken): void {
    host.runs.set(run.key, { live, deadline: run.timeoutMs === undefined ? undefined : Date.now() + run.timeoutMs });
    host.process.send({ type: "take", run });
    this.#options.placed(run.key);
  }
}

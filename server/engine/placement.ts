import type { Database } from "@/db/database";
import type { RunDirs, TakenRun } from "@/server/domain/host-protocol";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import type { Isolation } from "@/server/domain/isolation";
import { findIsolated, findPendingRuns } from "@/server/runs/find-work";
import type { LiveRun } from "@/server/runs/live-run";
import { takeNewRuns, takeRun, type Taken } from "@/server/runs/take-run";
import type { Host } from "./host";
import type { HostPool } from "./host-pool";
import type { HostSettings } from "./own-process";
import type { RunTurns } from "./run-turns";

type PlacementOptions = {
  db: Database;
  log: Log;
  hosts: HostPool;
  turns: RunTurns;
  ownProcess: (runId: string, isolation: Isolation) => Promise<HostSettings>;
  dirsFor: (run: { key: number; runId: string; ofDataset: boolean }) => Promise<RunDirs>;
  /** Items of dataset runs to begin next, where it is not simply the oldest. */
  nextItems: (places: number, but: string[]) => number[] | undefined;
  /** A run has been handed to a host. */
  placed: (key: number) => void;
  /** A host that was to have one run only, which no longer wants it. */
  spare: (host: Host) => void;
};

/** Each is a process with the whole project in it. */
const mostAlone = 4;
const pauseAfterFaultMs = 1000;
const recordsAtOnce = 1000;

/** What waits for a host, and who gets which: cut-off runs before new ones, as many as there are places. */
export class Placement {
  readonly #options: PlacementOptions;
  readonly #placing = new Set<number>();
  readonly #cutOff: number[] = [];
  readonly #alone: number[] = [];
  /** To go on, and not yet looked at whether in a process of their own. */
  readonly #unsorted: number[] = [];
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #concurrency = 0;
  #apart: string[] = [];

  constructor(options: PlacementOptions) {
    this.#options = options;
  }

  /** These go on where they were, in the shared host, or alone in one of their own. */
  goOn(keys: number[], alone = false): void {
    (alone ? this.#alone : this.#unsorted).push(...keys);
    this.wake();
  }

  /** How many runs may work in the shared host at once, and the agents whose runs stay out of it. */
  allow(concurrency: number, apart: string[]): void {
    this.#concurrency = concurrency;
    this.#apart = apart;
  }

  /** There may be something to place, or a place for it. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#place()
      .catch((cause: unknown) => this.#tryAgain("Runs could not be placed", cause))
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
    await this.#startAlone();
    const host = hosts.shared;
    if (!host?.ready) return;
    const free = this.#concurrency - working(host);
    if (free <= 0) return;
    // Read first, taken out then: what cannot be read now is not forgotten.
    const singles = await findPendingRuns(db, free, { items: false, but: this.#apart });
    const goingOn = Math.min(this.#cutOff.length, free);
    const roomForItems = Math.min(free - goingOn - singles.length, this.#concurrency - this.#reserved - itemsIn(host));
    const items =
      this.#options.nextItems(roomForItems, this.#apart) ??
      (await findPendingRuns(db, roomForItems, { items: true, but: this.#apart }));
    const again = this.#cutOff.splice(0, goingOn);
    const fresh = [...singles, ...items].slice(0, free - again.length);
    await Promise.all([...again.map((key) => this.#hand(host, key)), this.#handNew(host, fresh)]);
  }

  /** Places that items of dataset runs do not take: who starts a single run behind thousands of them need not wait. */
  get #reserved(): number {
    return Math.floor(this.#concurrency / 8);
  }

  /** Many at once, which were never begun. What is wrong with one of them is found out when it is handed out alone. */
  async #handNew(host: Host, keys: number[]): Promise<void> {
    const { db, hosts, turns, dirsFor } = this.#options;
    const mine = keys.filter((key) => !this.#placing.has(key) && !hosts.find(key));
    if (mine.length === 0) return;
    for (const key of mine) this.#placing.add(key);
    let left: number[] = [];
    try {
      await turns.takeAll(mine, async () => {
        if (this.#stopped) return;
        const { taken, others } = await takeNewRuns(db, mine, Date.now());
        left = others;
        const ready = await Promise.all(
          taken.map(async ({ live, run }) => {
            const dirs = await dirsFor({ key: run.key, runId: run.runId, ofDataset: live.ofDataset });
            return { live, run: { ...run, dirs } };
          }),
        );
        if (this.#stopped) return;
        if (hosts.has(host)) this.#give(host, ready);
        else this.#cutOff.push(...ready.map(({ run }) => run.key));
      });
    } catch (cause) {
      left = mine;
      this.#options.log.error(`Runs could not be handed out together: ${messageOf(cause)}`);
    } finally {
      for (const key of mine) this.#placing.delete(key);
    }
    await Promise.all(left.map((key) => this.#hand(host, key)));
  }

  /** Processes for single runs: those that hosts die of, and those whose agent asks for it. */
  async #startAlone(): Promise<void> {
    const { db, hosts } = this.#options;
    const unsorted = [...this.#unsorted];
    const apart = await findIsolated(db, unsorted);
    for (const key of this.#unsorted.splice(0, unsorted.length)) (apart.has(key) ? this.#alone : this.#cutOff).push(key);
    const free = mostAlone - hosts.alone().filter((host) => working(host) > 0 || host.runs.size === 0).length;
    if (free <= 0) return;
    const known = new Set([...this.#alone, ...hosts.alone().map((host) => host.only)]);
    const pending = await this.#pendingApart();
    const again = this.#alone.slice(0, free);
    const keys = [...again, ...pending.filter((key) => !known.has(key)).slice(0, free - again.length)];
    const isolation = await findIsolated(db, keys);
    this.#alone.splice(0, again.length);
    for (const key of keys) await this.#startOne(key, isolation.get(key));
  }

  async #pendingApart(): Promise<number[]> {
    if (this.#apart.length === 0) return [];
    const { db } = this.#options;
    const parts = [false, true].map((items) => findPendingRuns(db, mostAlone * 2, { items, of: this.#apart }));
    return (await Promise.all(parts)).flat();
  }

  /** What keeps one from starting, as a directory that cannot be made, keeps no other from it. */
  async #startOne(key: number, wanted: { runId: string; isolation: Isolation } | undefined): Promise<void> {
    const { hosts, ownProcess } = this.#options;
    try {
      hosts.startAlone(key, wanted ? await ownProcess(wanted.runId, wanted.isolation) : undefined);
    } catch (cause) {
      this.#alone.push(key);
      this.#tryAgain(`Run ${key} could not get a process of its own`, cause);
    }
  }

  #tryAgain(what: string, cause: unknown): void {
    this.#options.log.error(`${what}, it is tried again: ${messageOf(cause)}`);
    setTimeout(() => this.wake(), pauseAfterFaultMs);
  }

  async #hand(host: Host, key: number): Promise<void> {
    if (this.#placing.has(key)) return;
    this.#placing.add(key);
    try {
      await this.#options.turns.take(key, () => this.#take(host, key));
    } catch (cause) {
      (host.only === undefined ? this.#cutOff : this.#alone).push(key);
      this.#tryAgain(`Run ${key} could not be handed out`, cause);
    } finally {
      this.#placing.delete(key);
    }
    if (host.only === key && host.runs.size === 0) this.#options.spare(host);
  }

  async #take(host: Host, key: number): Promise<void> {
    if (this.#stopped || this.#options.hosts.find(key)) return;
    const taken = await takeRun(this.#options.db, key, Date.now());
    if (!taken) return;
    const { ofDataset } = taken.live;
    const dirs = await this.#options.dirsFor({ key, runId: taken.run.runId, ofDataset });
    const last = await this.#sendAhead(host, { ...taken.run, dirs });
    if (this.#stopped) return;
    if (this.#options.hosts.has(host)) this.#give(host, [{ live: taken.live, run: last }]);
    else if (host.only === undefined) this.#cutOff.push(key);
  }

  /** A long record goes ahead in parts: packing it in one piece would hold the event loop. What is left goes with the run. */
  async #sendAhead(host: Host, run: TakenRun): Promise<TakenRun> {
    let at = 0;
    for (; run.records.length - at > recordsAtOnce; at += recordsAtOnce) {
      const records = run.records.slice(at, at + recordsAtOnce);
      host.process.send({ type: "records", key: run.key, take: run.take, records });
      await new Promise((resolve) => setImmediate(resolve));
    }
    return at === 0 ? run : { ...run, records: run.records.slice(at) };
  }

  #give(host: Host, taken: Taken[]): void {
    for (const { live, run } of taken)
      host.runs.set(run.key, { live, deadline: run.timeoutMs === undefined ? undefined : Date.now() + run.timeoutMs });
    host.process.send({ type: "take", runs: taken.map(({ run }) => run) });
    for (const { run } of taken) this.#options.placed(run.key);
    // Taken up again while it waits for a run of its own: that one may have the place.
    if (taken.some(({ live }) => live.childSteps.size > 0)) this.wake();
  }
}

function itemsIn({ runs }: Host): number {
  let count = 0;
  for (const { live } of runs.values()) if (live.ofDataset && works(live)) count++;
  return count;
}

function working({ runs }: Host): number {
  let count = 0;
  for (const { live } of runs.values()) if (works(live)) count++;
  return count;
}

/** A run that waits for one it has started must not keep that one from its place, nor one whose end is just being written the next. */
const works = ({ childSteps, ended }: LiveRun): boolean => childSteps.size === 0 && !ended;

import type { Database } from "@/db/database";
import type { Report } from "@/server/domain/host-protocol";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import type { LiveRun } from "@/server/runs/live-run";
import { Recording } from "@/server/runs/record-reports";

/** `durable` is told whether all of it was taken: what comes behind a run's end, or its being put down, is not. */
export type Delivery = { reports: Report[]; durable: (taken: boolean) => void };

type RecorderOptions = {
  db: Database;
  log: Log;
  liveRun: (key: number, take: number) => LiveRun | undefined;
  /** Runs have ended and it is about to be written: what follows from it may go into the same commit. */
  ending: () => void;
  recorded: (touched: LiveRun[], ended: LiveRun[]) => void;
};

/** A commit holds the event loop; this many reports keep it to some ten milliseconds. */
const mostReports = 1000;
const mostBytes = 4_000_000;
const pauseAfterFaultMs = 1000;
/** Nobody waits for a begin to be durable: it may wait this long for its end, and be one row and one commit with it. */
const mostPatienceMs = 4;

/**
 * Takes what hosts report, in order, and makes it durable: while one batch is being committed the next one gathers, so
 * batches grow with the load by themselves. A host is told "durable" only when it is.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #waiting: Delivery[] = [];
  #running = false;
  #held = false;
  #awaited = false;
  #hurry: (() => void) | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  deliver(delivery: Delivery): void {
    this.#waiting.push(delivery);
    if (
      !this.#awaited &&
      (delivery.reports.length === 0 || delivery.reports.some((report) => report.is !== "begin" || report.awaited))
    ) {
      this.#awaited = true;
      this.#hurry?.();
    }
    if (!this.#running) void this.#run();
  }

  /** Nothing can be written just now: what hosts have said is not known yet, and nobody can be blamed for it. */
  get held(): boolean {
    return this.#held;
  }

  /** Resolves when all that was delivered so far is durable, whatever comes behind it. */
  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.deliver({ reports: [], durable: () => resolve() });
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      const batch = this.#next();
      try {
        await this.#record(batch);
      } catch (cause) {
        // Ours, not the disk's: those reports are lost, and the next ones shall not be.
        this.#options.log.error(`Reports could not be recorded: ${messageOf(cause)}`);
        for (const { durable } of batch) durable(false);
      }
    }
    this.#running = false;
  }

  async #record(batch: Delivery[]): Promise<void> {
    const recording = new Recording(this.#options.db);
    const taken = batch.map(({ reports }) => reports.map((report) => this.#add(recording, report)).every(Boolean));
    const written = this.#write(recording);
    if (recording.ended.length > 0) this.#options.ending();
    await written;
    this.#options.recorded([...recording.touched], recording.ended);
    for (const [at, { durable }] of batch.entries()) durable(taken[at] ?? false);
  }

  #add(recording: Recording, report: Report): boolean {
    const live = this.#options.liveRun(report.key, report.take);
    return live !== undefined && recording.add(live, report);
  }

  /** A turn of the event loop, for what lies ready to be read; longer while only begins have come. */
  async #gather(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (!this.#awaited)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, mostPatienceMs);
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#hurry = undefined;
    this.#awaited = false;
  }

  #next(): Delivery[] {
    let reports = 0;
    let bytes = 0;
    let count = 0;
    for (const delivery of this.#waiting) {
      reports += delivery.reports.length;
      for (const report of delivery.reports) bytes += bytesOf(report);
      if (count > 0 && (reports > mostReports || bytes > mostBytes)) break;
      count++;
    }
    if (count < this.#waiting.length) this.#awaited = true;
    return this.#waiting.splice(0, count);
  }

  /**
   * A full or failing disk is not the runs' fault: nothing is acknowledged, hosts hold their breath, and we try again
   * until it works. The statements are the same each time, and a refused transaction leaves nothing behind.
   */
  async #write(recording: Recording): Promise<void> {
    const statements = recording.statements();
    for (;;) {
      try {
        await this.#options.db.write(statements);
        this.#held = false;
        return;
      } catch (cause) {
        this.#held = true;
        this.#options.log.error(`Steps cannot be recorded now, runs are held until they can: ${messageOf(cause)}`);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFaultMs));
      }
    }
  }
}

function bytesOf(report: Report): number {
  if (report.is === "begin") return report.input?.length ?? 0;
  if (report.is === "run-end") return report.result?.length ?? 0;
  if (report.is === "artifact") return report.body.byteLength;
  if (report.is === "wait") return 0;
  return report.output?.length ?? 0;
}

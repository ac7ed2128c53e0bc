import type { FromHost, ScoreJob } from "@/server/domain/host-protocol";
import { nameOfScorer, type Score } from "@/server/domain/score";
import type { Log } from "@/server/log";
import { HostProcess } from "./host-process";
import type { HostSettings } from "./own-process";

type Pending = { job: ScoreJob; resolve: (scores: Score[]) => void; alone: boolean };

/** A scorer has 30 s, which its own process sees to; one that keeps even that from happening is ended from here. */
const longestMs = 35_000;
const idleMs = 60_000;
const restartMs = 500;

/**
 * The process scorers run in: apart from agents, so that one that hangs, exits or eats all memory costs no run anything.
 * What was being scored then is tried again one by one, and what ends the process again, alone, has no score.
 */
export class ScoreHost {
  readonly #settings: HostSettings;
  readonly #log: Log;
  readonly #longestMs: number;
  readonly #waiting = new Map<number, Pending>();
  readonly #suspects: Pending[] = [];
  #process: HostProcess | undefined;
  #ready = false;
  #stopped = false;
  #hung: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #next = 0;

  constructor(settings: HostSettings, log: Log, longest = longestMs) {
    this.#settings = settings;
    this.#log = log;
    this.#longestMs = longest;
  }

  /** Scores of runs, in the order of the jobs. */
  score(jobs: ScoreJob[]): Promise<Score[][]> {
    const all = jobs.map(
      (job) =>
        new Promise<Score[]>((resolve) => {
          this.#waiting.set(++this.#next, { job: { ...job, id: this.#next }, resolve, alone: false });
        }),
    );
    if (this.#ready && this.#suspects.length === 0) this.#send([...this.#waiting.values()].slice(-jobs.length));
    this.#start();
    return Promise.all(all);
  }

  /** The project has changed: what is scored from now on is scored by its scorers of now. */
  reload(): void {
    this.#process?.send({ type: "reload" });
  }

  async stop(withinMs: number): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#hung);
    clearTimeout(this.#idle);
    await this.#process?.stop(withinMs);
  }

  #start(): void {
    if (this.#process || this.#stopped) return;
    const begun: HostProcess = new HostProcess(
      { ...this.#settings, log: this.#log },
      {
        message: (message) => this.#process === begun && this.#hear(message),
        gone: (how) => this.#process === begun && this.#gone(how),
      },
    );
    this.#process = begun;
  }

  #hear(message: FromHost): void {
    if (message.type === "scored") this.#scored(message.id, message.scores);
    else if (message.type === "project" && !this.#ready) {
      this.#ready = true;
      this.#sendNext();
    } else if (message.type === "trouble") this.#log.warn(`scorers: ${message.message}`);
  }

  #scored(id: number, scores: Score[]): void {
    const pending = this.#waiting.get(id);
    if (!pending) return;
    this.#waiting.delete(id);
    pending.resolve(scores);
    if (pending.alone) this.#sendNext();
    else this.#watch();
  }

  #sendNext(): void {
    const suspect = this.#suspects.shift();
    if (suspect) {
      suspect.alone = true;
      this.#send([suspect]);
    } else this.#send([...this.#waiting.values()]);
  }

  #send(pending: Pending[]): void {
    if (pending.length > 0) this.#process?.send({ type: "score", jobs: pending.map(({ job }) => job) });
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#hung);
    clearTimeout(this.#idle);
    if (this.#waiting.size > 0)
      this.#hung = setTimeout(() => this.#process?.kill("a scorer did not let its process answer"), this.#longestMs);
    else this.#idle = setTimeout(() => void this.#process?.stop(1000), idleMs);
  }

  #gone(how: string): void {
    clearTimeout(this.#hung);
    clearTimeout(this.#idle);
    this.#process = undefined;
    const wasReady = this.#ready;
    this.#ready = false;
    if (this.#stopped || this.#waiting.size === 0) return;
    this.#log.warn(`The process of the scorers ended (${how}).`);
    const left = [...this.#waiting.values()];
    const guilty = left.filter((pending) => pending.alone);
    for (const { job, resolve } of guilty) {
      this.#waiting.delete(job.id);
      const reason = `The process it ran in ended: ${how}.`;
      resolve(job.scorers.map((choice) => ({ scorer: nameOfScorer(choice), source: "code", value: null, reason })));
    }
    if (guilty.length === 0 && wasReady) this.#suspects.push(...left);
    if (this.#waiting.size > 0) setTimeout(() => this.#start(), wasReady ? 0 : restartMs);
  }
}

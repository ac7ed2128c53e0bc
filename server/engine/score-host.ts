import type { FromHost, GivenScore, LoadedScorer, ScoreJob } from "@/server/domain/host-protocol";
import { termsOf } from "@/server/domain/built-in-scorers";
import { nameOfScorer, type Score, type ScorerChoice } from "@/server/domain/score";
import { readMark } from "@/server/domain/scorer-mark";
import type { Log } from "@/server/log";
import type { GivenUp } from "./given-up";
import { HostProcess } from "./host-process";
import type { HostSettings } from "./own-process";

/** Answered, or its process ended under it: by the fault of one of its own scorers, of another's, or it is not known whose. */
type Outcome = { scores: GivenScore[] } | { lost: string; by?: ScorerChoice; byOther?: boolean };
type Pending = { job: ScoreJob; alone: boolean; sent: boolean; resolve: (outcome: Outcome) => void };

/** Longer without a word, and without a scorer known to be at it, is a hang too. */
const longestSilenceMs = 35_000;
const lookEveryMs = 500;
const idleMs = 60_000;
const restartMs = 500;

/**
 * The process scorers run in: apart from agents, so that one that hangs, exits or eats all memory costs no run anything.
 * One that keeps the process from answering is named by its watcher and has no score; where nobody is named, what was
 * being scored is tried again scorer by scorer, alone, and what ends the process again has none.
 */
export class ScoreHost {
  readonly #settings: HostSettings;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  #process: HostProcess | undefined;
  #scorers: LoadedScorer[] = [];
  #ready = false;
  #stopped = false;
  #watch: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #next = 0;

  constructor(settings: HostSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  async score(job: Omit<ScoreJob, "id">, givenUp: GivenUp): Promise<Score[]> {
    const scores: GivenScore[] = [];
    const has = (given: GivenScore[]): void => {
      givenUp.note(given);
      scores.push(...given);
    };
    let alone = false;
    for (let left = job.scorers; ;) {
      scores.push(...left.flatMap((choice) => givenUp.scoreOf(choice) ?? []));
      left = left.filter((choice) => !givenUp.scoreOf(choice));
      const asked = alone ? left.slice(0, 1) : left;
      const [first] = asked;
      if (!first) return scores.map(withoutLate);
      const outcome = await this.#ask({ ...job, scorers: asked }, alone);
      if ("scores" in outcome) has(outcome.scores);
      else if (outcome.by !== undefined) has([this.#without(outcome.by, outcome.lost)]);
      else if (alone && !outcome.byOther) has([this.#without(first, outcome.lost)]);
      else alone ||= !outcome.byOther;
      // Whatever came: what has been asked and answered is not asked again.
      const known = new Set("scores" in outcome ? asked.map(nameOfScorer) : scores.map(({ scorer }) => scorer));
      left = left.filter((choice) => !known.has(nameOfScorer(choice)));
    }
  }

  /** The project has changed: what is scored from now on is scored by its scorers of now. */
  reload(): void {
    this.#process?.send({ type: "reload" });
  }

  async stop(withinMs: number): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#watch);
    clearTimeout(this.#idle);
    await this.#process?.stop(withinMs);
  }

  #ask(job: Omit<ScoreJob, "id">, alone: boolean): Promise<Outcome> {
    return new Promise((resolve) => {
      const id = ++this.#next;
      this.#pending.set(id, { job: { ...job, id }, alone, sent: false, resolve });
      clearTimeout(this.#idle);
      this.#start();
      this.#send();
    });
  }

  #without(choice: ScorerChoice, how: string): GivenScore {
    const source = termsOf(choice, this.#scorers).models.length > 0 ? "judge" : "code";
    return { scorer: nameOfScorer(choice), source, value: null, reason: how, late: true };
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
    this.#watch = watchSilence(begun, () => this.#lookAfter(begun));
  }

  #hear(message: FromHost): void {
    if (message.type === "scored") this.#scored(message.id, message.scores);
    else if (message.type === "project") {
      this.#scorers = message.scorers;
      this.#ready = true;
      this.#send();
    } else if (message.type === "trouble") this.#log.warn(`scorers: ${message.message}`);
  }

  #scored(id: number, scores: GivenScore[]): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.resolve({ scores });
    if (pending.alone) this.#send();
    if (this.#pending.size === 0) this.#idle = setTimeout(() => this.#rest(), idleMs);
  }

  #rest(): void {
    // What comes from now on waits for the next process.
    this.#ready = false;
    void this.#process?.stop(1000);
  }

  /** Those that are to be alone come one by one, and nothing beside them. */
  #send(): void {
    if (!this.#ready) return;
    const all = [...this.#pending.values()];
    const inHand = all.filter(({ sent }) => sent);
    const alone = all.find((pending) => pending.alone);
    if (inHand.some((pending) => pending.alone) || (alone && inHand.length > 0)) return;
    const now = alone ? [alone] : all.filter(({ sent }) => !sent);
    for (const pending of now) pending.sent = true;
    if (now.length > 0) this.#process?.send({ type: "score", jobs: now.map(({ job }) => job) });
  }

  #lookAfter(process: HostProcess): void {
    const silent = process.silentMs();
    const guilty = this.#guilty(process);
    const limitMs = guilty ? termsOf(guilty.choice, this.#scorers).limitMs : longestSilenceMs;
    if (silent <= limitMs || !this.#ready) return;
    const seconds = limitMs / 1000;
    process.kill(guilty ? `The scorer kept its process busy for more than ${seconds} s.` : `it did not answer for ${seconds} s`);
  }

  #guilty(process: HostProcess): { pending: Pending; choice: ScorerChoice } | undefined {
    const mark = process.stalledIn();
    if (mark === undefined) return undefined;
    const { jobId, at } = readMark(mark);
    const pending = this.#pending.get(jobId);
    const choice = pending?.job.scorers[at];
    return pending?.sent && choice ? { pending, choice } : undefined;
  }

  #gone(how: string): void {
    clearInterval(this.#watch);
    clearTimeout(this.#idle);
    const guilty = this.#process && this.#guilty(this.#process);
    const wasReady = this.#ready;
    this.#process = undefined;
    this.#ready = false;
    if (this.#stopped || this.#pending.size === 0) return;
    this.#log.warn(`The process of the scorers ended: ${how}`);
    // One that could not even load the project has nobody's work on its conscience; the next is not begun at once.
    if (!wasReady) return void setTimeout(() => this.#pending.size > 0 && this.#start(), restartMs);
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    // The guilty one first: whether its scorer is asked again is then known to the others, who ask anew.
    guilty?.pending.resolve({ lost: how, by: guilty.choice });
    for (const { resolve, sent } of lost)
      resolve({ lost: `The process it ran in ended: ${how}.`, byOther: guilty !== undefined || !sent });
  }
}

/** Looks now and then. When we ourselves looked late, silence so far proves nothing. */
function watchSilence(process: HostProcess, look: () => void): NodeJS.Timeout {
  let lookedAt = performance.now();
  return setInterval(() => {
    const late = performance.now() - lookedAt > lookEveryMs * 6;
    lookedAt = performance.now();
    if (late) process.forgiveSilence();
    else look();
  }, lookEveryMs);
}

function withoutLate({ late: _late, ...score }: GivenScore): Score {
  return score;
}

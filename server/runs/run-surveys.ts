import type { Database } from "@/db/database";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { FamilyFolds } from "@/server/domain/step-window";
import { runTopic, type LiveBus } from "@/server/live/bus";
import { KeptAnswers } from "@/server/live/kept-answer";
import { Thread } from "@/server/threads/thread";
import { BeginPlaces } from "./begin-places";
import type { RerunCount } from "./count-for-rerun";
import type { FoldOrder } from "./fold-family";
import type { FoundPage, FoundSteps, StepPageSearch, StepSearch } from "./find-steps";
import { keepShape, readShape } from "./shape-store";
import type { RunRow } from "./store";
import { finestBuckets, type RunSurvey, type SurveyedRun } from "./survey-run";

export type SurveyGiven = { databaseFile: string };
export type SurveyOrder = {
  survey?: SurveyedRun;
  find?: StepSearch;
  page?: StepPageSearch;
  rerun?: RerunCount;
  fold?: FoldOrder;
};
export type SurveyAnswer = { survey?: RunSurvey; found?: FoundSteps; page?: FoundPage; takenOver?: number; folds?: FamilyFolds };

/** Of so many runs what was seen is kept in memory. */
const mostKept = 20;
/** And of so many families which of them are alike. */
const mostFamilies = 100;
/** A smaller run is looked at anew in no time. */
const worthKeeping = 5000;

/** The console's side of the thread that looks at all of a run's steps. */
export class RunSurveys {
  readonly beginPlaces: BeginPlaces;
  readonly #db: Database;
  readonly #live: LiveBus;
  readonly #thread: Thread<SurveyGiven, SurveyOrder, SurveyAnswer>;
  readonly #answers = new KeptAnswers<{ done: Promise<RunSurvey> }>(mostKept);
  readonly #folds = new KeptAnswers<{ done: Promise<FamilyFolds> }>(mostFamilies);
  readonly #known = new Map<number, RunSurvey>();

  constructor({ db, live, file, ...given }: SurveyGiven & { db: Database; live: LiveBus; file: string }) {
    this.#db = db;
    this.beginPlaces = new BeginPlaces(db);
    this.#live = live;
    this.#thread = new Thread({ what: "looks at runs", file, given });
  }

  /** What was last seen of it, if somebody has looked. */
  async known(key: number): Promise<RunSurvey | undefined> {
    return this.#known.get(key) ?? this.#kept(key);
  }

  /** Of a run that goes on it may be a little old: a large one is looked at only now and then. */
  async survey(run: RunRow): Promise<RunSurvey> {
    const ended = hasEnded(run.status as RunStatus);
    const of = { live: this.#live, id: String(run.key), topics: [runTopic(run.key)], steady: ended };
    const { work, before } = this.#answers.get(of, () => ({ done: this.#look(run, ended) }));
    return (ended ? work : (before ?? work)).done;
  }

  async find(find: StepSearch): Promise<FoundSteps> {
    return said((await this.#thread.ask({ find })).found);
  }

  async findPage(page: StepPageSearch): Promise<FoundPage> {
    return said((await this.#thread.ask({ page })).page);
  }

  /** Of a run that goes on they may be a little old, like its shape. */
  async foldFamily(fold: FoldOrder, ended: boolean): Promise<FamilyFolds> {
    const { runKey, parent, upTo } = fold;
    const of = { live: this.#live, id: `${runKey}:${parent}:${upTo}`, topics: [runTopic(runKey)], steady: ended };
    const look = async () => said((await this.#thread.ask({ fold })).folds);
    const { work, before } = this.#folds.get(of, () => ({ done: look() }));
    return (ended ? work : (before ?? work)).done;
  }

  async countForRerun(rerun: RerunCount): Promise<number> {
    return said((await this.#thread.ask({ rerun })).takenOver);
  }

  /** The run is gone. */
  forget(key: number): void {
    this.#known.delete(key);
    this.beginPlaces.forget(key);
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  async #look(run: RunRow, ended: boolean): Promise<RunSurvey> {
    const { key: runKey, lastSeq: seq, startedAt, createdAt, endedAt, status } = run;
    const kept = ended && run.steps >= worthKeeping ? await this.#kept(runKey) : undefined;
    if (kept && kept.seq === seq) return kept;
    const now = endedAt ?? Date.now();
    const order: SurveyedRun = {
      runKey,
      seq,
      steps: run.steps,
      startMs: startedAt ?? createdAt,
      now,
      waits: status === "waiting",
    };
    const survey = said((await this.#thread.ask({ survey: order })).survey);
    this.#remember(runKey, survey);
    if (ended && run.steps >= worthKeeping) await this.#db.write([keepShape(runKey, JSON.stringify(survey))]);
    return survey;
  }

  async #kept(key: number): Promise<RunSurvey | undefined> {
    const body = await readShape(this.#db, key);
    const survey = body === undefined ? undefined : (JSON.parse(body) as RunSurvey);
    // An earlier version may have counted otherwise: then it is looked at anew.
    if (survey?.begun.length !== finestBuckets) return undefined;
    this.#remember(key, survey);
    return survey;
  }

  #remember(key: number, survey: RunSurvey): void {
    this.#known.delete(key);
    this.#known.set(key, survey);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
  }
}

function said<Answer>(answer: Answer | undefined): Answer {
  if (answer === undefined) throw new Error("the thread that looks at runs gave no answer");
  return answer;
}

import { isBuiltIn, settingsOf, termsOf, type ScorerTerms } from "@/server/domain/built-in-scorers";
import type { GivenScore, LoadedScorer, ScoreJob } from "@/server/domain/host-protocol";
import type { ModelProfiles } from "@/server/domain/model-profile";
import type { RunSummary } from "@/server/domain/run";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";
import { markOfScorer } from "@/server/domain/scorer-mark";
import type { Step } from "@/server/domain/step";
import { messageOf } from "@/server/errors";
import type { Scored, ScorerDefinition, Verdict } from "@/server/sdk/trackside";
import { modelsOfRun } from "../models/run-models";
import { scoreBuiltIn } from "./built-in";
import { currentScorer } from "./current-scorer";
import { judge } from "./judge";
import { scorerModel } from "./scorer-model";
import { storable, toVerdict } from "./to-verdict";

type Scorers = { scorers: Map<string, ScorerDefinition>; loadedScorers: LoadedScorer[]; models: ModelProfiles };

/** What each scorer says of a run. One that fails says nothing of the run: no value, and why. */
export function scoreRun(project: Scorers, job: ScoreJob): Promise<GivenScore[]> {
  return Promise.all(
    job.scorers.map((choice, at) => currentScorer.run(markOfScorer(job.id, at), () => scoreBy(project, choice, job))),
  );
}

class TooLate extends Error {}

async function scoreBy(project: Scorers, choice: ScorerChoice, job: ScoreJob): Promise<GivenScore> {
  const terms = termsOf(choice, project.loadedScorers);
  const about = { scorer: nameOfScorer(choice), source: terms.models.length > 0 ? ("judge" as const) : ("code" as const) };
  try {
    const ask = (signal: AbortSignal): Verdict | Promise<Verdict> => askScorer(project, choice, { job, terms, signal });
    return { ...about, ...toVerdict(await within(terms.limitMs, ask)) };
  } catch (thrown) {
    return {
      ...about,
      value: null,
      reason: storable(messageOf(thrown)),
      ...(thrown instanceof TooLate ? { late: true as const } : {}),
    };
  }
}

type Asked = { job: ScoreJob; terms: ScorerTerms; signal: AbortSignal };

function askScorer(project: Scorers, choice: ScorerChoice, { job, terms, signal }: Asked): Verdict | Promise<Verdict> {
  // Each gets values of its own: what one does to them, the next does not see.
  const scored = unpack(job);
  const { id } = choice;
  const usable = modelsOfRun(project.models, {});
  const defined = project.scorers.get(id);
  if (defined) return defined.score(scored, { signal, model: scorerModel(usable, terms.models) });
  if (!isBuiltIn(id)) throw new Error(`The project has no scorer ${id} now: its file is gone or does not load.`);
  return id === "judge" ? judge(settingsOf(choice), scored, usable, signal) : scoreBuiltIn(id, settingsOf(choice), scored);
}

function unpack({ input, expected, output, run, steps }: ScoreJob): Scored {
  return {
    input: JSON.parse(input) as unknown,
    expected: expected === undefined ? undefined : (JSON.parse(expected) as unknown),
    output: JSON.parse(output) as unknown,
    run: JSON.parse(run) as RunSummary,
    steps: JSON.parse(steps) as Step[],
  };
}

async function within(limitMs: number, ask: (signal: AbortSignal) => Verdict | Promise<Verdict>): Promise<Verdict> {
  const abort = new AbortController();
  const late = new TooLate(`The scorer did not answer within ${limitMs / 1000} s.`);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // Rejected first: what the scorer makes of the abort comes after, and counts no more.
      reject(late);
      abort.abort(late);
    }, limitMs);
  });
  try {
    return await Promise.race([ask(abort.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}

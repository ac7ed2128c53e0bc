import { isBuiltIn } from "@/server/domain/built-in-scorers";
import type { ScoreJob } from "@/server/domain/host-protocol";
import type { RunSummary } from "@/server/domain/run";
import { nameOfScorer, type Score, type ScorerChoice } from "@/server/domain/score";
import type { Step } from "@/server/domain/step";
import { messageOf } from "@/server/errors";
import type { Scored, ScorerDefinition, Verdict } from "@/server/sdk/trackside";
import { scoreBuiltIn } from "./built-in";

const longestMs = 30_000;
const mostText = 10_000;

/** What each scorer says of a run. One that fails says nothing of the run: no value, and why. */
export function scoreRun(own: Map<string, ScorerDefinition>, job: ScoreJob): Promise<Score[]> {
  return Promise.all(job.scorers.map((choice) => scoreBy(own, choice, job)));
}

async function scoreBy(own: Map<string, ScorerDefinition>, choice: ScorerChoice, job: ScoreJob): Promise<Score> {
  const { id, name: _name, ...settings } = choice;
  const scorer = nameOfScorer(choice);
  try {
    // Each gets values of its own: what one does to them, the next does not see.
    const scored = unpack(job);
    const defined = own.get(id);
    if (!defined && !isBuiltIn(id)) throw new Error(`The project has no scorer ${id} now: its file is gone or does not load.`);
    const verdict = defined
      ? await within(Promise.resolve(defined.score(scored)))
      : isBuiltIn(id)
        ? scoreBuiltIn(id, settings, scored)
        : null;
    return { scorer, source: "code", ...toVerdict(verdict) };
  } catch (thrown) {
    return { scorer, source: "code", value: null, reason: text(messageOf(thrown)) };
  }
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

function within(verdict: Promise<Verdict>): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`The scorer did not answer within ${longestMs / 1000} s.`));
    const timer = setTimeout(late, longestMs);
    void verdict.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function toVerdict(verdict: unknown): Omit<Score, "scorer" | "source"> {
  if (typeof verdict === "boolean") return { value: Number(verdict), pass: verdict };
  if (typeof verdict === "number") return { value: finite(verdict) };
  if (typeof verdict !== "object" || verdict === null || !("value" in verdict)) throw new Error(nonsense(verdict));
  const { value, pass, label, reason } = verdict as Record<string, unknown>;
  if (value !== null && typeof value !== "number" && typeof value !== "boolean") throw new Error(nonsense(verdict));
  if (pass !== undefined && typeof pass !== "boolean") throw new Error(`The scorer gave a pass that is not true or false.`);
  return {
    value: value === null ? null : finite(Number(value)),
    ...(typeof pass === "boolean" ? { pass } : typeof value === "boolean" ? { pass: value } : {}),
    ...(label === undefined || label === null ? {} : { label: text(words(label)) }),
    ...(reason === undefined || reason === null ? {} : { reason: text(words(reason)) }),
  };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`The scorer gave ${value}, which is no score.`);
  return value;
}

function nonsense(verdict: unknown): string {
  return `The scorer gave ${text(messageOf(verdict)).slice(0, 200)}; a score is a number, true or false, or {value, pass?, label?, reason?}.`;
}

/** Goes into a row: no NUL, no half surrogate pair, not without end. */
function text(words: string): string {
  return words.slice(0, mostText).replace(/\0|\p{Surrogate}/gu, "\uFFFD");
}

const words = (said: unknown): string => (typeof said === "string" ? said : messageOf(said));

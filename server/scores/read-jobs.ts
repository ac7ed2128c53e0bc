import type { Database } from "@/db/database";
import { isBuiltIn } from "@/server/domain/built-in-scorers";
import type { ScoreJob } from "@/server/domain/host-protocol";
import type { ScorerChoice } from "@/server/domain/score";
import { readRunsForScoring } from "@/server/runs/read-for-scoring";
import { readMaterial } from "./store";

/** What scorers are to look at, of those of the runs that have completed; a job's id is its run's key. */
export async function readScoreJobs(db: Database, runKeys: number[], scorers: ScorerChoice[]): Promise<ScoreJob[]> {
  const wantsSteps = scorers.some(({ id }) => !isBuiltIn(id) || id === "trajectory");
  const [material, runs] = await Promise.all([readMaterial(db, runKeys), readRunsForScoring(db, runKeys, wantsSteps)]);
  return material.flatMap(({ runKey, input, output, resultType, expected }) => {
    const run = runs.get(runKey);
    if (!run) return [];
    return {
      id: runKey,
      scorers,
      input: input ?? "null",
      output: resultType === "document" ? textOfDocument(output ?? "null") : (output ?? "null"),
      ...(expected === null ? {} : { expected }),
      ...run,
    };
  });
}

/** A document is recorded as `{text, sources}`; what it says is its text. */
function textOfDocument(output: string): string {
  const { text } = (JSON.parse(output) ?? {}) as { text?: unknown };
  return typeof text === "string" ? JSON.stringify(text) : output;
}

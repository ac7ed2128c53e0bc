import type { Database } from "@/db/database";
import { readStepsBegunAfter } from "./step-store";
import { readRunsByKeys } from "./store";
import { toRunSummary } from "./to-run-summary";
import { toStep } from "./to-step";

const mostSteps = 5000;

/** Runs and their steps as scorers see them, as JSON text. */
export async function readRunsForScoring(
  db: Database,
  keys: number[],
  withSteps: boolean,
): Promise<Map<number, { run: string; steps: string }>> {
  const found = new Map<number, { run: string; steps: string }>();
  for (const row of await readRunsByKeys(db, keys)) {
    const steps = withSteps ? await readStepsBegunAfter(db, row.key, 0, mostSteps) : [];
    found.set(row.key, {
      run: JSON.stringify(toRunSummary(row, Date.now())),
      steps: JSON.stringify(steps.map((step) => toStep(step, 0, Date.now(), row.status))),
    });
  }
  return found;
}

import type { Database } from "@/db/database";
import type { Step } from "@/server/domain/step";
import { countChildren, readSteps, type StepRow } from "./step-store";
import { toStep } from "./to-step";

type Of = { key: number; status: string };

/** Rows as people see them, in the order given, each with how many children it has. */
export async function toSteps(db: Database, { key, status }: Of, rows: StepRow[]): Promise<Step[]> {
  const children = await countChildren(
    db,
    key,
    rows.map(({ n }) => n),
  );
  const now = Date.now();
  return rows.map((row) => toStep(row, children.get(row.n) ?? 0, now, status));
}

/** In the order of the numbers given; those that are not there are left out. */
export async function stepsByNumber(db: Database, run: Of, numbers: number[]): Promise<Step[]> {
  const rows = new Map((await readSteps(db, run.key, numbers)).map((row) => [row.n, row]));
  return toSteps(
    db,
    run,
    numbers.flatMap((n) => rows.get(n) ?? []),
  );
}

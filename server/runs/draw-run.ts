import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import { momentsOf } from "@/server/domain/foreign-moments";
import type { ForeignRun } from "@/server/domain/foreign-run";
import { sourceNames } from "@/server/domain/foreign-source";
import { placeForeignSteps } from "@/server/domain/place-foreign-steps";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { sumForeignSteps } from "@/server/domain/sum-foreign-steps";
import { AppError } from "@/server/errors";
import { runTopic, statusTopic } from "@/server/live/bus";
import { calmly } from "@/server/live/calmly";
import { compareDrawing } from "./compare-drawing";
import { foreignRunRow, changesOf } from "./foreign-run-row";
import { changeRun, deleteDrawn, readAllDrawn, type DrawnStep } from "./foreign-store";
import { DrawnRows } from "./foreign-rows";
import { insertRuns, readRun, type NewRun, type RunRow } from "./store";

export type DrawContext = Pick<Context, "db" | "live" | "texts" | "surveys" | "engine">;
type Draw = { ctx: DrawContext; run: ForeignRun; also?: Statement[] };

const goneAtOnce = 500;

/**
 * Makes a run made elsewhere what is known of it now, and writes only what differs from how it was drawn last. Two drawings of
 * one run must not meet: `Drawings` sees to that. `also` is written with the last of it.
 */
export async function drawRun({ ctx, run, also = [] }: Draw): Promise<{ key: number; changed: boolean }> {
  const placed = await calmly(placeForeignSteps(run));
  const moments = await calmly(momentsOf(placed));
  const found = await readRun(ctx.db, run.runId);
  const key = found?.key ?? ctx.db.nextRunKey();
  // In its turn: nobody deletes it meanwhile.
  return ctx.engine.inTurn(key, async () => {
    const row = await readRun(ctx.db, run.runId);
    if (row && row.origin !== run.source)
      throw new AppError("conflict", `There is a run ${run.runId} already that ${sourceNames[run.source]} has not made.`);
    const drawn = row ? await readAllDrawn(ctx.db, key) : new Map<number, DrawnStep>();
    const { steps, gone, lastSeq } = await calmly(compareDrawing(moments, drawn, row?.lastSeq ?? 0));
    const sums = await calmly(sumForeignSteps(placed));
    const rows = new DrawnRows(ctx.db, key, run.valuesOf);
    const wanted = () => foreignRunRow({ run, ...sums, lastSeq, ...rows.refsOf(steps[0]) });
    const changes = await write(ctx, { key, row, wanted, parts: rows.parts(steps), gone, also });
    const changed = Object.keys(changes).length > 0 || gone.length > 0;
    if (changed) tell(ctx, key, row, wanted());
    return { key, changed };
  });
}

type Write = {
  key: number;
  row: RunRow | undefined;
  /** What the run's row is to be: known once its root is among the parts. */
  wanted: () => NewRun;
  parts: AsyncGenerator<Statement[]>;
  gone: DrawnStep[];
  also: Statement[];
};

/**
 * In parts, each a transaction of its own. Readers go by the run's `lastSeq`, which comes last: until then they see the
 * run as it was, and after a crash what was not finished is drawn again.
 */
async function write({ db }: DrawContext, { key, row, wanted, parts, gone, also }: Write): Promise<Partial<NewRun>> {
  let held: Statement[] | undefined;
  let isBegun = row !== undefined;
  for await (const part of parts) {
    // The last is written with what comes behind it: a small run is one transaction.
    if (held) {
      if (!isBegun) await db.write([insertRuns([{ ...wanted(), key, ...asBegun }])]);
      isBegun = true;
      await db.write(held);
    }
    held = part;
  }
  const last = [...(held ?? []), ...inBatches(gone).flatMap((batch) => deleteDrawn(key, batch))];
  const whole = wanted();
  const changes = row ? changesOf(row, whole) : whole;
  if (!isBegun) last.push(insertRuns([{ ...whole, key }]));
  else if (Object.keys(changes).length > 0) last.push(changeRun(key, changes));
  await db.write([...last, ...also]);
  return changes;
}

/** Until all its steps are there. */
const asBegun = { status: "running", endedAt: null, lastSeq: 0, inputRef: null, resultRef: null } as const;

/** Hardly ever more than a few: what was known of a run mostly stays known. */
function inBatches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / goneAtOnce) }, (_, at) =>
    items.slice(at * goneAtOnce, (at + 1) * goneAtOnce),
  );
}

function tell({ live, texts, surveys }: DrawContext, key: number, row: RunRow | undefined, wanted: NewRun): void {
  surveys.forget(key);
  if (row?.endedAt || hasEnded(wanted.status as RunStatus)) texts.changed(key);
  live.publish(runTopic(key));
  if (row?.status !== wanted.status) live.publish(statusTopic(key));
  live.publish("runs");
}

import type { Statement } from "@/db/statement";
import { deleteArtifacts } from "@/server/artifacts/keep-artifact";
import type { ForeignSource } from "@/server/domain/foreign-source";
import { deleteScores } from "@/server/scores/detach-scores";
import { runTopic } from "@/server/live/bus";
import type { DrawContext } from "./draw-run";
import { deleteRunRows, readRun } from "./store";

type Remove = { ctx: DrawContext; source: ForeignSource; runId: string; also: Statement[] };

/** Takes away a run that its source knows better by now: what was drawn as a run of its own belongs to another one. */
export async function removeRun({ ctx, source, runId, also }: Remove): Promise<void> {
  const row = await readRun(ctx.db, runId);
  if (row?.origin !== source) return void (await ctx.db.write(also));
  await ctx.engine.inTurn(row.key, () =>
    ctx.db.write([...deleteRunRows(row.key), deleteArtifacts(row.key), deleteScores(row.key), ...also]),
  );
  ctx.texts.changed(row.key);
  ctx.surveys.forget(row.key);
  ctx.live.publish(runTopic(row.key));
  ctx.live.publish("runs");
}

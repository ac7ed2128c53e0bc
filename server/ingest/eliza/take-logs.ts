import type { Context } from "@/server/context";
import type { ElizaLogsTaken, ElizaRow } from "@/server/domain/eliza-log";
import { toAgentId } from "@/server/domain/foreign-run";
import { calmly } from "@/server/live/calmly";
import { keepLogs, keepPlans, markWithParents, readKnown, readTaken } from "../eliza-store";
import { parentOf } from "./parent-of";
import { readLogRows } from "./read-log-rows";

type Take = { ctx: Context; input: { agentId: string; text: string } };

/** Written at once: a few milliseconds of the event loop. */
const rowsAtOnce = 100;
const charsAtOnce = 400_000;

/** Keeps rows of ElizaOS's logs, and answers when the runs they tell of show them. The same rows twice change nothing. */
export async function takeLogs({ ctx, input }: Take): Promise<ElizaLogsTaken> {
  const agentId = toAgentId(input.agentId);
  const ignored = new Map<string, { rows: number; first: number }>();
  const ignore = (why: string, at: number): void => {
    const known = ignored.get(why);
    ignored.set(why, { rows: (known?.rows ?? 0) + 1, first: known?.first ?? at });
  };
  const read = await calmly(readLogRows(input.text, Date.now()));
  const rows = read.flatMap((row, at) => {
    if (!("ignored" in row)) return [{ row, at }];
    ignore(row.ignored, at);
    return [];
  });
  const touched = new Set<string>();
  let added = 0;
  let kept = 0;
  for (const part of inParts(rows)) {
    const named = part.flatMap(({ row }) => [row.runId, parentOf(row, row.runId) ?? []].flat());
    const taken = await readTaken(ctx.db, agentId, [...new Set(named)]);
    const ours = part.flatMap(({ row, at }) => {
      const why = whyNotOurs(row, taken);
      if (why === undefined) return [row];
      ignore(why, at);
      return [];
    });
    kept += ours.length;
    added += await keep(ctx, agentId, ours, touched);
  }
  await Promise.all([...touched].map((runId) => ctx.drawings.want("elizaos", runId)));
  return {
    agentId,
    received: read.length,
    added,
    known: kept - added,
    ignored: [...ignored].map(([why, { rows: count, first }]) => ({ why, rows: count, first: `logs.${first}` })),
  };
}

function whyNotOurs(row: ElizaRow, taken: ReadonlyMap<string, string>): string | undefined {
  const owner = taken.get(row.runId);
  if (owner !== undefined) return `The run ${row.runId} is one of ${owner} already.`;
  // A plan is drawn in the run it belongs to, and nothing can be drawn in a run that somebody else has.
  const parentRunId = parentOf(row, row.runId);
  const ofParent = parentRunId === undefined ? undefined : taken.get(parentRunId);
  if (ofParent === undefined) return undefined;
  return `body.parentRunId names the run ${parentRunId}, which is one of ${ofParent} already and not made by ElizaOS for this agent.`;
}

async function keep({ db }: Context, agentId: string, given: ElizaRow[], touched: Set<string>): Promise<number> {
  const known = await readKnown(db, given);
  const rows = given.filter(({ runId, hash }) => !known.has(`${runId}:${hash}`));
  // What is known is drawn, or marked as to be drawn.
  if (rows.length === 0) return 0;
  const plans = rows.flatMap((row) => {
    const parentRunId = parentOf(row, row.runId);
    return parentRunId === undefined ? [] : [{ runId: row.runId, parentRunId }];
  });
  const runIds = [...new Set(rows.map(({ runId }) => runId))];
  const [kept, , marked] = await db.write([keepLogs(agentId, rows), keepPlans(plans), markWithParents(runIds)]);
  for (const row of marked?.rows ?? []) touched.add(String(row["run_id"]));
  return kept?.rows.length ?? 0;
}

function* inParts<Item extends { row: ElizaRow }>(items: readonly Item[]): Generator<Item[]> {
  let part: Item[] = [];
  let chars = 0;
  for (const item of items) {
    part.push(item);
    chars += sizeOf(item.row);
    if (part.length < rowsAtOnce && chars < charsAtOnce) continue;
    yield part;
    part = [];
    chars = 0;
  }
  if (part.length > 0) yield part;
}

/** About how long its text is. */
const sizeOf = ({ body }: ElizaRow): number => JSON.stringify(body).length;

import type { z } from "zod";
import type { Context } from "@/server/context";
import type { addRunsToDatasetInput, NewItem } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";
import { AppError } from "@/server/errors";
import { getRun } from "@/server/runs/get-run";
import { getStepValue } from "@/server/runs/get-step";
import { addItems, type AddedItems } from "./add-items";

type Input = z.infer<typeof addRunsToDatasetInput>;

/** Makes items of runs, as one version: their inputs, and if wanted their results as what is expected. Each remembers its run. */
export async function addRunsToDataset({ ctx, input }: { ctx: Context; input: Input }): Promise<AddedItems> {
  const runIds = [...new Set(input.runIds)];
  const items: NewItem[] = [];
  for (const runId of runIds) items.push(await itemOf(ctx, runId, input));
  // Of one run the faults are the item's own; of several each begins with its run.
  const rootOf = (at: number): string => (runIds.length === 1 ? "" : (runIds[at] ?? ""));
  return addItems({ ctx, input: { datasetId: input.datasetId, items }, rootOf });
}

async function itemOf(ctx: Context, runId: string, { withExpected, ...given }: Input): Promise<NewItem> {
  const { run } = await getRun({ ctx, input: { runId } });
  const input = given.input ?? (run.input === undefined ? undefined : await whole(ctx, runId, "input", run.input));
  if (input === undefined) throw new AppError("conflict", `Run ${runId} has no recorded input to make an item of.`);
  const metadata = { runId, agentId: run.agentId };
  if (given.expected !== undefined) return { input, expected: given.expected, metadata };
  if (!withExpected) return { input, metadata };
  // Of several, those that came to nothing are inputs all the same; of the one that was asked for, it must be known.
  if (run.result === undefined && given.runIds.length > 1) return { input, metadata };
  if (run.result === undefined)
    throw new AppError("conflict", `Run ${runId} is ${run.status} and has no result to expect. Add it without one.`);
  const expected = await whole(ctx, runId, "output", run.result.data, run.result.type === "document");
  return { input, expected, metadata };
}

/** A value over 64 KB is only named in a run; an item wants all of it. */
async function whole(ctx: Context, runId: string, part: "input" | "output", shown: Json, isDocument = false): Promise<Json> {
  const named =
    shown !== null && typeof shown === "object" && !Array.isArray(shown) && shown["truncated"] === true && "href" in shown;
  if (!named) return shown;
  const value = JSON.parse(await getStepValue({ ctx, input: { runId, stepId: "1", part } })) as Json;
  // A document is recorded as its text with its sources.
  return isDocument && value !== null && typeof value === "object" && !Array.isArray(value) ? (value["text"] ?? value) : value;
}

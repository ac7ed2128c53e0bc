import type { z } from "zod";
import type { Context } from "@/server/context";
import type { addRunToDatasetInput, NewItem } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";
import { AppError } from "@/server/errors";
import { getRun } from "@/server/runs/get-run";
import { getStepValue } from "@/server/runs/get-step";
import { addItems, type AddedItems } from "./add-items";

/** Makes an item of a run: its input, and if wanted its result as what is expected. It remembers which run it was. */
export async function addRunToDataset({
  ctx,
  input: { datasetId, runId, withExpected },
}: {
  ctx: Context;
  input: z.infer<typeof addRunToDatasetInput>;
}): Promise<AddedItems> {
  const { run } = await getRun({ ctx, input: { runId } });
  const given = run.input === undefined ? undefined : await whole(ctx, runId, "input", run.input);
  if (given === undefined) throw new AppError("conflict", `Run ${runId} has no recorded input to make an item of.`);
  if (withExpected && run.result === undefined)
    throw new AppError("conflict", `Run ${runId} is ${run.status} and has no result to expect. Add it without one.`);
  const item: NewItem = {
    input: given,
    ...(withExpected && run.result
      ? { expected: await whole(ctx, runId, "output", run.result.data, run.result.type === "document") }
      : {}),
    metadata: { runId, agentId: run.agentId },
  };
  return addItems({ ctx, input: { datasetId, items: [item] }, rootOf: () => "" });
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

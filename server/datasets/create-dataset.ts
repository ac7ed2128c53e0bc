import { randomBytes } from "node:crypto";
import type { Context } from "@/server/context";
import type { CreateDatasetInput, Dataset } from "@/server/domain/dataset";
import type { Also } from "@/server/idempotency/make-once";
import { checkSchemas } from "./item-schema";
import { requireDataset } from "./require-dataset";
import { insertDataset } from "./store";
import { toDataset } from "./to-dataset";

/** A new dataset has version 1, and nothing in it. */
export async function createDataset({
  ctx,
  input,
  also,
}: {
  ctx: Context;
  input: CreateDatasetInput;
  also?: Also;
}): Promise<{ dataset: Dataset }> {
  checkSchemas(input);
  const now = Date.now();
  const id = `ds_${randomBytes(8).toString("hex")}`;
  const row = {
    id,
    name: input.name,
    description: input.description ?? null,
    inputSchema: input.inputSchema ? JSON.stringify(input.inputSchema) : null,
    expectedSchema: input.expectedSchema ? JSON.stringify(input.expectedSchema) : null,
    metadata: JSON.stringify(input.metadata ?? {}),
    version: 1,
    itemCount: 0,
    createdAt: now,
    updatedAt: now,
  };
  await ctx.db.write([...insertDataset(row), ...(also?.(id) ?? [])]);
  ctx.live.publish("datasets");
  return { dataset: toDataset(await requireDataset(ctx, id)) };
}

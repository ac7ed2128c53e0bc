import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import type { Dataset, UpdateDatasetInput } from "@/server/domain/dataset";
import { inDatasetTurn } from "./dataset-turns";
import { checkSchemas } from "./item-schema";
import { requireDataset } from "./require-dataset";
import { setDataset, type DatasetChange } from "./store";
import { toDataset } from "./to-dataset";

/** Changes what is said about a dataset, not its items: no version comes of it. A new schema holds for items to come. */
export async function updateDataset({ ctx, input }: { ctx: Context; input: UpdateDatasetInput }): Promise<{ dataset: Dataset }> {
  checkSchemas(input);
  const { key } = await requireDataset(ctx, input.datasetId);
  const textOf = (schema: JsonSchema | null): string | null => (schema === null ? null : JSON.stringify(schema));
  const change: DatasetChange = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.inputSchema === undefined ? {} : { inputSchema: textOf(input.inputSchema) }),
    ...(input.expectedSchema === undefined ? {} : { expectedSchema: textOf(input.expectedSchema) }),
    ...(input.metadata === undefined ? {} : { metadata: JSON.stringify(input.metadata) }),
  };
  return inDatasetTurn(ctx, key, async () => {
    if (Object.keys(change).length > 0) await ctx.db.write([setDataset(ctx.db, key, { ...change, updatedAt: Date.now() })]);
    ctx.live.publish("datasets");
    return { dataset: toDataset(await requireDataset(ctx, input.datasetId)) };
  });
}

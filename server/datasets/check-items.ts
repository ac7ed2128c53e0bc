import type { z } from "zod";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import type { checkItemsInput, ItemMisfit, ItemsCheck } from "@/server/domain/item-row";
import { checkSchemas, itemChecker } from "./item-schema";
import { walkItems } from "./read-items";
import { requireVersion } from "./require-dataset";
import { toItem } from "./to-dataset";

const mostListed = 50;
const mostFaultsEach = 5;
const longestMs = 20_000;
/** The event loop is held no longer than this at a time. */
const longestHoldMs = 8;

/** Which items of the latest version fit its schemas, or schemas that are being thought of. Changes nothing. */
export async function checkItems({ ctx, input }: { ctx: Context; input: z.infer<typeof checkItemsInput> }): Promise<ItemsCheck> {
  checkSchemas(input);
  const { row, range } = await requireVersion(ctx, input.datasetId);
  const textOf = (wanted: JsonSchema | null | undefined, own: string | null): string | null =>
    wanted === undefined ? own : wanted === null ? null : JSON.stringify(wanted);
  const check = itemChecker({
    inputSchema: textOf(input.inputSchema, row.inputSchema),
    expectedSchema: textOf(input.expectedSchema, row.expectedSchema),
  });
  const misfits: ItemMisfit[] = [];
  let [checked, misfitCount] = [0, 0];
  const began = performance.now();
  let held = began;
  for await (const rows of walkItems(ctx, range)) {
    for (const item of rows) {
      const faults = check(toItem(item), "");
      if (faults.length > 0 && ++misfitCount <= mostListed)
        misfits.push({ id: item.id, index: checked, faults: faults.slice(0, mostFaultsEach) });
      checked++;
      if (performance.now() - held < longestHoldMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      held = performance.now();
      if (held - began > longestMs) return { version: range.version, checked, misfitCount, misfits, complete: false };
    }
  }
  return { version: range.version, checked, misfitCount, misfits, complete: true };
}

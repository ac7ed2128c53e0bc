import type { Item, ItemPart } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";

/** An item's parts as one value, so that two items are compared as two values are. */
export function partsOf({ input, expected, metadata }: Pick<Item, ItemPart>): Json {
  return {
    input,
    ...(expected === undefined ? {} : { expected }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

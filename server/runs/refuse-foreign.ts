import { sourceNames, type ForeignSource } from "@/server/domain/foreign-source";
import { AppError } from "@/server/errors";
import type { RunRow } from "./store";

/** What happens elsewhere is only shown here. `why` goes on from "The run was made by ElizaOS and". */
export function refuseForeign({ origin }: RunRow, why: string): void {
  if (origin !== null) throw new AppError("conflict", `The run was made by ${sourceNames[origin as ForeignSource]} and ${why}.`);
}

import type { Context } from "@/server/context";
import { countDatasets } from "./store";

export async function countAllDatasets({ db }: Pick<Context, "db">): Promise<number> {
  return countDatasets(db, undefined);
}

import type { Context } from "@/server/context";
import { dropEmptyAgent } from "./store";

/** An agent known only from a run that turned out to be another's: nothing is left that tells of it. */
export async function dropAgent({ db, live }: Pick<Context, "db" | "live">, id: string): Promise<void> {
  const [dropped] = await db.write([dropEmptyAgent(id)]);
  if (dropped && dropped.rows.length > 0) live.publish("agents");
}

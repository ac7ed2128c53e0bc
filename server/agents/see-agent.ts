import type { Context } from "@/server/context";
import { importedRevision } from "@/server/domain/agent";
import { sourceNames, type ForeignSource } from "@/server/domain/foreign-source";
import { storableText } from "@/server/domain/well-formed";
import { putImportedAgent, readAgent } from "./store";

type Seen = { id: string; name: string; source: ForeignSource };

const longestName = 200;

/**
 * An agent known from what it sent. One of the project's that has this id stays what it is, and runs from elsewhere stand
 * with its own; where only the id was known, the first name that comes is kept.
 */
export async function seeAgent({ db, live }: Pick<Context, "db" | "live">, { id, name, source }: Seen): Promise<void> {
  const known = await readAgent(db, id);
  const isNews = known ? known.kind === "imported" && known.name === id && name !== id : true;
  if (!isNews) return;
  const problem = `It is not part of this console's project: ${sourceNames[source]} told of its runs. It runs where it is, and what it does is shown here.`;
  const about = {
    id,
    name: storableText(name.slice(0, longestName)),
    revision: importedRevision,
    problem,
    updatedAt: Date.now(),
  };
  await db.write([putImportedAgent(db, about)]);
  live.publish("agents");
}

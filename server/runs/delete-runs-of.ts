import type { Database } from "@/db/database";
import { deleteArtifacts } from "@/server/artifacts/keep-artifact";
import { deleteScores } from "@/server/scores/detach-scores";
import { readKeysOfDatasetRun } from "./pending-store";
import { deleteRunRows } from "./store";

const runsAtOnce = 50;

/** Takes some of a dataset run's runs away, oldest first; false once there is none. */
export async function deleteRunsOf(db: Database, datasetRunId: string): Promise<boolean> {
  const keys = await readKeysOfDatasetRun(db, datasetRunId, runsAtOnce);
  await db.write(keys.flatMap((key) => [...deleteRunRows(key), deleteArtifacts(key), deleteScores(key)]));
  return keys.length > 0;
}

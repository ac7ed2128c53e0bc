import { startDatasetRunInput } from "@/server/domain/dataset-run";
import { openConsole } from "@/server/open-console";
import { getDatasetRun } from "@/server/dataset-runs/get-dataset-run";
import { listDatasetRuns } from "@/server/dataset-runs/list-dataset-runs";
import { startDatasetRun } from "@/server/dataset-runs/start-dataset-run";

/** A console without pages in a process of its own, to be killed: starts the dataset run it is given, or goes on with it. */
const [dataDir = "", projectDir = "", wanted = ""] = process.argv.slice(2);
const env = { port: 0, host: "127.0.0.1", dataDir, projectDir, apiKey: undefined, allowedHosts: [], logLevel: "warn" as const };
const console = await openConsole({ root: process.cwd(), env, hostEnv: process.env, version: "test" });
await console.projectOpened();
const { ctx } = console;
const input = startDatasetRunInput.parse(JSON.parse(wanted));
const { datasetId } = input;
const { runs } = await listDatasetRuns({ ctx, input: { datasetId, limit: 1 } });
const first = runs[0] ?? (await startDatasetRun({ ctx, input })).run;
process.stdout.write("ready\n");
for (let run = first; ; run = (await getDatasetRun({ ctx, input: { datasetId, runId: run.id } })).run) {
  const { pendingCount, runningCount, waitingCount, completedCount, errorCount, timeoutCount, cancelledCount } = run;
  const sum = pendingCount + runningCount + waitingCount + completedCount + errorCount + timeoutCount + cancelledCount;
  if (sum !== run.totalItems * run.trials) process.stdout.write(`counts: ${sum}\n`);
  if (run.status === "completed") {
    process.stdout.write(`${JSON.stringify(run)}\n`);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await console.stop();

import type { Command } from "commander";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import type { Api } from "./api";
import { failed, wrongUse } from "./cli-error";
import { evalBody, type EvalOptions } from "./eval-body";
import { findAgent } from "./find-agent";
import { datasetPath, findDataset } from "./find-dataset";
import { followDatasetRun } from "./follow-dataset-run";
import { toJunit } from "./junit";
import { withApi, type Session } from "./session";
import { toTable } from "./table";

type Options = EvalOptions & { failUnder?: string[]; junit?: string; json?: boolean };

type Threshold = { scorer: string; least: number };

export function addEval(program: Command, session: Session): void {
  program
    .command("eval")
    .description("Run an agent over a dataset, score it, and say whether it is good enough")
    .argument("<dataset>", "the dataset's id or name")
    .requiredOption("--agent <id>", "the agent's id")
    .option("--version <number>", "over this version of the dataset, instead of the latest")
    .option("--items <json>", "over these items only: a JSON array of their ids, @file, or - for standard input")
    .option("--failed-in <run>", "over the items that failed or ran out of time in this dataset run")
    .option("--trials <number>", "how many times each item")
    .option("--concurrency <number>", "how many at once; 1 is in order")
    .option("--item-timeout <seconds>", "how long an item may take, instead of the agent's own limit")
    .option("--retries <number>", "how often what fails is tried again")
    .option("--scorer <id...>", 'score with these; one with settings as JSON, as in {"id": "numeric", "tolerance": 1}')
    .option("--profile <name=value...>", "put another model profile in a profile's place, or change it by JSON")
    .option("--fail-under <scorer=value...>", "end with 1 if a scorer's mean is below its value")
    .option("--junit <file>", "write a JUnit report")
    .option("--name <name>", "what the dataset run is called")
    .option("--json", "print one JSON object: the dataset run, and what failed")
    .action(session.action((options, dataset: string) => evaluate(session, options, dataset)));
}

async function evaluate(session: Session, all: Record<string, unknown>, word: string): Promise<number> {
  const options = all as Options;
  const thresholds = (options.failUnder ?? []).map(parseThreshold);
  const body = await evalBody(
    options,
    thresholds.map(({ scorer }) => scorer),
    session.place.here,
  );
  return withApi(session, all, "work", async (api) => {
    await findAgent(api, options.agent);
    const { id } = await findDataset(api, word);
    const { run } = await api.post<{ run: DatasetRun }>(`${datasetPath(id)}/runs`, body);
    session.terminal.say(`dataset run  ${run.id}`);
    const ended = await followDatasetRun(session, api, run);
    if (ended.status === "waiting") {
      session.terminal.data(ended.id);
      throw failed(
        `${ended.waitingCount} items wait for a person. Answer them in the console, or with \`trackside runs answer\`.`,
      );
    }
    if (options.junit !== undefined)
      await writeFile(resolve(session.place.here, options.junit), toJunit(ended, await readResults(api, ended)));
    const missed = [...missedBy(ended, thresholds), ...(thresholds.length === 0 ? notCompleted(ended) : [])];
    if (options.json === true) session.terminal.data(JSON.stringify({ run: ended, failed: missed }));
    else session.terminal.data(report(ended));
    for (const line of missed) session.terminal.say(line);
    return missed.length > 0 || ended.status === "cancelled" ? 1 : 0;
  });
}

function parseThreshold(text: string): Threshold {
  const at = text.lastIndexOf("=");
  const least = Number(text.slice(at + 1));
  if (at > 0 && text.slice(at + 1).trim() !== "" && Number.isFinite(least)) return { scorer: text.slice(0, at), least };
  throw wrongUse(`--fail-under wants a scorer and a number, as in exact-match=0.9, not "${text}".`);
}

/** A scorer that scored nothing has not been met: nobody knows how good the agent is. */
function missedBy({ scores }: DatasetRun, thresholds: Threshold[]): string[] {
  return thresholds.flatMap(({ scorer, least }) => {
    const mean = scores[scorer]?.mean ?? null;
    if (mean === null) return [`${scorer} has no scores, and was to reach ${least}.`];
    return mean < least ? [`${scorer} is ${mean.toFixed(4)} on average, below ${least}.`] : [];
  });
}

function notCompleted({ errorCount, timeoutCount, cancelledCount }: DatasetRun): string[] {
  const count = errorCount + timeoutCount + cancelledCount;
  return count > 0
    ? [`${count} did not complete: ${errorCount} failed, ${timeoutCount} ran out of time, ${cancelledCount} cancelled.`]
    : [];
}

function report(run: DatasetRun): string {
  const total = run.totalItems * run.trials;
  const counts = `${run.id}  ${run.status}: ${run.completedCount} of ${total} completed, ${run.errorCount} failed, ${run.timeoutCount} out of time, ${run.cancelledCount} cancelled`;
  const rows = Object.entries(run.scores).map(([scorer, { mean, n, passRate }]) => [
    scorer,
    mean === null ? "–" : mean.toFixed(4),
    `${(passRate * 100).toFixed(1)} %`,
    String(n),
  ]);
  return rows.length === 0 ? counts : `${counts}\n${toTable(["SCORER", "MEAN", "PASSED", "SCORED"], rows)}`;
}

type Page = { results: DatasetResult[]; hasMore: boolean; nextCursor: string | null };

async function readResults(api: Api, run: DatasetRun): Promise<DatasetResult[]> {
  const results: DatasetResult[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query = new URLSearchParams({ limit: "100", ...(cursor === "" ? {} : { cursor }) });
    const page: Page = await api.get<Page>(`${datasetPath(run.datasetId)}/runs/${run.id}/results?${query.toString()}`);
    results.push(...page.results);
    cursor = page.hasMore ? page.nextCursor : null;
  }
  return results;
}

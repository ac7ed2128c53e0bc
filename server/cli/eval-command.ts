import type { Command } from "commander";
import { access, constants, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import type { Api } from "./api";
import { failed, wrongUse } from "./cli-error";
import { answerItems } from "./answer-items";
import { evalBody, type EvalOptions } from "./eval-body";
import { findAgent } from "./find-agent";
import { datasetPath, findDataset } from "./find-dataset";
import { followDatasetRun } from "./follow-dataset-run";
import { toJunit } from "./junit";
import { withApi, type Session } from "./session";
import { toTable } from "./table";
import { leftOut, missedBy, parseThreshold, percent } from "./thresholds";

type Options = EvalOptions & { failUnder?: string[]; junit?: string; json?: boolean };

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
    .option(
      "--fail-under <scorer=value...>",
      "end with 1 if a scorer's mean is below its value; with SCORER:pass=VALUE, the share that passed",
    )
    .option("--junit <file>", "write a JUnit report")
    .option("--name <name>", "what the dataset run is called")
    .option("--json", "print one JSON object: the dataset run, and what failed")
    .action(session.action((options, dataset: string) => evaluate(session, options, dataset)));
}

async function evaluate(session: Session, all: Record<string, unknown>, word: string): Promise<number> {
  const options = all as Options;
  const { terminal, place } = session;
  const thresholds = (options.failUnder ?? []).map(parseThreshold);
  const named = thresholds.map(({ scorer }) => scorer);
  const body = await evalBody(options, named, place.here);
  const junit = options.junit === undefined ? undefined : await placeOf(options.junit, place.here);
  return withApi(session, all, "work", async (api) => {
    await findAgent(api, options.agent);
    const { id } = await findDataset(api, word);
    const { run } = await api.post<{ run: DatasetRun }>(`${datasetPath(id)}/runs`, body);
    terminal.say(`dataset run  ${run.id}`);
    const ended = await carry(session, api, run);
    if (ended.status === "waiting") {
      terminal.data(options.json === true ? JSON.stringify({ run: ended, failed: [] }) : ended.id);
      throw failed(
        `${ended.waitingCount} items wait for a person. Answer them in the console, or with \`trackside runs answer\`.`,
      );
    }
    if (junit !== undefined) await writeFile(junit, toJunit(ended, await readResults(api, ended)));
    const missed = [...missedBy(ended, thresholds), ...(thresholds.length === 0 ? notCompleted(ended) : [])];
    if (options.json === true) terminal.data(JSON.stringify({ run: ended, failed: missed }));
    else terminal.data(report(ended));
    for (const line of [...leftOut(ended, thresholds), ...missed]) terminal.say(line);
    return missed.length > 0 || ended.status === "cancelled" ? 1 : 0;
  });
}

/** Sees it to its end, and asks the user what its items ask. */
async function carry(session: Session, api: Api, run: DatasetRun): Promise<DatasetRun> {
  try {
    for (
      let now = await followDatasetRun(session, api, run);
      ;
      now = await followDatasetRun(session, api, { ...now, status: "running" })
    )
      if (now.status !== "waiting" || !(await answerItems(session, api, now))) return now;
  } catch (cause) {
    const where = api.door.own ? "when a console or another command starts on this data" : "in the console";
    if (session.signal.aborted) session.terminal.say(`Dataset run ${run.id} is not cancelled: it goes on ${where}.`);
    throw cause;
  }
}

/** Looked at before anything runs: a report that cannot be written would be missed only at the end. */
async function placeOf(file: string, here: string): Promise<string> {
  const path = resolve(here, file);
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw wrongUse(`--junit ${file} cannot be written: its folder is not there, or not yours to write in.`, { cause });
  });
  return path;
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
    percent(passRate),
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

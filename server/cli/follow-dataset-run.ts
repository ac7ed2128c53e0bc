import { setTimeout as pause } from "node:timers/promises";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { Api } from "./api";
import { datasetPath } from "./find-dataset";
import { Patience } from "./patience";
import type { Session } from "./session";

const lookEveryMs = 300;
const tellEveryMs = 5000;
const barWidth = 30;

/** Follows a dataset run until it has ended, or only waits for people: a bar on a terminal, a line now and then elsewhere. */
export async function followDatasetRun({ terminal, signal }: Session, api: Api, run: DatasetRun): Promise<DatasetRun> {
  const path = `${datasetPath(run.datasetId)}/runs/${run.id}`;
  const patience = new Patience();
  let toldAt = 0;
  for (let now = run; ;) {
    const over = now.status === "completed" || now.status === "cancelled" || now.status === "waiting";
    if (terminal.isLive) terminal.live(bar(now));
    else if (over || performance.now() - toldAt > tellEveryMs) {
      terminal.say(lineOf(now));
      toldAt = performance.now();
    }
    if (over) {
      if (terminal.isLive) terminal.say(lineOf(now));
      return now;
    }
    await pause(lookEveryMs, undefined, { signal });
    now = (await patience.ask(() => api.get<{ run: DatasetRun }>(path), signal)).run;
  }
}

function doneOf(run: DatasetRun): { done: number; total: number } {
  const done = run.completedCount + run.errorCount + run.timeoutCount + run.cancelledCount;
  return { done, total: run.totalItems * run.trials };
}

function lineOf(run: DatasetRun): string {
  const { done, total } = doneOf(run);
  const failed = run.errorCount + run.timeoutCount;
  return `${run.status.padEnd(9)}  ${done} of ${total}${failed > 0 ? `, ${failed} failed` : ""}${run.waitingCount > 0 ? `, ${run.waitingCount} waiting` : ""}`;
}

function bar(run: DatasetRun): string {
  const { done, total } = doneOf(run);
  const full = total === 0 ? barWidth : Math.round((done / total) * barWidth);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)}  ${lineOf(run)}`;
}

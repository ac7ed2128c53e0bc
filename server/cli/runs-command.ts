import type { Command } from "commander";
import type { RunSummary } from "@/server/domain/run";
import { runPath, type Api } from "./api";
import { carryRun } from "./carry-run";
import { findRun } from "./find-run";
import { listRuns } from "./list-runs";
import { readValueArgument } from "./read-argument";
import { withApi, type Session } from "./session";
import { showRun } from "./show-run";

export function addRuns(program: Command, session: Session): void {
  const { action, terminal } = session;
  const runs = program.command("runs").description("Look at runs, and deal with them");
  runs
    .command("list", { isDefault: true })
    .description("Runs, newest first")
    .option("--agent <id...>", "only of these agents")
    .option("--status <status...>", "only in these statuses")
    .option("--tag <tag...>", "only with one of these tags")
    .option("--room <id...>", "only in these rooms")
    .option("--dataset-run <id...>", "only of these dataset runs")
    .option("--search <text>", "only with this text in input, result, name or error")
    .option("--limit <number>", "how many, 1 to 100", "20")
    .option("--json", "print what the console answers, as JSON")
    .action(action((options) => withApi(session, options, "look", (api) => listRuns(terminal, api, options))));
  runs
    .command("show")
    .description("A run with its steps")
    .argument("<run>", "the run's id")
    .option("--json", "print the run with its events, as JSON")
    .action(
      action((options, runId: string) => withApi(session, options, "look", (api) => showRun(terminal, api, runId, options))),
    );
  runs
    .command("cancel")
    .description("Cancel a run")
    .argument("<run>", "the run's id")
    .option("--json", "print the run's summary as JSON")
    .action(
      action((options, runId: string) => withApi(session, options, "look", (api) => cancelRun(session, api, runId, options))),
    );
  runs
    .command("watch")
    .description("Follow a run to its end")
    .argument("<run>", "the run's id")
    .option("--json", "print one JSON object, the run's summary")
    .action(
      action((options, runId: string) =>
        withApi(session, options, "work", async (api) =>
          carryRun(session, { api, run: await findRun(api, runId), json: isJson(options), waits: "follow" }),
        ),
      ),
    );
  runs
    .command("answer")
    .description("Answer what a run asks, and follow it on")
    .argument("<run>", "the run's id")
    .argument("<path>", "the path of the input it waits for")
    .argument("<value>", "the answer: JSON, plain text, @file, or - for standard input")
    .option("--json", "print one JSON object, the run's summary")
    .action(action((options, runId: string, path: string, value: string) => answerRun(session, options, { runId, path, value })));
}

const isJson = (options: Record<string, unknown>): boolean => options["json"] === true;

async function cancelRun({ terminal }: Session, api: Api, runId: string, options: Record<string, unknown>): Promise<number> {
  const { run } = await api.post<{ run: RunSummary }>(`${runPath(await findRun(api, runId))}/cancel`);
  terminal.data(isJson(options) ? JSON.stringify(run) : `${run.status}  ${run.runId}`);
  return 0;
}

type Answer = { runId: string; path: string; value: string };

/** In our own process nobody else would see to it that the run goes on: so it is followed, here as there. */
async function answerRun(session: Session, options: Record<string, unknown>, answer: Answer): Promise<number> {
  const value = await readValueArgument(answer.value, "VALUE", session.place.here);
  return withApi(session, options, "work", async (api) => {
    const found = await findRun(api, answer.runId);
    const { run } = await api.post<{ run: RunSummary }>(`${runPath(found)}/inputs`, { path: answer.path, value });
    return carryRun(session, { api, run, json: isJson(options), waits: "ask", answered: answer.path });
  });
}

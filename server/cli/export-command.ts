import type { Command } from "commander";
import { resolve } from "node:path";
import { runPath } from "./api";
import { failed } from "./cli-error";
import { findRun } from "./find-run";
import { withApi, type Session } from "./session";
import { unpackArchive } from "./unpack-archive";

export function addExport(program: Command, session: Session): void {
  program
    .command("export")
    .description("Write a run's directory: its trace, its results step by step")
    .argument("<run>", "the run's id")
    .requiredOption("--out <dir>", "where to write it; the run gets a folder of its own in it")
    .option("--json", "print one JSON object: the folder, and how many files it has")
    .action(session.action((options, runId: string) => exportRun(session, options, runId)));
}

async function exportRun(session: Session, options: Record<string, unknown>, runId: string): Promise<number> {
  const { out, json } = options as { out: string; json?: boolean };
  const dir = resolve(session.place.here, out);
  return withApi(session, options, "look", async (api) => {
    const run = await findRun(api, runId);
    const answer = await api.ask("GET", `${runPath(run)}/archive`);
    if (!answer.body) throw failed(`The console sent nothing of run ${run.runId}. Try again.`);
    const unpacked = await unpackArchive(answer.body, dir, run.runId);
    session.terminal.data(json ? JSON.stringify(unpacked) : unpacked.dir);
    session.terminal.say(`${unpacked.files} ${unpacked.files === 1 ? "file" : "files"}`);
    return 0;
  });
}

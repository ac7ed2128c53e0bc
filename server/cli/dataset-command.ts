import type { Command } from "commander";
import { createReadStream } from "node:fs";
import { access, open, rm } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { formatMoment } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import type { Api } from "./api";
import { wrongUse } from "./cli-error";
import { allDatasets, datasetPath, findDataset, findDatasetIfAny } from "./find-dataset";
import { withApi, type Session } from "./session";
import { toTable } from "./table";
import { plainLine } from "./terminal";

type Options = Record<string, unknown>;

const typeOf: Record<string, string> = { csv: "text/csv", json: "application/json", jsonl: "application/x-ndjson" };

export function addDataset(program: Command, session: Session): void {
  const { action } = session;
  const dataset = program.command("dataset").description("Datasets: list them, bring items in and out");
  dataset
    .command("list", { isDefault: true })
    .description("All datasets, newest first")
    .option("--json", "print them as JSON")
    .action(action((options) => withApi(session, options, "look", (api) => listDatasets(session, api, options))));
  dataset
    .command("import")
    .description("Bring a file's rows in: all of them or none")
    .argument("<dataset>", "the dataset's id or name")
    .argument("<file>", "a CSV, JSON or JSONL file")
    .option("--format <format>", "csv, json or jsonl, where the file's name does not say")
    .option("--replace", "in place of all items there are")
    .option("--create", "make the dataset if there is none of that name")
    .option("--map <json>", "which column goes where, as JSON")
    .option("--dry-run", "only look: what would come in, and what is wrong with it")
    .option("--json", "print what the console answers, as JSON")
    .action(action((options, name: string, file: string) => importFile(session, options, name, file)));
  dataset
    .command("export")
    .description("Write a dataset's items out")
    .argument("<dataset>", "the dataset's id or name")
    .option("--format <format>", "jsonl, json or csv", "jsonl")
    .option("--version <number>", "as it was in this version")
    .option("--out <file>", "into a new file, instead of standard output")
    .action(action((options, name: string) => exportItems(session, options, name)));
}

async function listDatasets({ terminal }: Session, api: Api, options: Options): Promise<number> {
  const datasets: Dataset[] = [];
  for await (const one of allDatasets(api)) datasets.push(one);
  if (options["json"] === true) terminal.data(JSON.stringify({ datasets }));
  else if (datasets.length === 0) terminal.say("No datasets.");
  else
    terminal.data(
      toTable(
        ["DATASET", "NAME", "ITEMS", "VERSION", "CHANGED"],
        datasets.map((one) => [
          one.id,
          plainLine(one.name),
          String(one.itemCount),
          String(one.version),
          formatMoment(one.updatedAt),
        ]),
      ),
    );
  return 0;
}

type Told = { dataset?: Dataset; imported?: number; version?: number; faultCount?: number };

async function importFile(session: Session, options: Options, name: string, file: string): Promise<number> {
  const path = resolve(session.place.here, file);
  const format = (options["format"] as string | undefined) ?? extname(path).slice(1).toLowerCase().replace("ndjson", "jsonl");
  const type = typeOf[format];
  if (type === undefined) throw wrongUse(`Say what ${file} is: --format csv, json or jsonl.`);
  await access(path).catch((cause: unknown) => {
    throw wrongUse(`${file} cannot be read.`, { cause });
  });
  const { map } = options as { map?: string };
  return withApi(session, options, "look", async (api) => {
    // Without one of that name the file becomes the dataset; if it has a fault there is none.
    const found = options["create"] === true ? await findDatasetIfAny(api, name) : await findDataset(api, name);
    const query = new URLSearchParams({
      ...(found ? { mode: options["replace"] === true ? "replace" : "append" } : { name }),
      ...(options["dryRun"] === true ? { dryRun: "true" } : {}),
      ...(map === undefined ? {} : { map }),
    });
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    const answer = await api.send(`${found ? datasetPath(found.id) : "/api/datasets"}/import?${query.toString()}`, type, body);
    const { dataset = found, ...told } = (await answer.json()) as Told;
    if (options["json"] === true || options["dryRun"] === true)
      session.terminal.data(JSON.stringify({ ...(dataset ? { datasetId: dataset.id } : {}), ...told }));
    else session.terminal.say(`${told.imported} items imported; ${name} is at version ${told.version}.`);
    // A file that would not come in ends a dry run as it would end the import.
    return (told.faultCount ?? 0) > 0 ? 2 : 0;
  });
}

async function exportItems(session: Session, options: Options, name: string): Promise<number> {
  const { format, version, out } = options as { format: string; version?: string; out?: string };
  if (typeOf[format] === undefined) throw wrongUse(`--format is jsonl, json or csv, not "${format}".`);
  return withApi(session, options, "look", async (api) => {
    const { id } = await findDataset(api, name);
    const query = new URLSearchParams({ format, ...(version === undefined ? {} : { version }) });
    const answer = await api.ask("GET", `${datasetPath(id)}/export?${query.toString()}`);
    const body = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
    if (out === undefined) await pipeline(body, process.stdout, { end: false });
    else await writeNew(session, out, body);
    return 0;
  });
}

/** Into a file that was not there before. One that breaks off is not left to look whole. */
async function writeNew({ place }: Session, out: string, body: Readable): Promise<void> {
  const path = resolve(place.here, out);
  const file = await open(path, "wx").catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "EEXIST" ? "it is there already" : "its folder is not there, or not yours to write in";
    throw wrongUse(`--out ${out} cannot be written: ${why}.`, { cause });
  });
  await pipeline(body, file.createWriteStream()).catch(async (cause: unknown) => {
    await rm(path, { force: true });
    throw cause;
  });
}

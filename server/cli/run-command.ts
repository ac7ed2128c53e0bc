import type { Command } from "commander";
import type { Agent } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import { staticInputs, type RunSummary } from "@/server/domain/run";
import { runPath, type Api } from "./api";
import { carryRun } from "./carry-run";
import { wrongUse } from "./cli-error";
import { findAgent } from "./find-agent";
import { readJsonArgument, readJsonFile } from "./read-argument";
import { readProfiles } from "./read-profiles";
import { withApi, type Session } from "./session";

type Options = {
  flow?: string;
  input?: string;
  staticInputs?: string;
  previousRunId?: string;
  entryPoint?: string;
  runIdPrefix?: string;
  name?: string;
  tag?: string[];
  profile?: string[];
  json?: boolean;
};

export function addRun(program: Command, session: Session): void {
  program
    .command("run")
    .description("Run an agent, follow it, and print its result")
    .argument("<agent>", "the agent's id")
    .option("--flow <name>", "only this flow of it")
    .option("--input <json|@file|->", "its input: JSON, a file, or standard input")
    .option("--static-inputs <file>", "a JSON file with inputs of steps, by their paths")
    .option("--previous-run-id <id>", "run again what this run did")
    .option("--entry-point <path>", "from this step on; what came before is taken over")
    .option("--run-id-prefix <prefix>", "the beginning of the run's id")
    .option("--name <name>", "what the run is called")
    .option("--tag <tag...>", "tags of the run")
    .option("--profile <name=value...>", "put another model profile in a profile's place, or change it by JSON")
    .option("--json", "print one JSON object, the run's summary")
    .action(session.action((options, agentId: string) => runAgent(session, options, agentId)));
}

async function runAgent(session: Session, all: Record<string, unknown>, agentId: string): Promise<number> {
  const options = all as Options;
  checkTogether(options);
  // Read before anything is opened: what is wrong here touches nothing.
  const { here } = session.place;
  const input = options.input === undefined ? undefined : await readJsonArgument(options.input, "--input", here);
  const given = options.staticInputs === undefined ? undefined : await readStaticInputs(options.staticInputs, here);
  const about = aboutRun(options);
  return withApi(session, all, "work", async (api) => {
    const agent = await findAgent(api, agentId);
    const run = await (options.previousRunId === undefined
      ? start(api, agent, { ...options, input, given, about })
      : rerun(api, agent, { ...options, input, given, about }));
    session.terminal.say(`run      ${run.runId}`);
    return carryRun(session, { api, run, json: options.json === true, waits: "ask" });
  });
}

function checkTogether({ previousRunId, entryPoint, flow, runIdPrefix, input }: Options): void {
  if (previousRunId === undefined && entryPoint !== undefined)
    throw wrongUse("--entry-point says where in an earlier run to go on: name that run with --previous-run-id.");
  if (previousRunId === undefined) return;
  if (flow !== undefined)
    throw wrongUse("--flow is for a new run: one that is run again keeps what it ran. Leave one of the two out.");
  if (runIdPrefix !== undefined) throw wrongUse("--run-id-prefix is for a new run; the id of one run again begins with rerun_.");
  if (entryPoint !== undefined && input !== undefined)
    throw wrongUse("--input and --entry-point do not go together: change a step's input with --static-inputs.");
}

async function readStaticInputs(file: string, here: string): Promise<Record<string, Json>> {
  const parsed = staticInputs.safeParse(await readJsonFile(file, "--static-inputs", here));
  if (parsed.success) return parsed.data;
  throw wrongUse(
    `--static-inputs (${file}) wants an object of steps' paths and their inputs: ${parsed.error.issues[0]?.message}.`,
  );
}

type Read = { input: Json | undefined; given: Record<string, Json> | undefined; about: About };
type About = { name?: string; tags?: string[]; profiles?: Record<string, Json> };

function aboutRun({ name, tag, profile }: Options): About {
  return {
    ...(name === undefined ? {} : { name }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(profile === undefined ? {} : { profiles: readProfiles(profile) }),
  };
}

type New = Pick<Options, "flow" | "runIdPrefix"> & Read;

async function start(api: Api, agent: Agent, { flow, runIdPrefix, input, given, about }: New): Promise<RunSummary> {
  const body = {
    ...about,
    input: input === undefined ? emptyInput(agent) : input,
    ...(flow === undefined ? {} : { flow }),
    ...(given === undefined ? {} : { staticInputs: given }),
    ...(runIdPrefix === undefined ? {} : { runIdPrefix }),
  };
  return (await api.post<{ run: RunSummary }>(`/api/agents/${agent.id}/runs`, body)).run;
}

type Again = Pick<Options, "previousRunId" | "entryPoint"> & Read;

async function rerun(api: Api, agent: Agent, { previousRunId, entryPoint, input, given, about }: Again): Promise<RunSummary> {
  const source = { agentId: agent.id, runId: previousRunId ?? "" };
  const body = {
    ...about,
    ...(input === undefined ? {} : { input }),
    ...(given === undefined ? {} : { staticInputs: given }),
    ...(entryPoint === undefined ? {} : { fromPath: entryPoint }),
  };
  return (await api.post<{ run: RunSummary }>(`${runPath(source)}/rerun`, body)).run;
}

/** Most agents take an object, and the console names the fields it lacks; of the others nobody can guess the input. */
function emptyInput({ id, inputSchema }: Agent): Json {
  const { type } = inputSchema;
  if (type === undefined || type === "object" || (Array.isArray(type) && type.includes("object"))) return {};
  throw wrongUse(`${id} takes ${JSON.stringify(type)} as its input: give it with --input, as JSON.`);
}

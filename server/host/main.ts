import type { FromHost, ScoreJob, StepRecord, TakenRun, ToHost } from "@/server/domain/host-protocol";
import type { ProfileOverrides } from "@/server/domain/model-profile";
import { messageOf } from "@/server/errors";
import { executeRun, endRun } from "./execute-run";
import { loadProject, noProject } from "./load-project";
import { modelsOfRun } from "./models/run-models";
import { Outbox } from "./outbox";
import { recordFailedWatcher } from "./record-trouble";
import { projectResources } from "./project-resources";
import { RunEvents } from "./run-events";
import { currentScope, RunningRun } from "./running-run";
import { scoreRun } from "./scorers/score-run";
import { toRunError } from "./to-run-error";
import { guardMainThread } from "./guard-main-thread";
import { OrderWatch } from "./watch-order";
import { hostSettings } from "@/server/env";

/** The agent host: loads the project, runs agents, reports over IPC. It may be replaced at any moment. */
const { projectDir, buildDir, dev } = hostSettings();
const send = (message: FromHost): void => void process.send?.(message, () => {});
const outbox = new Outbox(send);
const running = new Map<number, RunningRun>();
let project = noProject();
let resources = projectResources({});

const trouble = (message: string): void => send({ type: "trouble", message });
const warn = (message: string): void => send({ type: "warning", message });

process.on("message", (message) => hear(message as ToHost));
// Without its console nothing this process does can be recorded.
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole terminal group: the console decides when we stop.
process.on("SIGINT", () => {});
process.on("unhandledRejection", (reason) => {
  if (!blame(reason)) trouble(`A promise was rejected and nobody listened: ${toRunError(reason, "").message}`);
});
process.on("uncaughtException", (error) => {
  if (blame(error)) return;
  process.stderr.write(`${error.stack ?? messageOf(error)}\n`);
  process.exit(1);
});

/**
 * What nobody caught belongs to the run whose code it came from: Node calls us in that code's own context. It ends that
 * run, and no other; where the run has ended already, or none is to be found, the answer is no.
 */
function blame(thrown: unknown): boolean {
  const scope = currentScope.getStore();
  if (!scope || scope.run.ended) return false;
  const arose = scope.thrown.get(thrown);
  endRun(scope.run, { status: "error", error: toRunError(thrown, arose ?? scope.path), passedOn: arose !== undefined });
  return true;
}

function hear(message: ToHost): void {
  if (message.type === "durable") outbox.becameDurable(message.upTo);
  else if (message.type === "records") gather(message);
  else if (message.type === "take") message.runs.forEach((run) => void take(run));
  else if (message.type === "score") message.jobs.forEach((job) => void score(job));
  else if (message.type === "end") end(message);
  else if (message.type === "answer") taken(message)?.inputs.answer(message.n, message);
  else if (message.type === "child") taken(message)?.childWaits(message.n, message.waits);
  else if (message.type === "reload") void open();
  else void stop();
}

/** What is said is written down first, and runs that have ended come to the end of their `onEnd`. */
async function stop(): Promise<void> {
  await Promise.all([outbox.drain(), ...[...running.values()].filter((run) => run.ended).map((run) => run.isOver)]);
  process.exit(0);
}

/** Records that came ahead of their run, because they are many. */
const ahead = new Map<number, { take: number; records: StepRecord[] }>();

function gather({ key, take: number, records }: Extract<ToHost, { type: "records" }>): void {
  const known = ahead.get(key);
  if (known?.take === number) known.records.push(...records);
  else ahead.set(key, { take: number, records });
}

async function take({ records, ...rest }: TakenRun): Promise<void> {
  const before = ahead.get(rest.key);
  ahead.delete(rest.key);
  const work = { ...rest, records: before?.take === rest.take ? [...before.records, ...records] : records };
  const agent = project.agents.get(work.agentId);
  const events = new RunEvents([agent?.on, project.config.on], (event, thrown) => {
    const { message } = toRunError(thrown, event.path);
    if (run.ended) trouble(`A handler of ${event.type} failed in run ${work.runId} at ${event.path}: ${message}`);
    else recordFailedWatcher(run, event, thrown);
  });
  const run = new RunningRun(work, {
    outbox,
    events,
    diverged: diverged(work.key),
    order: dev ? new OrderWatch(warn) : undefined,
  });
  run.resources = resources;
  run.models = modelsOfRun(project.models, JSON.parse(work.profiles ?? "{}") as ProfileOverrides);
  running.set(work.key, run);
  try {
    await executeRun(run, agent, trouble);
  } catch (thrown) {
    trouble(`Run ${run.taken.runId} could not be carried out: ${messageOf(thrown)}`);
  } finally {
    run.over();
    if (running.get(run.taken.key) === run) running.delete(run.taken.key);
  }
}

async function score(job: ScoreJob): Promise<void> {
  send({ type: "scored", id: job.id, scores: await scoreRun(project, job) });
}

function end(message: Extract<ToHost, { type: "end" }>): void {
  const run = taken(message);
  if (!run) return;
  run.close();
  run.abort.abort(new Error("The run was cancelled"));
}

/** The run a word is about; none if it was about an earlier take of it. */
function taken({ key, take: number }: { key: number; take: number }): RunningRun | undefined {
  const run = running.get(key);
  return run?.taken.take === number ? run : undefined;
}

function diverged(key: number) {
  return (recorded: string, wanted: string): void => {
    const run = running.get(key);
    if (!run) return;
    const message = `The run cannot go on: it recorded ${recorded}, and the code now wants ${wanted} with another input there. Run it again from the start, or restore the code it began with.`;
    endRun(run, { status: "error", error: { code: "REPLAY_DIVERGED", message } });
  };
}

async function open(): Promise<void> {
  project = await loadProject(projectDir, buildDir);
  resources = projectResources(project.config);
  const { loaded: agents, problems, config, models, settings, environment, loadedScorers: scorers } = project;
  send({
    type: "project",
    agents,
    problems,
    models,
    settings,
    scorers,
    ...(environment ? { environment } : {}),
    ...(config.concurrency === undefined ? {} : { concurrency: config.concurrency }),
  });
}

// For agents' code. From here on and not by a flag: the maps of all that is loaded before would be read at each start.
process.setSourceMapsEnabled(true);
setInterval(() => send({ type: "beat" }), 1000).unref();
guardMainThread();
await open();

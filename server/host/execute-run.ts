import type { z } from "zod";
import { createDocument, isDocument } from "@/server/sdk/document-result";
import type { DefinedAgent } from "@/server/sdk/trackside";
import { createContext } from "./create-context";
import { previewOf, toJsonText } from "./serialise";
import { currentScope, type Ending, type RunningRun } from "./running-run";
import { toRunError } from "./to-run-error";
import { whereThrown } from "./where-thrown";

/** Runs an agent's code from the top; what is recorded already answers at once. Says exactly one ending, the first. */
export async function executeRun(
  run: RunningRun,
  agent: DefinedAgent | undefined,
  trouble: (message: string) => void,
): Promise<void> {
  const callbacks: (() => void | Promise<void>)[] = [];
  const deadline = run.taken.timeoutMs === undefined ? undefined : startDeadline(run);
  const { runId, agentId, begun } = run.taken;
  const about = { runId, agentId, path: run.root.path };
  if (run.events.heard && !begun)
    run.events.tell({ ...about, type: "run.started", at: Date.now(), input: JSON.parse(run.taken.input) as unknown });
  try {
    const ending = await Promise.race([
      work(run, agent, callbacks),
      ended(run),
      run.isPutDown,
      ...(deadline ? [deadline.expired] : []),
    ]);
    if (ending) endRun(run, ending);
    const isPutDown = !ending && !run.abort.signal.aborted;
    if (isPutDown) callbacks.length = 0;
    else if (run.events.heard) tellEnd(run, ending ?? run.ending ?? { status: "cancelled" });
  } finally {
    deadline?.stop();
    for (const callback of callbacks.toReversed())
      try {
        await callback();
      } catch (thrown) {
        trouble(`onEnd of run ${run.taken.runId} failed: ${toRunError(thrown, run.root.path).message}`);
      }
  }
}

export function endRun(run: RunningRun, ending: Ending): void {
  if (run.ended) return;
  run.ending = ending;
  for (const settle of run.atEnd) settle();
  // One that was stopped from outside might have come to all of them.
  const unreached = ending.status === "completed" || ending.status === "error" ? run.replay.unreached() : [];
  run.report(
    { is: "run-end", at: Date.now(), ...ending, ...(unreached.length > 0 ? { unreached } : {}) },
    ending.result?.length ?? 0,
  );
  run.close();
  if (ending.status !== "completed") run.abort.abort(new Error(`The run has ended: ${ending.status}`));
}

function tellEnd({ taken, root, events }: RunningRun, { status, result, error }: Ending): void {
  events.tell({
    type: "run.completed",
    runId: taken.runId,
    agentId: taken.agentId,
    path: root.path,
    at: Date.now(),
    status,
    ...(result === undefined ? {} : { result: JSON.parse(result) as unknown }),
    ...(error ? { error } : {}),
  });
}

async function work(
  run: RunningRun,
  agent: DefinedAgent | undefined,
  callbacks: (() => void | Promise<void>)[],
): Promise<Ending> {
  const { path } = run.root;
  try {
    if (!agent)
      throw new Refused(
        "AGENT_NOT_FOUND",
        `The project has no agent ${run.taken.agentId} now: its file is gone or does not load.`,
      );
    const given: unknown = JSON.parse(run.taken.input);
    const input = agent.input ? parse(await agent.input.safeParseAsync(given), "INPUT_INVALID", "The input") : given;
    const working = currentScope.run(run.root, async () => ({
      returned: await agent.run(
        createContext(run, (callback) => callbacks.push(callback)),
        input,
      ),
    }));
    const done = await (run.taken.flow === undefined ? working : Promise.race([working, run.isFinished]));
    if ("value" in done) return endingWith(done.value);
    if (run.taken.flow !== undefined) throw flowNotReached(run, run.taken.flow);
    if (isDocument(done.returned)) return endingWith(done.returned);
    const output: unknown = agent.output
      ? parse(await agent.output.safeParseAsync(done.returned), "OUTPUT_INVALID", "What the agent returned")
      : done.returned;
    return endingWith(output);
  } catch (thrown) {
    const arose = whereThrown(run.root, thrown);
    const error = toRunError(thrown, arose ?? path);
    if (run.passedOver.size > 0 && error.code !== "FLOW_NOT_REACHED") error.message += passedOver(run);
    return { status: "error", error, passedOn: arose !== undefined };
  }
}

function endingWith(value: unknown): Ending {
  if (!isDocument(value)) return { status: "completed", resultType: "json", ...resultOf(value, value) };
  const { text, sources } = createDocument(value.text, value.sources);
  return { status: "completed", resultType: "document", ...resultOf({ text, sources }, text) };
}

function flowNotReached({ taken, passedOver: others }: RunningRun, flow: string): Refused {
  const seen = others.size > 0 ? ` It came by ${[...others].join(", ")}.` : " It came by no flow at all.";
  return new Refused("FLOW_NOT_REACHED", `${taken.agentId} ended without beginning a flow ${flow}.${seen}`);
}

/** A flow that was left out may be why code fails behind it. */
function passedOver({ taken, passedOver: others }: RunningRun): string {
  if (taken.flow === undefined) return "";
  return ` (Only the flow ${taken.flow} was to run; ${[...others].join(", ")} gave nothing. Static inputs for such a path are what it gives.)`;
}

function resultOf(value: unknown, shown: unknown): Pick<Ending, "result" | "preview"> {
  const result = toJsonText(value, "The agent's result") ?? "null";
  const preview = previewOf(shown, result);
  return { result, ...(preview === undefined ? {} : { preview }) };
}

function parse(parsed: z.ZodSafeParseResult<unknown>, code: string, what: string): unknown {
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join(".") || "it"}: ${issue.message}`);
  throw new Refused(code, `${what} does not fit its schema: ${faults.join("; ")}.`);
}

class Refused extends Error {
  override name = "Refused";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Settles when somebody else ended the run: cancelled, diverged. */
function ended(run: RunningRun): Promise<undefined> {
  return new Promise((resolve) => run.abort.signal.addEventListener("abort", () => resolve(undefined), { once: true }));
}

function startDeadline(run: RunningRun) {
  const ms = run.taken.timeoutMs ?? 0;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => {
      const message = "The run was still working when its time was up. Raise its timeoutMs, or look for the step that took long.";
      resolve({ status: "timeout", error: { code: "TIMEOUT", message, path: run.root.path } });
    }, ms);
  });
  return { expired, stop: () => clearTimeout(timer) };
}

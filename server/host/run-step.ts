import type { StepCall } from "@/server/sdk/step-options";
import type { StepRecord } from "@/server/domain/host-protocol";
import { isOpen } from "@/server/domain/step-kind";
import { checkInput } from "./check-input";
import { aboutStep, beginStep, fingerprintOf, type BegunStep, type Options } from "./begin-step";
import { previewOf, toJsonText } from "./serialise";
import { never, currentScope, type Scope } from "./running-run";
import { RecordedError, toRunError } from "./to-run-error";
import { whereThrown } from "./where-thrown";

type Work<Output> = (input: never, call: StepCall) => Output | Promise<Output>;

/** The one way a step happens: find its record or its new place, say that it begins, do it, say how it ended. */
export async function runStep<Output>(parent: Scope, name: string, options: Options, work: Work<Output>): Promise<Output> {
  const { run } = parent;
  if (run.ended) return never();
  const input = toJsonText(options.input, `The input of step "${name}"`);
  const fingerprint = fingerprintOf(input);
  const found = run.replay.place(parent, name, { kind: options.kind, fingerprint });
  if (found instanceof Promise) run.watchHeld();
  const place = await found;
  if (run.ended) return never();
  run.moved();
  const { record } = place;
  if (record && !isOpen(record.status)) return answerFrom(parent, record) as Output;
  return perform(parent, await beginStep(parent, place, options, input, fingerprint), options, work);
}

/** A recorded end is the answer; the step does not run. */
export function answerFrom(parent: Scope, record: StepRecord): unknown {
  if (!record.error) return (record.output === undefined ? undefined : JSON.parse(record.output)) as unknown;
  const error = new RecordedError(record.error);
  parent.thrown.set(error, record.error.path ?? record.path);
  throw error;
}

async function perform<Output>(parent: Scope, begun: BegunStep, options: Options, work: Work<Output>): Promise<Output> {
  const { scope, attempt, interrupted } = begun;
  const { run, n, path } = scope;
  const limit = options.timeoutMs === undefined ? undefined : startLimit(options.timeoutMs, path);
  if (limit) scope.signal = AbortSignal.any([scope.signal, limit.signal]);
  const call: StepCall = {
    stepId: n.toString(36),
    idempotencyKey: `${run.taken.runId}:${path}`,
    attempt,
    signal: scope.signal,
  };
  try {
    if (interrupted && options.onInterrupted === "fail") throw new Interrupted(path);
    const effective = begun.given ? begun.given.input : options.input;
    const given = options.schema ? await checkInput(options.schema, effective, path) : effective;
    const working = currentScope.run(scope, async () => work(given as never, call));
    const value = await (limit ? Promise.race([working, limit.expired]) : working);
    const output = toJsonText(value, `The result of step "${path}"`);
    const preview = previewOf(value, output);
    const number = run.ended
      ? 0
      : run.report(
          {
            is: "end",
            n,
            at: Date.now(),
            status: "completed",
            ...(output === undefined ? {} : { output }),
            ...(preview === undefined ? {} : { preview }),
          },
          output?.length ?? 0,
        );
    if (run.ended) return never();
    await run.durable(number);
    if (run.events.heard)
      run.events.tell({ ...aboutStep(scope, options.kind), type: "step.completed", attempt, status: "completed", output: value });
    return value;
  } catch (thrown) {
    if (run.ended) return never();
    const arose = whereThrown(scope, thrown);
    const status = thrown instanceof StepTimeout ? "timeout" : "error";
    parent.thrown.set(thrown, arose ?? path);
    const error = toRunError(thrown, arose ?? path);
    await run.durable(run.report({ is: "end", n, at: Date.now(), status, error, passedOn: arose !== undefined }, 500));
    if (run.events.heard) run.events.tell({ ...aboutStep(scope, options.kind), type: "step.completed", attempt, status, error });
    throw thrown;
  } finally {
    limit?.stop();
  }
}

class Interrupted extends Error {
  override name = "Interrupted";
  readonly code = "INTERRUPTED";

  constructor(path: string) {
    super(
      `Step ${path} was cut off by a crash and is marked onInterrupted: "fail", so it does not run again. Check whether its effect happened.`,
    );
  }
}

class StepTimeout extends Error {
  override name = "StepTimeout";
  readonly code = "STEP_TIMEOUT";
}

/** The step's signal is aborted first; then the step ends as a timeout whether its code listened or not. */
function startLimit(ms: number, path: string) {
  const abort = new AbortController();
  const error = new StepTimeout(
    `Step ${path} took longer than its ${ms} ms. Raise its timeoutMs, or make what it waits for faster.`,
  );
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort(error);
      setImmediate(() => reject(error));
    }, ms);
  });
  expired.catch(() => {});
  return { signal: abort.signal, expired, stop: () => clearTimeout(timer) };
}

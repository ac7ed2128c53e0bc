import { z } from "zod";
import type { InputOptions } from "@/server/sdk/step-options";
import { isOpen } from "@/server/domain/step-kind";
import { nameOfPath } from "@/server/domain/step-path";
import { beginStep, fingerprintOf } from "./begin-step";
import { checkInput } from "./check-input";
import { answerFrom } from "./run-step";
import { never, type Scope } from "./running-run";
import { toJsonText } from "./serialise";
import { toRunError } from "./to-run-error";

/**
 * Asks a person and waits, over restarts if need be. The console records the answer as this step's end; while nothing
 * else of the run moves, the run is put down and its code runs again to here when the answer is there.
 */
export async function waitForInput<Schema extends z.ZodType>(
  parent: Scope,
  name: string,
  options: InputOptions<Schema>,
): Promise<z.output<Schema>> {
  const { run } = parent;
  if (run.ended) return never();
  const schema = JSON.stringify(z.toJSONSchema(options.schema, { io: "input", unrepresentable: "any" }));
  const fingerprint = fingerprintOf(schema);
  const found = run.replay.place(parent, name, { kind: "input", fingerprint });
  if (found instanceof Promise) run.watchHeld();
  const place = await found;
  if (run.ended) return never();
  run.moved();
  const { record } = place;
  if (record && !isOpen(record.status)) return options.schema.parseAsync(answerFrom(parent, record));
  const asked = `{"schema":${schema},"prompt":${JSON.stringify(options.prompt ?? null)}}`;
  const { scope } = await beginStep(parent, place, { kind: "input" }, asked, fingerprint);
  const fixed = run.staticInput(scope.path) ?? (await answerOf(scope, schema, options.prompt));
  if (fixed !== undefined) return answerAtOnce(parent, scope, fixed, options.schema);
  const expiresAt = options.timeoutMs === undefined ? undefined : (record?.startedAt ?? Date.now()) + options.timeoutMs;
  const { output } = (await run.waitForAnswer(scope.n, expiresAt)) ?? {};
  run.moved();
  if (output !== undefined) return options.schema.parseAsync(JSON.parse(output));
  const error = new InputTimeout(scope.path, options.timeoutMs ?? 0);
  parent.thrown.set(error, scope.path);
  const end = { is: "end", n: scope.n, at: Date.now(), status: "timeout", error: toRunError(error, scope.path) } as const;
  await run.durable(run.report(end, 500));
  throw error;
}

/** A handler may answer in a person's place. */
async function answerOf({ run, path }: Scope, schema: string, prompt: string | undefined): Promise<string | undefined> {
  if (!run.events.answered) return undefined;
  const { runId, agentId } = run.taken;
  const about = { runId, agentId, path, name: nameOfPath(path), kind: "input", at: Date.now() } as const;
  const asked = { ...about, type: "input.required", input: undefined, schema: JSON.parse(schema) as unknown } as const;
  const answer = await run.events.ask(prompt === undefined ? asked : { ...asked, prompt });
  return answer ? toJsonText(answer.value, `What a handler answered ${path}`) : undefined;
}

/** An answer given beforehand, with the run. */
async function answerAtOnce<Schema extends z.ZodType>(
  parent: Scope,
  { run, n, path }: Scope,
  output: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const data = await checkInput(schema, JSON.parse(output), path).catch(async (thrown: unknown) => {
    parent.thrown.set(thrown, path);
    await run.durable(run.report({ is: "end", n, at: Date.now(), status: "error", error: toRunError(thrown, path) }, 500));
    throw thrown;
  });
  await run.durable(
    run.report({ is: "end", n, at: Date.now(), status: "completed", output, preview: output.slice(0, 160) }, output.length),
  );
  return data;
}

class InputTimeout extends Error {
  override name = "InputTimeout";
  readonly code = "INPUT_TIMEOUT";

  constructor(path: string, ms: number) {
    super(`Nobody answered ${path} within its ${ms} ms.`);
  }
}

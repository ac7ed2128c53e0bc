import type { AgentContext } from "@/server/sdk/agent-context";
import { createDocument } from "@/server/sdk/document-result";
import type { MapOptions, StepOptions } from "@/server/sdk/step-options";
import { isOpen, type StepKind } from "@/server/domain/step-kind";
import { traceparentOf } from "@/server/domain/trace-ids";
import { agentDirs } from "./agent-dirs";
import { keepArtifact } from "./keep-artifact";
import { createEmbedding } from "./models/create-embedding";
import { createModel } from "./models/create-model";
import { recordTools } from "./models/record-tools";
import { previewOf, toJsonText } from "./serialise";
import { currentScope, never, type RunningRun, type Scope } from "./running-run";
import { createRunner } from "./run-child";
import { runFlow } from "./run-flow";
import { runStep } from "./run-step";
import { waitForInput } from "./wait-for-input";

/** The `ctx` an agent gets. It knows no scope of its own: the code's place in the tree is asked for at each call. */
export function createContext(run: RunningRun, onEnd: (callback: () => void | Promise<void>) => void): AgentContext {
  const here = (): Scope => {
    const scope = currentScope.getStore();
    return scope?.run === run ? scope : run.root;
  };
  return {
    run: createRunner(run, here),
    get traceparent() {
      return traceparentOf(run.taken.runId, here().n);
    },
    signal: run.abort.signal,
    step: (name: string, ...rest: unknown[]) => {
      const [options, work] = (rest.length > 1 ? rest : [{}, rest[0]]) as [StepOptions, (input: never) => never];
      return runStep(here(), name, { ...options, kind: options.kind ?? "action" }, work);
    },
    flow: (name, work) => runFlow(here(), name, work),
    map: (name: string, items: Iterable<unknown>, ...rest: unknown[]) => {
      const [options, work] = (rest.length > 1 ? rest : [{}, rest[0]]) as [
        MapOptions<unknown>,
        (item: unknown, index: number) => unknown,
      ];
      return runStep(here(), name, { kind: "flow" }, () => mapItems(here, [...items], options, work)) as never;
    },
    input: (name, options) => waitForInput(here(), name, options),
    model: (profile) => createModel(run, here, profile),
    embedding: (profile) => createEmbedding(run, here, profile),
    tools: (tools) => recordTools(here, tools),
    plan: (text) => note(here(), "planning", text),
    reason: (text) => note(here(), "reasoning", text),
    log: (message, data) => note(here(), "log", data === undefined ? message : { message, data }),
    resource: (name) => run.resources(name) as never,
    document: (text, options) => createDocument(text, options?.sources ?? []),
    artifact: (name, data, options) => keepArtifact(here(), name, data, options?.contentType),
    dirs: agentDirs(run.taken),
    onEnd,
  };
}

/** Each element in a scope of its own, begun in order; the results stand in the order of the items. */
async function mapItems(
  here: () => Scope,
  items: unknown[],
  options: MapOptions<unknown>,
  work: (item: unknown, index: number) => unknown,
): Promise<unknown[]> {
  const parent = here();
  const results: unknown[] = [];
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      const item = items[index];
      const name = options.key?.(item, index) ?? `iter_${index}`;
      try {
        results[index] = await runStep(parent, name, { kind: "flow" }, () => work(item, index));
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.concurrency ?? 1, items.length)) }, lane));
  return results;
}

/** A plan, a reason, a log line. On replay the recorded text stays as it is. */
async function note(parent: Scope, kind: "planning" | "reasoning" | "log", value: unknown): Promise<void> {
  const { run } = parent;
  if (run.ended) return never();
  const found = run.replay.place(parent, kind satisfies StepKind, { kind, fingerprint: undefined });
  if (found instanceof Promise) run.watchHeld();
  const place = found instanceof Promise ? await found : found;
  if (run.ended) return never();
  if (place.record && !isOpen(place.record.status)) return;
  const output = toJsonText(value, `What was given to ${kind}`) ?? "null";
  const text = typeof value === "object" && value !== null && "message" in value ? value.message : value;
  const number = run.report(
    {
      is: "note",
      n: run.nextStep(),
      parent: parent.n,
      ordinal: place.ordinal,
      kind,
      path: place.path,
      attempt: 1,
      at: Date.now(),
      output,
      preview: previewOf(text, output) ?? "",
    },
    output.length,
  );
  await run.durable(number);
}

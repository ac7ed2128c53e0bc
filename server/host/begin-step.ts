import { createHash } from "node:crypto";
import type { StepOptions } from "@/server/sdk/step-options";
import type { StepKind } from "@/server/domain/step-kind";
import { nameOfPath } from "@/server/domain/step-path";
import type { Place } from "./replay";
import type { Scope } from "./running-run";
import type { SharingText } from "./share-parts";
import { toJsonText } from "./serialise";

export type Options = Omit<StepOptions, "kind"> & {
  kind: StepKind;
  attributes?: Record<string, unknown>;
  /** Parts of the input's text that are likely to come again. */
  shared?: SharingText["shared"];
  /** Makes a replacement that may say only a part of the input into the whole; both as JSON text. */
  complete?: (input: string, replacement: string) => string;
};
/** A step under way. It was interrupted if a crash cut off an earlier attempt of it; waiting is no crash. */
export type BegunStep = { scope: Scope; attempt: number; interrupted: boolean; given: Given | undefined };
/** An input that takes the place of the code's own. */
type Given = { input: unknown };

/** By this a step finds its record again: the input as the code declared it, whatever it was replaced by. */
export function fingerprintOf(input: string | undefined): string | undefined {
  return input === undefined ? undefined : createHash("sha256").update(input).digest("base64url").slice(0, 22);
}

/** Says that a step begins, and waits until that has left the process. */
export async function beginStep(
  parent: Scope,
  { path, ordinal, record, diverged }: Place,
  options: Options,
  input: string | undefined,
  fingerprint: string | undefined,
): Promise<BegunStep> {
  const { run } = parent;
  const n = record?.n ?? run.nextStep();
  const action = options.kind === "action" ? { actionName: nameOfPath(path), actionId: n.toString(36) } : parent.action;
  const scope: Scope = { run, n, path, action, thrown: new Map(), signal: parent.signal };
  if (record && run.taken.resumed && record.attempt > 0) {
    run.adopt(n, parent.n);
    const given = record.input === input ? undefined : effective(record.input);
    return { scope, attempt: record.attempt, interrupted: false, given };
  }
  const attempt = (record?.attempt ?? 0) + 1;
  // What is inside a cut-off step began before now, so the step keeps its own begin.
  const at = record && run.replay.hasChildren(n) ? record.startedAt : Date.now();
  // Decided once: what it was given when it first began stays, whatever the static inputs say now.
  const replaced = record && record.attempt > 0 ? record.input : await replacementFor(parent, path, options, input);
  const given = replaced === undefined || replaced === input ? undefined : effective(replaced);
  const recorded = replaced ?? input;
  const ambiguous = run.looksLikeSibling({ n, parent: parent.n, path, kind: options.kind, fingerprint });
  const attributes = attributesOf(parent, options, { diverged, inputReplaced: given !== undefined, ambiguous });
  // What the console does for a step hangs on its row: that is there first.
  const durable = options.onInterrupted === "fail" || options.kind === "agent";
  const number = run.report(
    {
      is: "begin",
      n,
      parent: parent.n,
      ordinal,
      kind: options.kind,
      path,
      attempt,
      at,
      ...(record ? { again: true } : {}),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(recorded === undefined ? {} : { input: recorded }),
      ...(given || !options.shared?.length ? {} : { shared: options.shared }),
      ...(attributes === undefined ? {} : { attributes: JSON.stringify(attributes) }),
      ...(durable ? { awaited: true } : {}),
    },
    recorded?.length ?? 0,
  );
  await (durable ? run.durable(number) : run.sent(number));
  if (run.events.heard)
    run.events.tell({
      ...aboutStep(scope, options.kind),
      type: "step.started",
      attempt,
      input: given ? given.input : options.input,
    });
  return { scope, attempt, interrupted: attempt > 1, given };
}

/** In place of the code's own input: what was given with the run, else what a handler answers. */
async function replacementFor(
  parent: Scope,
  path: string,
  options: Options,
  input: string | undefined,
): Promise<string | undefined> {
  const replacement = options.kind === "input" ? undefined : await givenFor(parent, path, options);
  if (replacement === undefined || input === undefined || !options.complete) return replacement;
  return options.complete(input, replacement);
}

async function givenFor({ run }: Scope, path: string, options: Options): Promise<string | undefined> {
  const fixed = run.staticInput(path);
  if (fixed !== undefined || !run.events.answered) return fixed;
  const { runId, agentId } = run.taken;
  const about = { runId, agentId, path, name: nameOfPath(path), kind: options.kind, at: Date.now() };
  const answer = await run.events.ask({ ...about, type: "input.required", input: options.input });
  return answer ? toJsonText(answer.value, `The input a handler gave ${path}`) : undefined;
}

export function aboutStep({ run, n, path }: Scope, kind: StepKind) {
  const { runId, agentId } = run.taken;
  return { runId, agentId, path, name: nameOfPath(path), kind, at: Date.now(), stepId: n.toString(36) };
}

function effective(input: string | undefined): Given | undefined {
  return input === undefined ? undefined : { input: JSON.parse(input) as unknown };
}

function attributesOf(
  parent: Scope,
  { kind, attributes: own, timeoutMs }: Options,
  marks: Record<string, boolean>,
): Record<string, unknown> | undefined {
  const attributes: Record<string, unknown> = { ...own };
  if (parent.action && (kind === "model" || kind === "tool")) attributes["actionContext"] = parent.action;
  if (timeoutMs !== undefined) attributes["timeoutMs"] = timeoutMs;
  for (const [mark, is] of Object.entries(marks)) if (is) attributes[mark] = true;
  return Object.keys(attributes).length > 0 ? attributes : undefined;
}

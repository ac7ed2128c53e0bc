import type { StepEnd, StepRecord } from "@/server/domain/host-protocol";
import type { Usage } from "@/server/domain/run";
import type { StepKind } from "@/server/domain/step-kind";
import { isOpen } from "@/server/domain/step-kind";
import { aboutStep, beginStep, fingerprintOf, type BegunStep } from "../begin-step";
import { never, type Scope } from "../running-run";
import { previewOf, toJsonText } from "../serialise";
import type { SharingText } from "../share-parts";
import { toRunError } from "../to-run-error";

type Call = {
  kind: StepKind & ("model" | "embedding");
  name: string;
  declared: string;
  actual: SharingText;
  attributes: Record<string, unknown>;
  /** What is asked where an input that takes the place of the code's own says only a part of it; both as JSON text. */
  complete: (asked: string, replacement: string) => string;
};
/** A call either has its record, which is the answer, or has begun. Both know their place in the tree. */
export type PlacedCall = { scope: Scope; record: StepRecord } | { scope: Scope; begun: BegunStep };

/** Finds a call's record, or says that it begins: the same as every step, but for what counts as its input. */
export async function placeCall(
  parent: Scope,
  { kind, name, declared, actual, attributes, complete }: Call,
): Promise<PlacedCall> {
  const { run } = parent;
  if (run.ended) return never();
  const fingerprint = fingerprintOf(declared);
  const found = run.replay.place(parent, name, { kind, fingerprint });
  if (found instanceof Promise) run.watchHeld();
  const place = found instanceof Promise ? await found : found;
  if (run.ended) return never();
  run.moved();
  const { record } = place;
  if (record && !isOpen(record.status)) {
    const { action, signal } = parent;
    return { scope: { run, n: record.n, path: record.path, action, thrown: new Map(), signal }, record };
  }
  const input: unknown = run.events.heard ? JSON.parse(actual.text) : undefined;
  const options = { kind, attributes, input, shared: actual.shared, complete };
  const begun = await beginStep(parent, place, options, actual.text, fingerprint);
  return { scope: begun.scope, begun };
}

type End = {
  status: StepEnd["status"];
  output?: unknown;
  shown?: unknown;
  usage?: Usage | undefined;
  firstTokenMs?: number | undefined;
  /** What is thrown, as the code will catch it. */
  thrown?: unknown;
};

/** Says how a call ended; resolves when that is durable. */
export async function endCall(parent: Scope, kind: Call["kind"], begun: BegunStep, end: End): Promise<void> {
  const { run } = parent;
  if (run.ended) return never();
  const { scope, attempt } = begun;
  const output = toJsonText(end.output, `The answer of ${scope.path}`);
  const preview = end.shown === undefined ? undefined : previewOf(end.shown, JSON.stringify(end.shown));
  const error = end.status === "error" ? toRunError(end.thrown, scope.path) : undefined;
  if (error) parent.thrown.set(end.thrown, scope.path);
  const number = run.report(
    {
      is: "end",
      n: scope.n,
      at: Date.now(),
      status: end.status,
      ...(output === undefined ? {} : { output }),
      ...(preview === undefined ? {} : { preview }),
      ...(error ? { error } : {}),
      ...(end.usage ? { usage: end.usage } : {}),
      ...(end.firstTokenMs === undefined ? {} : { firstTokenMs: end.firstTokenMs }),
    },
    output?.length ?? 500,
  );
  await run.durable(number);
  if (run.events.heard)
    run.events.tell({
      ...aboutStep(scope, kind),
      type: "step.completed",
      attempt,
      status: end.status,
      ...(end.output === undefined ? {} : { output: end.output }),
      ...(error ? { error } : {}),
    });
}

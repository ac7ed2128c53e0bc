import type { Moment } from "@/server/domain/foreign-moments";
import type { ForeignPrint } from "@/server/domain/foreign-run";
import type { PlacedStep } from "@/server/domain/place-foreign-steps";
import { isNote } from "@/server/domain/step-kind";
import { hash, printOf, restOf } from "./foreign-content";
import type { DrawnStep } from "./foreign-store";

export type ComparedStep = {
  placed: PlacedStep;
  drawn: DrawnStep | undefined;
  print: ForeignPrint;
  fingerprint: string;
  begunSeq: number;
  endedSeq: number | null;
  /** `order`: only its place among all that happened is another one. */
  differs: "no" | "order" | "content";
};

/** Four hashes: what its begin says, what its end says, and its values. */
const partsOf = (fingerprint: string | null): string[] => (fingerprint ?? "").split(".");

const restEvery = 200;

/**
 * What of a run is other than it was drawn last, and the seqs that follow. Seqs stay in the order of time: where something
 * came that happened earlier than what is there, all after it is told of again.
 */
export function* compareDrawing(
  moments: readonly Moment[],
  drawn: ReadonlyMap<number, DrawnStep>,
  lastSeq: number,
): Generator<void, { steps: ComparedStep[]; gone: DrawnStep[]; lastSeq: number }> {
  const steps = new Map<PlacedStep, ComparedStep>();
  let seq = lastSeq;
  let kept = 0;
  for (const [at, { of, isEnd }] of moments.entries()) {
    if (at % restEvery === 0) yield;
    const step = steps.get(of) ?? compareStep(of, drawn.get(of.n));
    steps.set(of, step);
    const before = isEnd ? step.drawn?.endedSeq : step.drawn?.begunSeq;
    const stays = seq === lastSeq && before !== undefined && before !== null && before > kept && before <= lastSeq;
    const now = stays && !hasChanged(step, isEnd) ? before : ++seq;
    kept = now;
    if (isEnd) step.endedSeq = now;
    else step.begunSeq = now;
    if (isNote(of.step.kind)) step.endedSeq = now;
  }
  const gone = new Map(drawn);
  let at = 0;
  for (const step of steps.values()) {
    if (++at % restEvery === 0) yield;
    gone.delete(step.placed.n);
    const isElsewhere = step.begunSeq !== step.drawn?.begunSeq || step.endedSeq !== step.drawn.endedSeq;
    if (step.fingerprint !== step.drawn?.fingerprint) step.differs = "content";
    else if (isElsewhere) step.differs = "order";
  }
  return { steps: [...steps.values()], gone: [...gone.values()], lastSeq: seq };
}

function compareStep(placed: PlacedStep, drawn: DrawnStep | undefined): ComparedStep {
  const { step, parent, ordinal, path, startedAt, endedAt, status, namedParent, endNotSeen } = placed;
  const print = printOf(step);
  const begin = hash(`${parent?.n}|${ordinal}|${path}|${step.kind}|${startedAt}|${namedParent}|${print.input}`);
  const end = hash(`${status}|${endedAt}|${endNotSeen}|${restOf(step)}|${print.output}`);
  const fingerprint = [begin, end, print.input, print.output].join(".");
  return { placed, drawn, print, fingerprint, begunSeq: 0, endedSeq: null, differs: "no" };
}

/** Of an open step there is no end yet: what is new of it is told with its begin. */
function hasChanged({ placed, drawn, fingerprint }: ComparedStep, isEnd: boolean): boolean {
  const [before, now] = [partsOf(drawn?.fingerprint ?? null), partsOf(fingerprint)];
  const [begin, end] = [before[0] !== now[0], before[1] !== now[1]];
  if (isEnd) return end;
  return begin || (end && (placed.endedAt === undefined || isNote(placed.step.kind)));
}

/** Whether a value has to be written anew. */
export function isNewValue(which: "input" | "output", { drawn, print }: ComparedStep): boolean {
  return partsOf(drawn?.fingerprint ?? null)[which === "input" ? 2 : 3] !== print[which];
}

import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import type { ForeignStep } from "@/server/domain/foreign-run";
import type { Json } from "@/server/domain/json";
import { isNewValue, type ComparedStep } from "./compare-drawing";
import { deleteValues, putSteps, renumberSteps, type Renumbered } from "./foreign-store";
import { insertPayloads, type Payload } from "./payload-store";
import type { StepRow } from "./step-store";

/** So much is written at once: a few milliseconds of the event loop. */
const mostRows = 60;
const mostRenumbered = 250;
const mostChars = 300_000;

type Refs = { inputRef: number | null; outputRef: number | null };
type Part = { rows: StepRow[]; renumbered: Renumbered[]; payloads: Payload[]; chars: number; unused: number[] };
const newPart = (): Part => ({ rows: [], renumbered: [], payloads: [], chars: 0, unused: [] });

/** The rows a drawing comes to, in parts that are written one after the other. */
export class DrawnRows {
  readonly #db: Database;
  readonly #key: number;
  readonly #refs = new Map<ComparedStep, Refs>();
  readonly #parts: Part[] = [];
  #part = newPart();

  constructor(db: Database, key: number) {
    this.#db = db;
    this.#key = key;
  }

  *take(steps: readonly ComparedStep[]): Generator<void, void> {
    for (const step of steps) {
      if (step.differs === "no") continue;
      const part = this.#part;
      if (step.differs === "content") part.rows.push(this.#rowOf(step));
      else part.renumbered.push({ n: step.placed.n, begunSeq: step.begunSeq, endedSeq: step.endedSeq });
      if (part.rows.length >= mostRows || part.renumbered.length >= mostRenumbered || part.chars >= mostChars) this.#next();
      yield;
    }
    this.#next();
  }

  refsOf(step: ComparedStep | undefined): Refs {
    const refs = step && this.#refs.get(step);
    return refs ?? { inputRef: step?.drawn?.inputRef ?? null, outputRef: step?.drawn?.outputRef ?? null };
  }

  get count(): number {
    return this.#parts.length;
  }

  /** Made as they are written: all at once they would hold up others. */
  *units(): Generator<Statement[]> {
    for (const { rows, renumbered, payloads, unused } of this.#parts)
      yield [
        ...insertPayloads(payloads),
        ...(rows.length > 0 ? [putSteps(rows)] : []),
        ...(renumbered.length > 0 ? [renumberSteps(this.#key, renumbered)] : []),
        ...(unused.length > 0 ? [deleteValues(unused)] : []),
      ];
  }

  #next(): void {
    const { rows, renumbered } = this.#part;
    if (rows.length > 0 || renumbered.length > 0) this.#parts.push(this.#part);
    this.#part = newPart();
  }

  #rowOf(compared: ComparedStep): StepRow {
    const { placed, content, fingerprint, begunSeq, endedSeq, drawn } = compared;
    const { step } = placed;
    const refs: Refs = {
      inputRef: isNewValue("input", compared) ? this.#keep(step.input, drawn?.inputRef) : (drawn?.inputRef ?? null),
      outputRef: isNewValue("output", compared) ? this.#keep(step.output, drawn?.outputRef) : (drawn?.outputRef ?? null),
    };
    this.#refs.set(compared, refs);
    return {
      runKey: this.#key,
      n: placed.n,
      parent: placed.parent?.n ?? null,
      ordinal: placed.ordinal,
      kind: step.kind,
      path: placed.path,
      status: placed.status,
      attempt: step.attempt ?? 1,
      startedAt: placed.startedAt,
      endedAt: placed.endedAt ?? null,
      begunSeq,
      endedSeq,
      fingerprint,
      preview: content.preview,
      error: step.error ? JSON.stringify(step.error) : null,
      usage: step.usage ? JSON.stringify(step.usage) : null,
      attributes: attributesOf(step, placed),
      ...refs,
    };
  }

  #keep(value: Json | undefined, before: number | null | undefined): number | null {
    if (before !== null && before !== undefined) this.#part.unused.push(before);
    if (value === undefined) return null;
    const id = this.#db.nextPayloadId();
    const body = JSON.stringify(value);
    this.#part.payloads.push({ id, body, shared: 0 });
    this.#part.chars += body.length;
    return id;
  }
}

function attributesOf(step: ForeignStep, { namedParent, endNotSeen }: ComparedStep["placed"]): string | null {
  const attributes: Record<string, Json> = {
    ...step.attributes,
    ...(namedParent === undefined ? {} : { missingParent: namedParent }),
    ...(endNotSeen ? { endNotSeen } : {}),
  };
  return Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null;
}

import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import type { ForeignRun, ForeignStep, ForeignValues } from "@/server/domain/foreign-run";
import type { Json } from "@/server/domain/json";
import { calmly } from "@/server/live/calmly";
import { isNewValue, type ComparedStep } from "./compare-drawing";
import { inParts, previewOf } from "./foreign-content";
import { deleteValues, putSteps, renumberSteps } from "./foreign-store";
import { insertPayloads, type Payload } from "./payload-store";
import type { StepRow } from "./step-store";

const mostRenumbered = 250;

type Refs = { inputRef: number | null; outputRef: number | null };
type Changed = { payloads: Payload[]; unused: number[] };
export type ValuesOf = NonNullable<ForeignRun["valuesOf"]>;

/** The rows a drawing comes to, in parts that are written one after the other: a few milliseconds of the event loop each. */
export class DrawnRows {
  readonly #db: Database;
  readonly #key: number;
  readonly #valuesOf: ValuesOf;
  readonly #refs = new Map<ComparedStep, Refs>();

  constructor(db: Database, key: number, valuesOf: ValuesOf = () => Promise.resolve(new Map())) {
    this.#db = db;
    this.#key = key;
    this.#valuesOf = valuesOf;
  }

  /** Made as they are written: values are read part by part, for all at once would be too many. The root is in the first. */
  async *parts(steps: readonly ComparedStep[]): AsyncGenerator<Statement[]> {
    const isNew = ({ differs }: ComparedStep) => differs === "content";
    for (const part of inParts(steps.filter(isNew), ({ placed }) => placed.step)) {
      const values = await this.#valuesOf(part.flatMap(({ placed: { step } }) => (step.print ? [step.id] : [])));
      yield await calmly(this.#statements(part, values));
    }
    const moved = steps.filter(({ differs }) => differs === "order");
    for (let from = 0; from < moved.length; from += mostRenumbered) {
      const part = moved.slice(from, from + mostRenumbered);
      yield [
        renumberSteps(
          this.#key,
          part.map(({ placed, begunSeq, endedSeq }) => ({ n: placed.n, begunSeq, endedSeq })),
        ),
      ];
    }
  }

  refsOf(step: ComparedStep | undefined): Refs {
    const refs = step && this.#refs.get(step);
    return refs ?? { inputRef: step?.drawn?.inputRef ?? null, outputRef: step?.drawn?.outputRef ?? null };
  }

  *#statements(part: readonly ComparedStep[], values: ReadonlyMap<string, ForeignValues>): Generator<void, Statement[]> {
    const changed: Changed = { payloads: [], unused: [] };
    const rows: StepRow[] = [];
    for (const step of part) {
      rows.push(this.#rowOf(step, { ...step.placed.step, ...values.get(step.placed.step.id) }, changed));
      yield;
    }
    const { payloads, unused } = changed;
    return [...insertPayloads(payloads), putSteps(rows), ...(unused.length > 0 ? [deleteValues(unused)] : [])];
  }

  #rowOf(compared: ComparedStep, step: ForeignStep, changed: Changed): StepRow {
    const { placed, fingerprint, begunSeq, endedSeq, drawn } = compared;
    const refs: Refs = {
      inputRef: isNewValue("input", compared) ? this.#keep(step.input, drawn?.inputRef, changed) : (drawn?.inputRef ?? null),
      outputRef: isNewValue("output", compared) ? this.#keep(step.output, drawn?.outputRef, changed) : (drawn?.outputRef ?? null),
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
      preview: previewOf(step),
      error: step.error ? JSON.stringify(step.error) : null,
      usage: step.usage ? JSON.stringify(step.usage) : null,
      attributes: attributesOf(step, placed),
      ...refs,
    };
  }

  #keep(value: Json | undefined, before: number | null | undefined, { payloads, unused }: Changed): number | null {
    if (before !== null && before !== undefined) unused.push(before);
    if (value === undefined) return null;
    const id = this.#db.nextPayloadId();
    payloads.push({ id, body: JSON.stringify(value), shared: 0 });
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

import type { StepKind } from "@/server/domain/step-kind";
import type { TimedTree } from "@/server/domain/timeline/critical-path";
import type { StepColumns } from "./shape-store";

/** Steps are numbered from 1. */
const noParent = 0;
/** Columns of numbers, and what is said of a step in a byte each. */
const wide = ["n", "parent", "begin", "end", "seq"] as const;
const narrow = ["kind", "failed", "open"] as const;
type Columns = Record<(typeof wide)[number], Float64Array> & Record<(typeof narrow)[number], Uint8Array>;

/** A run's steps as columns, in the order of their numbers: a million take some fifty bytes each. */
export class StepTable {
  readonly #now: number;
  readonly #kinds: StepKind[] = [];
  #columns: Columns;
  #count = 0;

  /** `expected`: how many they are likely to be. */
  constructor(expected: number, now: number) {
    this.#now = now;
    this.#columns = newColumns(Math.max(16, expected));
  }

  get lastNumber(): number {
    return this.numberAt(this.#count - 1);
  }

  /** How many they are. */
  take({ n, parent, kind, failed, begin, end, seq }: StepColumns): number {
    if (this.#count + n.length > this.#columns.n.length) this.#grow(this.#count + n.length);
    const to = this.#columns;
    for (let from = 0; from < n.length; from++) {
      const at = this.#count++;
      to.n[at] = n[from] ?? 0;
      to.parent[at] = parent[from] ?? noParent;
      to.begin[at] = begin[from] ?? 0;
      // Nothing ends before it begins, whatever a clock said; what is open ends now.
      to.end[at] = Math.max(begin[from] ?? 0, end[from] ?? this.#now);
      to.seq[at] = seq[from] ?? 0;
      to.kind[at] = this.#codeOf(kind[from] ?? "custom");
      to.failed[at] = failed[from] ?? 0;
      to.open[at] = end[from] === null ? 1 : 0;
    }
    return n.length;
  }

  numberAt(at: number): number {
    return this.#columns.n[at] ?? 0;
  }

  kindAt(at: number): StepKind | undefined {
    return this.#kinds[this.#columns.kind[at] ?? 0];
  }

  hasFailed(at: number): boolean {
    return this.#columns.failed[at] === 1;
  }

  isOpen(at: number): boolean {
    return this.#columns.open[at] === 1;
  }

  kinds(): Partial<Record<StepKind, number>> {
    const counts = this.#kinds.map(() => 0);
    for (const code of this.#columns.kind.subarray(0, this.#count)) counts[code] = (counts[code] ?? 0) + 1;
    return Object.fromEntries(this.#kinds.map((kind, code) => [kind, counts[code] ?? 0]));
  }

  tree(): TimedTree {
    const parent = Int32Array.from({ length: this.#count }, (_, at) => this.#placeOfParent(at));
    return { parent, begin: this.#columns.begin.subarray(0, this.#count), end: this.#columns.end.subarray(0, this.#count) };
  }

  /** The numbers of those whose parent is not there, in the order they began. */
  orphans(): number[] {
    const places: number[] = [];
    const { parent, seq } = this.#columns;
    for (let at = 0; at < this.#count; at++) if (parent[at] !== noParent && this.#placeOfParent(at) < 0) places.push(at);
    return places.toSorted((a, b) => (seq[a] ?? 0) - (seq[b] ?? 0)).map((at) => this.numberAt(at));
  }

  #placeOfParent(at: number): number {
    const number = this.#columns.parent[at] ?? noParent;
    if (number === noParent) return -1;
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.numberAt(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.numberAt(low) === number ? low : -1;
  }

  #codeOf(kind: StepKind): number {
    const code = this.#kinds.indexOf(kind);
    return code < 0 ? this.#kinds.push(kind) - 1 : code;
  }

  #grow(least: number): void {
    const larger = newColumns(Math.max(least, this.#columns.n.length * 2));
    for (const name of wide) larger[name].set(this.#columns[name]);
    for (const name of narrow) larger[name].set(this.#columns[name]);
    this.#columns = larger;
  }
}

function newColumns(size: number): Columns {
  const numbers = (): Float64Array => new Float64Array(size);
  const bytes = (): Uint8Array => new Uint8Array(size);
  return {
    n: numbers(),
    parent: numbers(),
    begin: numbers(),
    end: numbers(),
    seq: numbers(),
    kind: bytes(),
    failed: bytes(),
    open: bytes(),
  };
}

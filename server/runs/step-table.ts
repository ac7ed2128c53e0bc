import type { TimedTree } from "@/server/domain/timeline/critical-path";
import type { StepKind } from "@/server/domain/step-kind";
import type { StepColumns } from "./shape-store";

/** A run's steps as columns, in the order of their numbers: a million fit where a million objects would not. */
export class StepTable {
  readonly n: number[] = [];
  readonly kind: StepKind[] = [];
  readonly failed: number[] = [];
  readonly open: boolean[] = [];
  readonly #parent: number[] = [];
  readonly #begin: number[] = [];
  readonly #end: number[] = [];
  readonly #seq: number[] = [];
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  get lastNumber(): number {
    return this.n.at(-1) ?? 0;
  }

  /** How many they are. */
  take({ n, parent, kind, failed, begin, end, seq }: StepColumns): number {
    for (let at = 0; at < n.length; at++) {
      this.n.push(n[at] ?? 0);
      this.kind.push(kind[at] ?? "custom");
      this.failed.push(failed[at] ?? 0);
      this.open.push(end[at] === null);
      this.#parent.push(parent[at] ?? noParent);
      this.#begin.push(begin[at] ?? 0);
      this.#end.push(end[at] ?? this.#now);
      this.#seq.push(seq[at] ?? 0);
    }
    return n.length;
  }

  /** What is open ends now; nothing ends before it begins, whatever a clock said. */
  tree(): TimedTree {
    const begin = Float64Array.from(this.#begin);
    return {
      parent: Int32Array.from(this.#parent, (parent) => (parent === noParent ? -1 : this.#placeOf(parent))),
      begin,
      end: Float64Array.from(this.#end, (end, at) => Math.max(end, begin[at] ?? 0)),
    };
  }

  /** The numbers of those whose parent is not there, in the order they began. */
  orphans(): number[] {
    const places: number[] = [];
    for (const [at, parent] of this.#parent.entries()) if (parent !== noParent && this.#placeOf(parent) < 0) places.push(at);
    return places.toSorted((a, b) => (this.#seq[a] ?? 0) - (this.#seq[b] ?? 0)).map((at) => this.n[at] ?? 0);
  }

  #placeOf(number: number): number {
    let [low, high] = [0, this.n.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.n[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return this.n[low] === number ? low : -1;
  }
}

/** Steps are numbered from 1. */
const noParent = 0;

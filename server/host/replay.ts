import { rootStep, type StepRecord } from "@/server/domain/host-protocol";
import { childPath, nameOfPath, nthOfPath } from "@/server/domain/step-path";
import { crowdKey } from "@/server/domain/step-place";
import { isOpen, type StepKind } from "@/server/domain/step-kind";

/** Where a beginning step stands: on a record of an earlier take, or on new ground. */
export type Place = { path: string; ordinal: number; record: StepRecord | undefined; diverged: boolean };

/** In place of a fingerprint, which is always longer: the step is none of the code's, so the code never finds it again. */
export const hostsOwn = "host";

type Wanted = { kind: StepKind; fingerprint: string | undefined };
type Held = Wanted & { resolve: (place: Place) => void };
type Siblings = { unclaimed: StepRecord[]; held: Held[]; nth: number; diverged: boolean };
type Scope = { path: string; byName: Map<string, Siblings>; ordinal: number; byCrowd: Map<string, string> };

/**
 * Finds for each beginning step its record from an earlier take: in its scope, the first unclaimed one of its name, kind
 * and fingerprint. Where only unfitting ones of that name are left, it is held until those are claimed, and is then new.
 */
export class Replay {
  readonly #scopes = new Map<number, Scope>();
  readonly #recordsOf = new Map<number, StepRecord[]>();
  readonly #claimed = new Set<number>();
  /** Paths that an earlier sibling's equals but for case: where their files lie hangs on it. */
  readonly crowded = new Set<string>();
  #held = 0;

  constructor(records: StepRecord[]) {
    for (const record of records) {
      const list = this.#recordsOf.get(record.parent);
      if (list) list.push(record);
      else this.#recordsOf.set(record.parent, [record]);
    }
  }

  /** How many steps are held back now: if nothing else moves, the code has changed under the run. */
  get held(): number {
    return this.#held;
  }

  /** Records the code never came to, with all inside them. What is inside a step that answered from its record was not looked for. */
  unreached(): number[] {
    const numbers: number[] = [];
    const scopes = [{ n: rootStep, reached: true }];
    for (let scope = scopes.pop(); scope; scope = scopes.pop())
      for (const record of this.#recordsOf.get(scope.n) ?? []) {
        if (record.fingerprint === hostsOwn) continue;
        const reached = scope.reached && this.#claimed.has(record.n);
        if (!reached) numbers.push(record.n);
        if (!reached || isOpen(record.status)) scopes.push({ n: record.n, reached });
      }
    return numbers;
  }

  /** A new place for what is no step of the code's own: it takes no record, and none is held for it. */
  append(parent: { n: number; path: string }, name: string): Place {
    const scope = this.#scope(parent);
    return this.#newPlace(scope, name, this.#siblings(scope, name));
  }

  hasChildren(n: number): boolean {
    return this.#recordsOf.has(n);
  }

  place(parent: { n: number; path: string }, name: string, wanted: Wanted): Place | Promise<Place> {
    const scope = this.#scope(parent);
    const siblings = this.#siblings(scope, name);
    const at = siblings.unclaimed.findIndex((record) => fits(record, wanted));
    const [record] = at < 0 ? [] : siblings.unclaimed.splice(at, 1);
    if (record) {
      this.#claimed.add(record.n);
      if (siblings.unclaimed.length === 0) this.#release(scope, name, siblings);
      return { path: record.path, ordinal: record.ordinal, record, diverged: false };
    }
    if (siblings.unclaimed.length === 0 || siblings.diverged) return this.#newPlace(scope, name, siblings);
    this.#held++;
    return new Promise((resolve) => siblings.held.push({ ...wanted, resolve }));
  }

  /** Lets every held step go on as a new one, marked: the records it was held for are not its own. */
  releaseHeld(): void {
    for (const scope of this.#scopes.values())
      for (const [name, siblings] of scope.byName) {
        siblings.diverged ||= siblings.held.length > 0;
        this.#release(scope, name, siblings);
      }
  }

  /** What stands against each other where steps are held: for the message when the run cannot go on. */
  describeDivergence(): { recorded: string; wanted: string } | undefined {
    for (const scope of this.#scopes.values())
      for (const [name, { unclaimed, held }] of scope.byName) {
        const [record, step] = [unclaimed[0], held[0]];
        if (record && step)
          return { recorded: `${record.kind} ${record.path}`, wanted: `${step.kind} ${childPath(scope.path, name, 1)}` };
      }
    return undefined;
  }

  #release(scope: Scope, name: string, siblings: Siblings): void {
    for (const held of siblings.held.splice(0)) {
      this.#held--;
      held.resolve(this.#newPlace(scope, name, siblings));
    }
  }

  #newPlace(scope: Scope, name: string, siblings: Siblings): Place {
    const path = childPath(scope.path, name, ++siblings.nth);
    this.#watchCrowd(scope, path);
    return {
      path,
      ordinal: ++scope.ordinal,
      record: undefined,
      diverged: siblings.diverged,
    };
  }

  #scope({ n, path }: { n: number; path: string }): Scope {
    const known = this.#scopes.get(n);
    if (known) return known;
    const scope: Scope = { path, byName: new Map(), ordinal: -1, byCrowd: new Map() };
    this.#scopes.set(n, scope);
    const records = this.#recordsOf.get(n) ?? [];
    for (const record of records.toSorted((a, b) => a.ordinal - b.ordinal)) this.#watchCrowd(scope, record.path);
    for (const record of records) {
      scope.ordinal = Math.max(scope.ordinal, record.ordinal);
      const siblings = this.#siblings(scope, nameOfPath(record.path));
      if (record.fingerprint !== hostsOwn) siblings.unclaimed.push(record);
      siblings.nth = Math.max(siblings.nth, nthOfPath(record.path));
    }
    return scope;
  }

  #watchCrowd(scope: Scope, path: string): void {
    const key = crowdKey(path);
    const first = scope.byCrowd.get(key);
    if (first === undefined) scope.byCrowd.set(key, path);
    else if (first !== path) this.crowded.add(path);
  }

  #siblings(scope: Scope, name: string): Siblings {
    const known = scope.byName.get(name);
    if (known) return known;
    const siblings: Siblings = { unclaimed: [], held: [], nth: 0, diverged: false };
    scope.byName.set(name, siblings);
    return siblings;
  }
}

function fits(record: StepRecord, wanted: Wanted): boolean {
  return record.kind === wanted.kind && record.fingerprint === wanted.fingerprint;
}

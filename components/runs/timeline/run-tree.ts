import type { Step } from "@/server/domain/step";

/** What is known of one step's children: how many there are, and those that were read, by their place among them. */
export type Family = { count: number; known: Map<number, string> };

/** As many rows open by themselves; past that, who wants to see into a step opens it. */
const mostOpenedRows = 2_000;
/** A browser holds on to so many steps; those far out of sight are forgotten, and read again when they come near. */
const mostHeld = 20_000;

/**
 * A run's steps as far as this browser has read them. A run may have a million: what is not here is known by its place
 * alone, and takes one row until it is read. Changed in place; `version` tells that it has changed.
 */
export class RunTree {
  readonly steps = new Map<string, Step>();
  readonly #families = new Map<string | undefined, Family>();
  readonly #open = new Set<string>();
  readonly #byHand = new Map<string, boolean>();
  #openedRows = 0;
  #version = 0;
  #listeners = new Set<() => void>();

  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  family(parentId: string | undefined): Family | undefined {
    return this.#families.get(parentId);
  }

  stepAt(parentId: string | undefined, ordinal: number): Step | undefined {
    const id = this.#families.get(parentId)?.known.get(ordinal);
    return id === undefined ? undefined : this.steps.get(id);
  }

  isOpen(stepId: string): boolean {
    return this.#open.has(stepId);
  }

  /** The latest word on each step, in any order: an older one changes nothing. */
  take(steps: readonly Step[]): void {
    let changed = false;
    for (const step of steps) changed = this.#takeOne(step) || changed;
    if (changed) this.#changed();
  }

  /** How many children a step has, where they were counted without being read; it never has fewer than before. */
  takeCount(parentId: string | undefined, count: number): void {
    if (this.#grow(parentId, count)) this.#changed();
  }

  setOpen(stepId: string, open: boolean): void {
    this.#byHand.set(stepId, open);
    if (this.#setOpen(stepId, open)) this.#changed();
  }

  /** All that were opened by hand or by themselves fold but the given ones, or as many open as there may. */
  setAllOpen(open: boolean): void {
    for (const step of this.steps.values()) {
      const count = this.#families.get(step.id)?.count ?? 0;
      if (count === 0) continue;
      this.#byHand.set(step.id, open);
      if (!open || this.#openedRows + count <= mostOpenedRows) this.#setOpen(step.id, open);
    }
    this.#changed();
  }

  /** From the nearest up to the root, as far as they are known. */
  ancestors(stepId: string): Step[] {
    const above: Step[] = [];
    const seen = new Set<string>([stepId]);
    for (let id = this.steps.get(stepId)?.parentId; id !== undefined && !seen.has(id); ) {
      seen.add(id);
      const step = this.steps.get(id);
      if (!step) break;
      above.push(step);
      id = step.parentId;
    }
    return above;
  }

  /** Lets go of steps that nobody looks at, where there are too many; open ones and those around what is open stay. */
  forget(isNear: (step: Step) => boolean): void {
    if (this.steps.size <= mostHeld) return;
    for (const step of this.steps.values()) {
      if (step.endedAt === undefined || this.#open.has(step.id) || isNear(step)) continue;
      this.steps.delete(step.id);
      this.#families.get(step.parentId)?.known.delete(step.ordinal);
    }
    this.#changed();
  }

  #takeOne(step: Step): boolean {
    const before = this.steps.get(step.id);
    if (before && isOlder(step, before)) return this.#grow(step.id, step.childCount);
    this.steps.set(step.id, before && before.childCount > step.childCount ? { ...step, childCount: before.childCount } : step);
    this.#grow(step.parentId, step.ordinal + 1);
    this.#families.get(step.parentId)?.known.set(step.ordinal, step.id);
    this.#grow(step.id, step.childCount);
    return true;
  }

  #grow(parentId: string | undefined, count: number): boolean {
    if (count === 0) return false;
    const family = this.#families.get(parentId) ?? { count: 0, known: new Map<number, string>() };
    this.#families.set(parentId, family);
    const more = count - family.count;
    if (more > 0) {
      family.count = count;
      if (parentId !== undefined && this.#open.has(parentId)) this.#openedRows += more;
    }
    if (parentId !== undefined && !this.#open.has(parentId) && this.#opensByItself(parentId, family.count))
      this.#setOpen(parentId, true);
    return more > 0;
  }

  #opensByItself(stepId: string, rows: number): boolean {
    return !this.#byHand.has(stepId) && this.#openedRows + rows <= mostOpenedRows;
  }

  #setOpen(stepId: string, open: boolean): boolean {
    if (this.#open.has(stepId) === open) return false;
    const count = this.#families.get(stepId)?.count ?? 0;
    this.#openedRows += open ? count : -count;
    if (open) this.#open.add(stepId);
    else this.#open.delete(stepId);
    return true;
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** A later attempt and an end are newer; of the same moment the last one heard counts, for its notes may be new. */
function isOlder(step: Step, than: Step): boolean {
  return (step.endedSeq ?? 0) < (than.endedSeq ?? 0) || step.attempt < than.attempt;
}

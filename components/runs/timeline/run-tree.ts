import type { Step } from "@/server/domain/step";
import type { ChildWindow, FamilyFolds, OrdinalGap, RunOutline } from "@/server/domain/step-window";

/** What is known of one step's children: how many places there are, who stands where, and which places nobody has. */
export type Family = {
  count: number;
  known: Map<number, string>;
  gaps: OrdinalGap[];
  /** From this ordinal on its children came while one looked on. */
  watchedFrom: number;
  /** It is long, or was not all here when it was opened: the console says what is alike in it. */
  isLarge: boolean;
  /** Which of a large family's children stand for one another. */
  folds: FamilyFolds | undefined;
  version: number;
};

type FirstView = Pick<RunOutline, "steps" | "roots" | "expanded" | "complete" | "folds">;
export type Place = { parentId: string | undefined; ordinal: number };

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
  /** The earliest begin and the latest moment that any step has told of. */
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;
  readonly #families = new Map<string | undefined, Family>();
  /** Those at the top stand in the order they were answered in: orphans, whose parent never came, are among them. */
  readonly #tops = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #byHand = new Map<string, boolean>();
  readonly #listeners = new Set<() => void>();
  #opensByItself = true;
  #openedRows = 0;
  #version = 0;

  /** The first view of a run: what the server opened of it is open. */
  static from({ steps, roots, expanded, complete, folds }: FirstView): RunTree {
    const tree = new RunTree();
    // Of a long run the rest stays folded until someone opens it: rows must not open while one scrolls past them.
    tree.#opensByItself = complete;
    tree.take(steps);
    tree.#grow(undefined, roots);
    for (const { id, childCount } of expanded) {
      tree.#grow(id, childCount);
      tree.#setOpen(id, true);
    }
    for (const { parent, ...known } of folds) tree.takeFolds(parent, known);
    return tree;
  }

  get version(): number {
    return this.#version;
  }

  /** All its steps were here at first. */
  get wasWhole(): boolean {
    return this.#opensByItself;
  }

  get openSteps(): ReadonlySet<string> {
    return this.#open;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  family(parentId: string | undefined): Family | undefined {
    return this.#families.get(parentId);
  }

  stepAt({ parentId, ordinal }: Place): Step | undefined {
    const id = this.#families.get(parentId)?.known.get(ordinal);
    return id === undefined ? undefined : this.steps.get(id);
  }

  placeOf(step: Step): Place {
    const top = this.#tops.get(step.id);
    return top === undefined ? { parentId: step.parentId, ordinal: step.ordinal } : { parentId: undefined, ordinal: top };
  }

  byPath(path: string): Step | undefined {
    for (const step of this.steps.values()) if (step.path === path) return step;
    return undefined;
  }

  isOpen(stepId: string): boolean {
    return this.#open.has(stepId);
  }

  /** The latest word on each step, in any order: an older one changes nothing. `live`: it is happening just now. */
  take(steps: readonly Step[], { live = false }: { live?: boolean } = {}): void {
    let changed = false;
    for (const step of steps) {
      const isNew = live && !this.steps.has(step.id);
      if (step.parentId === undefined && !this.#tops.has(step.id)) this.#tops.set(step.id, this.#tops.size);
      changed = this.#takeOne(step) || changed;
      const family = isNew ? this.#families.get(this.placeOf(step).parentId) : undefined;
      if (family) family.watchedFrom = Math.min(family.watchedFrom, this.placeOf(step).ordinal);
    }
    if (changed) this.#changed();
  }

  /** A part of a family as it was read: who stands there, how many places there are, and which are nobody's. */
  takeWindow(parentId: string | undefined, window: ChildWindow): void {
    if (parentId === undefined) for (const [at, step] of window.steps.entries()) this.#tops.set(step.id, window.offset + at);
    for (const step of window.steps) this.#takeOne(step);
    this.#grow(parentId, window.total);
    const family = this.#families.get(parentId);
    for (const gap of window.absent)
      if (family && !family.gaps.some(({ from }) => from === gap.from)) {
        family.gaps.push(gap);
        family.version++;
      }
    this.#changed();
  }

  takeFolds(parentId: string, folds: FamilyFolds): void {
    const family = this.#families.get(parentId);
    if (!family) return;
    family.folds = folds;
    family.version++;
    this.#changed();
  }

  setOpen(stepId: string, open: boolean): void {
    this.#byHand.set(stepId, open);
    if (this.#setOpen(stepId, open)) this.#changed();
  }

  /** Folds all that is known, or opens as much of it as there may be rows. */
  setAllOpen(open: boolean): void {
    for (const step of this.steps.values()) {
      const count = this.#families.get(step.id)?.count ?? 0;
      if (count === 0 || (open && this.#openedRows + count > mostOpenedRows)) continue;
      this.#byHand.set(step.id, open);
      this.#setOpen(step.id, open);
    }
    this.#changed();
  }

  /** From the nearest up to the topmost, as far as they are known. */
  ancestors(stepId: string): Step[] {
    const above: Step[] = [];
    const seen = new Set<string>([stepId]);
    for (let id = this.steps.get(stepId)?.parentId; id !== undefined && !seen.has(id);) {
      seen.add(id);
      const step = this.steps.get(id);
      if (!step) break;
      above.push(step);
      id = step.parentId;
    }
    return above;
  }

  get isCrowded(): boolean {
    return this.steps.size > mostHeld;
  }

  /** Lets go of steps that nobody looks at; those that go on, are opened, or hold one that is kept stay. */
  forgetAllBut(near: ReadonlySet<string>): void {
    const kept = new Set(near);
    for (const id of near) for (const above of this.ancestors(id)) kept.add(above.id);
    const before = this.steps.size;
    for (const step of this.steps.values()) {
      if (step.endedAt === undefined || this.#open.has(step.id) || kept.has(step.id)) continue;
      const { parentId, ordinal } = this.placeOf(step);
      this.steps.delete(step.id);
      const family = this.#families.get(parentId);
      family?.known.delete(ordinal);
      if (family) family.version++;
    }
    if (this.steps.size < before) this.#changed();
  }

  #takeOne(step: Step): boolean {
    const before = this.steps.get(step.id);
    if (before && isOlder(step, before)) return this.#grow(step.id, step.childCount);
    this.steps.set(step.id, before && before.childCount > step.childCount ? { ...step, childCount: before.childCount } : step);
    this.firstMs = Math.min(this.firstMs, step.startedAt);
    this.lastMs = Math.max(this.lastMs, step.endedAt ?? step.startedAt);
    const { parentId, ordinal } = this.placeOf(step);
    this.#grow(parentId, ordinal + 1);
    const family = this.#families.get(parentId);
    if (family) {
      family.known.set(ordinal, step.id);
      // A place that was nobody's when it was read may be taken since.
      family.gaps = family.gaps.filter(({ from, to }) => ordinal < from || ordinal >= to);
      family.version++;
    }
    this.#grow(step.id, step.childCount);
    return true;
  }

  #grow(parentId: string | undefined, count: number): boolean {
    if (count === 0) return false;
    const family = this.#families.get(parentId) ?? emptyFamily();
    this.#families.set(parentId, family);
    const more = count - family.count;
    if (more > 0) {
      family.count = count;
      family.version++;
      if (parentId !== undefined && this.#open.has(parentId)) this.#openedRows += more;
    }
    if (parentId !== undefined && !this.#open.has(parentId) && this.#mayOpen(parentId, family.count))
      this.#setOpen(parentId, true);
    return more > 0;
  }

  #mayOpen(stepId: string, rows: number): boolean {
    return this.#opensByItself && !this.#byHand.has(stepId) && this.#openedRows + rows <= mostOpenedRows;
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

const emptyFamily = (): Family => ({
  count: 0,
  known: new Map<number, string>(),
  gaps: [],
  watchedFrom: Number.POSITIVE_INFINITY,
  isLarge: false,
  folds: undefined,
  version: 0,
});

/** A later attempt and an end are newer; of two of the same moment the last heard counts, for its notes may be new. */
function isOlder(step: Step, than: Step): boolean {
  return (step.endedSeq ?? 0) < (than.endedSeq ?? 0) || step.attempt < than.attempt;
}

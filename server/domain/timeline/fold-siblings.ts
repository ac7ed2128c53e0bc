import { hasFailed, isOpen, type StepKind, type StepStatus } from "../step-kind";

/** What folding asks of a child; a `Step` is one. */
export type Sibling = { ordinal: number; name: string; kind: StepKind; status: StepStatus; startedAt: number; endedAt?: number };

/** A part of a parent's children, by ordinals, `to` not included. */
type Part = { from: number; to: number };
/** What stands for its members: nothing of theirs that asks for attention goes uncounted. */
export type FoldedPart = Part & {
  name: string;
  kind: StepKind;
  failures: number;
  open: number;
  waiting: number;
  cancelled: number;
  /** From the first begin to the last end; no end while one is open. */
  startedAt: number;
  endedAt?: number | undefined;
};
export type SiblingPart =
  | (Part & { type: "step" })
  /** Tries of one thing after the other, all but the last in vain; the last is their face. */
  | (FoldedPart & { type: "retries" })
  /** Many of a kind. */
  | (FoldedPart & { type: "alike" });

const mostUnfolded = 5;

/**
 * Neighbours of one name and kind as one: tries and tries again, and where there are more than five. The children in order
 * of their ordinals, as far as they are known: what is between two that are not neighbours is left alone.
 */
export function foldSiblings(children: Iterable<Sibling>): SiblingPart[] {
  const folder = new SiblingFolder();
  const parts: SiblingPart[] = [];
  for (const child of children) parts.push(...folder.add(child));
  parts.push(...folder.end());
  return parts;
}

/** The same child by child: a family may have a million, and of like ones no more than a few are held on to. */
export class SiblingFolder {
  #like: LikeSiblings | undefined;

  /** The parts that end before this child. */
  add(child: Sibling): SiblingPart[] {
    if (this.#like?.take(child)) return [];
    const parts = this.end();
    this.#like = new LikeSiblings(child);
    return parts;
  }

  end(): SiblingPart[] {
    const parts = this.#like?.parts() ?? [];
    this.#like = undefined;
    return parts;
  }
}

/** The name without what tells the turns of a loop apart; sibling numbers are not in names. */
export function baseName({ name }: Pick<Sibling, "name">): string {
  return name.replace(/_\d+$/, "") || name;
}

/** Neighbours of one name and kind. */
class LikeSiblings {
  readonly #name: string;
  readonly #all: Tally;
  /** A try that failed and the one of the same name that began after it belong together, up to the first that did not fail. */
  readonly #chains: Tally[];
  #chainCount = 1;
  #last: Sibling;

  constructor(first: Sibling) {
    this.#name = baseName(first);
    this.#last = first;
    this.#all = new Tally(first);
    this.#chains = [new Tally(first)];
  }

  /** False for one that is not like these, or not next to them. */
  take(sibling: Sibling): boolean {
    const last = this.#last;
    if (last.ordinal + 1 !== sibling.ordinal || last.kind !== sibling.kind || this.#name !== baseName(sibling)) return false;
    this.#all.add(sibling);
    if (isRetryOf(sibling, last)) this.#chains.at(-1)?.add(sibling);
    // Of many chains it only counts that they are many.
    else if (++this.#chainCount <= mostUnfolded) this.#chains.push(new Tally(sibling));
    this.#last = sibling;
    return true;
  }

  parts(): SiblingPart[] {
    if (this.#all.count > mostUnfolded && this.#chainCount > 1) return [{ type: "alike", ...this.#all.said(), name: this.#name }];
    return this.#chains.map((chain): SiblingPart => {
      const said = chain.said();
      return chain.count > 1 ? { type: "retries", ...said } : { type: "step", from: said.from, to: said.to };
    });
  }
}

function isRetryOf(sibling: Sibling, before: Sibling): boolean {
  return (
    hasFailed(before.status) &&
    before.name === sibling.name &&
    before.endedAt !== undefined &&
    sibling.startedAt >= before.endedAt
  );
}

/** Siblings in a row, counted. */
class Tally {
  readonly #first: Sibling;
  count = 0;
  #failures = 0;
  #open = 0;
  #waiting = 0;
  #cancelled = 0;
  #unended = 0;
  #startedAt: number;
  #endedAt: number;

  constructor(first: Sibling) {
    this.#first = first;
    this.#startedAt = first.startedAt;
    this.#endedAt = first.startedAt;
    this.add(first);
  }

  add({ status, startedAt, endedAt }: Sibling): void {
    this.count++;
    if (hasFailed(status)) this.#failures++;
    if (isOpen(status)) this.#open++;
    if (status === "waiting") this.#waiting++;
    if (status === "cancelled") this.#cancelled++;
    if (endedAt === undefined) this.#unended++;
    this.#startedAt = Math.min(this.#startedAt, startedAt);
    this.#endedAt = Math.max(this.#endedAt, endedAt ?? startedAt);
  }

  said(): FoldedPart {
    const { ordinal, name, kind } = this.#first;
    return {
      from: ordinal,
      to: ordinal + this.count,
      name,
      kind,
      failures: this.#failures,
      open: this.#open,
      waiting: this.#waiting,
      cancelled: this.#cancelled,
      startedAt: this.#startedAt,
      endedAt: this.#unended > 0 ? undefined : this.#endedAt,
    };
  }
}

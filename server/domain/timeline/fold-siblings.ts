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
  endedAt: number | undefined;
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
  const parts: SiblingPart[] = [];
  let like: Sibling[] = [];
  for (const child of children) {
    const last = like.at(-1);
    if (last && !(last.ordinal + 1 === child.ordinal && last.kind === child.kind && baseName(last) === baseName(child))) {
      parts.push(...partsOf(like));
      like = [];
    }
    like.push(child);
  }
  parts.push(...partsOf(like));
  return parts;
}

/** The name without what tells the turns of a loop apart; sibling numbers are not in names. */
export function baseName({ name }: Pick<Sibling, "name">): string {
  return name.replace(/_\d+$/, "") || name;
}

function partsOf(like: Sibling[]): SiblingPart[] {
  const chains = chainsOf(like);
  if (like.length > mostUnfolded && chains.length > 1) return fold("alike", like);
  return chains.flatMap((chain) =>
    chain.length > 1
      ? fold("retries", chain)
      : chain.map(({ ordinal }): SiblingPart => ({ type: "step", from: ordinal, to: ordinal + 1 })),
  );
}

/** A try that failed and the one of the same name that began after it belong together, up to the first that did not fail. */
function chainsOf(like: Sibling[]): Sibling[][] {
  const chains: Sibling[][] = [];
  for (const sibling of like) {
    const chain = chains.at(-1);
    const before = chain?.at(-1);
    if (chain && before && isRetryOf(sibling, before)) chain.push(sibling);
    else chains.push([sibling]);
  }
  return chains;
}

function isRetryOf(sibling: Sibling, before: Sibling): boolean {
  return (
    hasFailed(before.status) &&
    before.name === sibling.name &&
    before.endedAt !== undefined &&
    sibling.startedAt >= before.endedAt
  );
}

function fold(type: "retries" | "alike", members: Sibling[]): SiblingPart[] {
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last) return [];
  const count = (fits: (status: StepStatus) => boolean): number => members.filter(({ status }) => fits(status)).length;
  const ends = members.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt]));
  return [
    {
      type,
      from: first.ordinal,
      to: last.ordinal + 1,
      name: type === "alike" ? baseName(first) : first.name,
      kind: first.kind,
      failures: count(hasFailed),
      open: count(isOpen),
      waiting: count((status) => status === "waiting"),
      cancelled: count((status) => status === "cancelled"),
      startedAt: members.reduce((least, { startedAt }) => Math.min(least, startedAt), first.startedAt),
      endedAt: ends.length < members.length ? undefined : ends.reduce((most, end) => Math.max(most, end), first.startedAt),
    },
  ];
}

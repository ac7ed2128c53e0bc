/** A part of a parent's children, by ordinals, `to` not included, that does not stand there one row each. */
export type RowGroup = {
  from: number;
  to: number;
  /** `closed`: one row in place of its members. `open`: that row, and its members below it. `absent`: no step has these numbers. */
  as: "closed" | "open" | "absent";
};

/** A step whose children are shown. Those that nobody can see, because one above them is folded, may be given too. */
export type ExpandedStep = {
  id: string;
  parentId: string | undefined;
  ordinal: number;
  childCount: number;
  groups?: readonly RowGroup[];
};

/** A row of the tree: the child of that parent at that ordinal, loaded or not; or, with `group`, the row of a group. */
export type TreeRow = { parentId: string | undefined; ordinal: number; depth: number; group?: RowGroup };

export type TreeRows = {
  total: number;
  rowAt: (index: number) => TreeRow | undefined;
  /** Where a child stands: its own row, or that of the closed group it is in; nothing if one above it is folded. */
  indexOf: (parentId: string | undefined, ordinal: number) => number | undefined;
};

/** Rows that follow each other and belong to each other: children in sequence, or the one row of a group. */
type Stretch = { start: number; count: number; parentId: string | undefined; ordinal: number; depth: number; group?: RowGroup };
/** What is still to be laid out of one parent's children. */
type Level = {
  parentId: string | undefined;
  depth: number;
  at: number;
  end: number;
  groups: readonly RowGroup[];
  expanded: readonly ExpandedStep[];
  nextGroup: number;
  nextExpanded: number;
  inGroup: RowGroup | undefined;
};

type Given = { roots: number; rootGroups?: readonly RowGroup[]; expanded: Iterable<ExpandedStep> };

/**
 * The rows of a tree of which only the expanded steps are known, and of their children only how many. Made in the time
 * of what is expanded; a row is found by halving, at any size and depth.
 */
export function createTreeRows({ roots, rootGroups = [], expanded }: Given): TreeRows {
  const { stretches, total } = layOut(roots, rootGroups, childrenOf(expanded));
  const byParent = new Map<string | undefined, Stretch[]>();
  for (const stretch of stretches) {
    const known = byParent.get(stretch.parentId);
    if (known) known.push(stretch);
    else byParent.set(stretch.parentId, [stretch]);
  }
  return {
    total,
    rowAt: (index) => {
      const stretch = index < 0 || index >= total ? undefined : lastUpTo(stretches, index, ({ start }) => start);
      if (!stretch) return undefined;
      const { start, parentId, ordinal, depth, group } = stretch;
      return group ? { parentId, ordinal, depth, group } : { parentId, ordinal: ordinal + index - start, depth };
    },
    indexOf: (parentId, ordinal) => {
      // Of an open group's row and its first member, which begin alike, the member comes last.
      const stretch = lastUpTo(byParent.get(parentId) ?? [], ordinal, (one) => one.ordinal);
      if (!stretch) return undefined;
      if (stretch.group) return ordinal < stretch.group.to ? stretch.start : undefined;
      const within = ordinal - stretch.ordinal;
      return within < stretch.count ? stretch.start + within : undefined;
    },
  };
}

function childrenOf(expanded: Iterable<ExpandedStep>): Map<string | undefined, ExpandedStep[]> {
  const children = new Map<string | undefined, ExpandedStep[]>();
  for (const step of expanded) {
    const known = children.get(step.parentId);
    if (known) known.push(step);
    else children.set(step.parentId, [step]);
  }
  for (const list of children.values()) list.sort((a, b) => a.ordinal - b.ordinal);
  return children;
}

/** Without recursion: a tree may be as deep as it is long. */
function layOut(roots: number, rootGroups: readonly RowGroup[], children: ReadonlyMap<string | undefined, ExpandedStep[]>) {
  const stretches: Stretch[] = [];
  let total = 0;
  const open = (parentId: string | undefined, depth: number, count: number, groups: readonly RowGroup[]): Level => ({
    parentId,
    depth,
    at: 0,
    end: count,
    groups,
    expanded: children.get(parentId) ?? [],
    nextGroup: 0,
    nextExpanded: 0,
    inGroup: undefined,
  });
  const levels = [open(undefined, 0, roots, rootGroups)];
  const put = (level: Level, count: number, group?: RowGroup): void => {
    const { parentId, at: ordinal } = level;
    const depth = level.depth + (level.inGroup && !group ? 1 : 0);
    if (count > 0) stretches.push({ start: total, count, parentId, ordinal, depth, ...(group ? { group } : {}) });
    total += count;
  };
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.inGroup && level.at >= level.inGroup.to) level.inGroup = undefined;
    const group = level.inGroup ? undefined : level.groups[level.nextGroup];
    if (group && group.from < level.at) {
      level.nextGroup++;
      continue;
    }
    if (group && group.from === level.at && group.from < level.end) {
      level.nextGroup++;
      if (group.as !== "absent") put(level, 1, group);
      if (group.as === "open") level.inGroup = group;
      else level.at = Math.min(group.to, level.end);
      continue;
    }
    const step = nextExpanded(level);
    const upTo = Math.min(level.end, group?.from ?? level.end, level.inGroup?.to ?? level.end);
    if (step && step.ordinal < upTo) {
      put(level, step.ordinal + 1 - level.at);
      const depth = level.depth + (level.inGroup ? 2 : 1);
      level.at = step.ordinal + 1;
      level.nextExpanded++;
      levels.push(open(step.id, depth, step.childCount, step.groups ?? []));
    } else if (level.at < upTo) {
      put(level, upTo - level.at);
      level.at = upTo;
    } else levels.pop();
  }
  return { stretches, total };
}

/** Those within closed groups are not seen; nor is one that says it stands where another already does. */
function nextExpanded(level: Level): ExpandedStep | undefined {
  for (;;) {
    const step = level.expanded[level.nextExpanded];
    if (!step || step.ordinal >= level.at) return step;
    level.nextExpanded++;
  }
}

/** The last whose place is not after `at`, in a list ordered by it. */
function lastUpTo(stretches: readonly Stretch[], at: number, placeOf: (stretch: Stretch) => number): Stretch | undefined {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle];
    if (stretch && placeOf(stretch) <= at) low = middle + 1;
    else high = middle;
  }
  return stretches[low - 1];
}

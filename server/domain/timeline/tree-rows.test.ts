import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTreeRows, type ExpandedStep, type RowGroup, type TreeRow } from "./tree-rows";

/** A whole tree, to be flattened the plain way: each node its children, its groups, and whether it is expanded. */
type Node = { id: string; children: Node[]; groups: RowGroup[]; expanded: boolean };

function naive(nodes: Node[], groups: RowGroup[], parentId: string | undefined, depth: number): TreeRow[] {
  return nodes.flatMap((node, ordinal) => {
    const group = groups.find(({ from, to }) => ordinal >= from && ordinal < to);
    const head: TreeRow[] = group && group.from === ordinal && group.as !== "absent" ? [{ parentId, ordinal, depth, group }] : [];
    if (group && group.as !== "open") return head;
    const own = depth + (group ? 1 : 0);
    const below = node.expanded ? naive(node.children, node.groups, node.id, own + 1) : [];
    return [...head, { parentId, ordinal, depth: own }, ...below];
  });
}

function expandedOf(nodes: Node[], parentId: string | undefined): ExpandedStep[] {
  return nodes.flatMap((node, ordinal) => {
    const { id, groups, children } = node;
    const own = node.expanded ? [{ id, parentId, ordinal, childCount: children.length, groups }] : [];
    return [...own, ...expandedOf(children, id)];
  });
}

const groupsWithin = (count: number): fc.Arbitrary<RowGroup[]> =>
  fc
    .array(
      fc.record({ skip: fc.nat(3), length: fc.integer({ min: 1, max: 4 }), as: fc.constantFrom("closed", "open", "absent") }),
      {
        maxLength: 4,
      },
    )
    .map((parts) => {
      let at = 0;
      return parts.flatMap(({ skip, length, as }) => {
        const from = at + skip;
        at = from + length;
        return at <= count ? [{ from, to: at, as }] : [];
      });
    });

let ids = 0;
const node = (depth: number): fc.Arbitrary<Node> =>
  fc
    .array(depth > 0 ? node(depth - 1) : fc.constant(undefined), { maxLength: depth > 0 ? 8 : 0 })
    .map((children) => children.filter((child) => child !== undefined))
    .chain((children) =>
      fc.record({
        id: fc.constant(0).map(() => `s${++ids}`),
        children: fc.constant(children),
        groups: groupsWithin(children.length),
        expanded: fc.boolean(),
      }),
    );
const forest = node(3);

describe("createTreeRows", () => {
  it("is the tree flattened, row by row", () => {
    fc.assert(
      fc.property(forest, ({ children, groups }) => {
        const rows = createTreeRows({ roots: children.length, rootGroups: groups, expanded: expandedOf(children, undefined) });
        const wanted = naive(children, groups, undefined, 0);
        expect(rows.total).toBe(wanted.length);
        expect(Array.from({ length: rows.total }, (_, index) => rows.rowAt(index))).toEqual(wanted);
        expect([rows.rowAt(-1), rows.rowAt(rows.total)]).toEqual([undefined, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  it("finds each row again by its parent and ordinal", () => {
    fc.assert(
      fc.property(forest, ({ children, groups }) => {
        const rows = createTreeRows({ roots: children.length, rootGroups: groups, expanded: expandedOf(children, undefined) });
        const wanted = naive(children, groups, undefined, 0);
        const places = wanted.map(({ parentId, ordinal, group }) =>
          group?.as === "open" ? undefined : rows.indexOf(parentId, ordinal),
        );
        expect(places).toEqual(wanted.map(({ group }, index) => (group?.as === "open" ? undefined : index)));
        for (const { parentId, group } of wanted)
          if (group?.as === "closed") expect(rows.indexOf(parentId, group.to - 1)).toBe(rows.indexOf(parentId, group.from));
      }),
    );
  });

  it("knows no row of what is folded away, of numbers no step has, or past the last child", () => {
    const rows = createTreeRows({
      roots: 1,
      expanded: [
        { id: "root", parentId: undefined, ordinal: 0, childCount: 9, groups: [{ from: 2, to: 4, as: "absent" }] },
        { id: "inside", parentId: "folded", ordinal: 0, childCount: 3 },
      ],
    });
    expect(rows.total).toBe(8);
    expect(rows.indexOf("root", 1)).toBe(2);
    expect(rows.indexOf("root", 2)).toBeUndefined();
    expect(rows.indexOf("root", 4)).toBe(3);
    expect(rows.indexOf("root", 9)).toBeUndefined();
    expect(rows.indexOf("inside", 0)).toBeUndefined();
  });

  it("does not mind how many children nobody has loaded, nor how deep it goes", () => {
    const deep = Array.from({ length: 20_000 }, (_, at) => ({
      id: `s${at}`,
      parentId: at === 0 ? undefined : `s${at - 1}`,
      ordinal: 0,
      childCount: at === 19_999 ? 1_000_000 : 1,
    }));
    const rows = createTreeRows({ roots: 1, expanded: deep });
    expect(rows.total).toBe(1_020_000);
    expect(rows.rowAt(1_019_999)).toEqual({ parentId: "s19999", ordinal: 999_999, depth: 20_000 });
    expect(rows.indexOf("s19999", 500_000)).toBe(520_000);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { RunTree } from "./run-tree";
import { createShownRows, groupAround } from "./shown-rows";

type Node = { name: string; status: Step["status"]; children: Node[] };
const part = fc.record({
  under: fc.nat(),
  name: fc.constantFrom("a", "b", "c"),
  status: fc.constantFrom<Step["status"]>("completed", "error", "running"),
});
const only: Node = { name: "a", status: "completed", children: [] };
/** Each new node hangs under one that is there already. */
const node = fc.array(part, { minLength: 1, maxLength: 60 }).map((parts) => {
  const nodes: Node[] = [];
  for (const { under, name, status } of parts) {
    const next: Node = { name, status, children: [] };
    nodes[under % Math.max(1, nodes.length)]?.children.push(next);
    nodes.push(next);
  }
  return nodes[0] ?? only;
});

/** The steps of a tree in the order in which they began. */
function stepsOf(root: Node): Step[] {
  const steps: Step[] = [];
  const add = ({ name, status, children }: Node, ordinal: number, parent: Step | undefined): void => {
    const n = steps.length + 1;
    const step: Step = {
      id: n.toString(36),
      path: parent ? `${parent.path}.${name}` : name,
      ...(parent ? { parentId: parent.id } : {}),
      ordinal,
      childCount: children.length,
      kind: "action",
      name,
      status,
      attempt: 1,
      startedAt: n,
      ...(status === "running" ? {} : { endedAt: n + 1, endedSeq: 1000 + n }),
      durationMs: 1,
      begunSeq: n,
    };
    steps.push(step);
    children.forEach((child, at) => add(child, at, step));
  };
  add(root, 0, undefined);
  return steps;
}

const none = { roots: 0, steps: [], expanded: [], complete: true, folds: [] };
const shown = (tree: RunTree) => {
  const rows = createShownRows(tree, new Set());
  return Array.from({ length: rows.total }, (_, index) => rows.rowAt(index)?.key);
};

test("whatever the order in which steps come, also twice and each first without its end, the tree is the same", () => {
  fc.assert(
    fc.property(node, fc.array(fc.nat(), { minLength: 130, maxLength: 130 }), (root, places) => {
      const steps = stepsOf(root);
      const begins = steps.map(({ endedAt: _at, endedSeq: _seq, ...step }): Step => ({
        ...step,
        status: "running",
        childCount: 0,
      }));
      const inOrder = RunTree.from({ ...none, steps });
      const shuffled = [...begins, ...steps, ...steps.slice(0, 3)]
        .map((step, at) => ({ step, at: places[at] ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ step }) => step);
      const live = RunTree.from(none);
      for (const step of shuffled) live.take([step]);
      for (const step of steps)
        expect(live.steps.get(step.id)).toMatchObject({ status: step.status, childCount: step.childCount });
      expect(shown(live)).toEqual(shown(inOrder));
    }),
  );
});

test("each step has its row: its own, or that of what it is folded into", () => {
  fc.assert(
    fc.property(node, (root) => {
      const steps = stepsOf(root);
      const tree = RunTree.from({ ...none, steps });
      const rows = createShownRows(tree, new Set());
      for (const step of steps) {
        const index = rows.indexOf(step);
        const row = index === undefined ? undefined : rows.rowAt(index);
        const folded = tree.ancestors(step.id).some((above) => {
          const at = rows.indexOf(above);
          const around = at === undefined ? undefined : rows.rowAt(at);
          return around?.type !== "step" || around.step.id !== above.id;
        });
        if (folded) continue;
        if (row?.type === "step") expect([row.step, ...row.triesBefore]).toContainEqual(step);
        else if (row?.type === "group") expect(row.members).toContainEqual(step);
        else expect.fail(`step ${step.path} has no row`);
      }
    }),
  );
});

test("of a long run nothing opens by itself but what the server opened", () => {
  const steps = stepsOf({ name: "a", status: "completed", children: [{ name: "b", status: "completed", children: [] }] });
  const [root, child] = steps;
  const tree = RunTree.from({
    roots: 1,
    steps: root ? [{ ...root, childCount: 5_000 }] : [],
    expanded: [{ id: "1", childCount: 5_000 }],
    complete: false,
    folds: [],
  });
  expect(createShownRows(tree, new Set()).total).toBe(5_001);
  tree.take(child ? [{ ...child, childCount: 40 }] : []);
  expect(createShownRows(tree, new Set()).total).toBe(5_001);
  tree.setOpen("2", true);
  expect(createShownRows(tree, new Set()).total).toBe(5_041);
  expect(createShownRows(tree, new Set()).rowAt(3_000)?.type).toBe("unread");
});

test("what is forgotten keeps its row, and is taken again", () => {
  fc.assert(
    fc.property(node, fc.array(fc.nat(), { maxLength: 5 }), (root, picked) => {
      const steps = stepsOf(root);
      const tree = RunTree.from({ ...none, steps });
      for (const { id } of steps) tree.setOpen(id, false);
      const near = new Set(picked.flatMap((n) => steps[n % steps.length]?.id ?? []));
      tree.forgetAllBut(near);
      for (const id of near) {
        expect(tree.steps.has(id)).toBe(true);
        expect(tree.ancestors(id).length).toBe(depthOf(steps, id));
      }
      tree.take(steps);
      for (const step of steps) expect(tree.stepAt(tree.placeOf(step))?.id).toBe(step.id);
    }),
  );
});

function depthOf(steps: readonly Step[], id: string): number {
  let depth = 0;
  for (let step = steps.find((one) => one.id === id); step?.parentId !== undefined; depth++)
    step = steps.find((one) => one.id === step?.parentId);
  return depth;
}

test("a place that was nobody's when it was read has its row once somebody takes it", () => {
  const steps = stepsOf({ ...only, children: [only, only, only] });
  const [top, first, second, third] = steps;
  if (!top || !first || !second || !third) throw new Error("four steps");
  const tree = RunTree.from({ ...none, steps: [top] });
  tree.takeWindow(top.id, { offset: 0, steps: [first, third], total: 3, absent: [{ from: 1, to: 2 }] });
  expect(createShownRows(tree, new Set()).total).toBe(3);
  tree.take([second], { live: true });
  expect(createShownRows(tree, new Set()).total).toBe(4);
});

test("a family of a million that are alike is one row, of which each member has its place", () => {
  const alike = { type: "alike", name: "iter", kind: "tool", failures: 3, open: 0, waiting: 0, cancelled: 0 } as const;
  const count = 1_000_000;
  const [root, first] = stepsOf({ ...only, children: [only] });
  if (!root || !first) throw new Error("two steps");
  const tree = RunTree.from({
    roots: 1,
    steps: [{ ...root, childCount: count + 2 }, first],
    expanded: [{ id: root.id, childCount: count + 2 }],
    complete: false,
    folds: [{ parent: root.id, upTo: count + 2, parts: [{ ...alike, from: 0, to: count, startedAt: 1, endedAt: 9 }] }],
  });
  const folded = createShownRows(tree, new Set());
  expect(folded.total).toBe(4);
  expect(folded.rowAt(1)).toMatchObject({ type: "group", expanded: false, part: { failures: 3 } });
  expect(folded.rowAt(2)).toMatchObject({ type: "unread", position: count + 1 });
  const far = { ...first, id: "far", ordinal: 777_777 };
  tree.take([far]);
  expect(createShownRows(tree, new Set()).indexOf(far)).toBe(1);
  const group = groupAround(tree, far);
  const open = createShownRows(tree, new Set([group ?? ""]));
  expect(open.total).toBe(count + 4);
  expect(open.indexOf(far)).toBe(777_779);
  expect(open.rowAt(777_779)).toMatchObject({ type: "step", step: { id: "far" }, depth: 2 });
  // What comes while one looks on has rows of its own.
  tree.take([{ ...first, id: "late", ordinal: count + 2 }], { live: true });
  expect(createShownRows(tree, new Set()).total).toBe(5);
});

test("rows that are there do not fold because the last of them was read", () => {
  const steps = stepsOf({ ...only, children: Array.from({ length: 8 }, () => only) });
  const [root, ...children] = steps;
  if (!root) throw new Error("a root");
  const view = { roots: 1, expanded: [{ id: root.id, childCount: 8 }], complete: false, folds: [] };
  const tree = RunTree.from({ ...view, steps: [root, ...children.slice(0, 5)] });
  expect(createShownRows(tree, new Set()).total).toBe(9);
  tree.takeWindow(root.id, { offset: 5, steps: children.slice(5), total: 8, absent: [] });
  expect(createShownRows(tree, new Set()).total).toBe(9);
});

test("what was folded when one came stays folded while more comes", () => {
  const steps = stepsOf({ ...only, children: Array.from({ length: 9 }, () => only) });
  const tree = RunTree.from({ ...none, steps: steps.slice(0, 8).map((step) => ({ ...step, childCount: 0 })) });
  expect(createShownRows(tree, new Set()).total).toBe(2);
  tree.take(steps.slice(8), { live: true });
  const rows = createShownRows(tree, new Set());
  expect(rows.total).toBe(4);
  expect(rows.rowAt(1)).toMatchObject({ type: "group", part: { from: 0, to: 7 } });
});

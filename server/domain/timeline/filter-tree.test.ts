import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../step";
import { filterTree, nextMatch } from "./filter-tree";
import { nextFailedOf } from "./next-failed";

type Made = { parent: number | undefined; failed: boolean; match: boolean };

/** A tree of which some match; its roots have no parent, or one that never came. */
const tree = fc
  .array(fc.record({ pick: fc.nat(), root: fc.nat(9), failed: fc.boolean(), match: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((given) => {
    const counts = new Map<number | undefined, number>();
    return given.map(({ pick, root, failed, match }, at) => {
      const parent = at === 0 || root === 0 ? undefined : root === 9 ? 999 : pick % at;
      const ordinal = counts.get(parent) ?? 0;
      counts.set(parent, ordinal + 1);
      return {
        // Siblings do not stand in the order they began.
        step: stepOf(at, 1000 - ordinal, { parent, failed, match }),
        match,
      };
    });
  });

function stepOf(at: number, ordinal: number, { parent, failed }: Made): Step {
  return {
    id: `s${at}`,
    path: `s${at}`,
    name: `s${at}`,
    ordinal,
    childCount: 0,
    kind: "tool",
    status: failed ? "error" : "completed",
    attempt: 1,
    startedAt: at,
    endedAt: at,
    durationMs: 0,
    begunSeq: at + 1,
    ...(parent === undefined ? {} : { parentId: `s${parent}` }),
  };
}

function flatten(all: Step[], parentId: string | undefined): Step[] {
  const known = new Set(all.map(({ id }) => id));
  const isTop = (step: Step): boolean => step.parentId === undefined || !known.has(step.parentId);
  const own = all.filter((step) => (parentId === undefined ? isTop(step) : step.parentId === parentId));
  const orphans = own.filter((step) => parentId === undefined && step.parentId !== undefined);
  const others = own.filter((step) => !orphans.includes(step)).toSorted((a, b) => a.ordinal - b.ordinal);
  return [...others, ...orphans].flatMap((step) => [step, ...flatten(all, step.id)]);
}

function ancestorsOf(all: Step[], step: Step): Step[] {
  const above = all.find(({ id }) => id === step.parentId);
  return above ? [above, ...ancestorsOf(all, above)] : [];
}

const filtered = (given: { step: Step; match: boolean }[]) => {
  const all = given.map(({ step }) => step);
  const matches = given.flatMap(({ step, match }) => (match ? [step] : []));
  const total = { steps: all.length, errors: all.filter(({ status }) => status === "error").length };
  return { all, matches, ...filterTree({ matches, ancestors: matches.flatMap((step) => ancestorsOf(all, step)), total }) };
};

describe("filterTree", () => {
  it("is the whole tree in its order without what neither matches nor holds a match", () => {
    fc.assert(
      fc.property(tree, (given) => {
        const { all, matches, rows, hidden, indexOf } = filtered(given);
        const kept = new Set([...matches, ...matches.flatMap((step) => ancestorsOf(all, step))]);
        expect(rows.map(({ step }) => step)).toEqual(flatten(all, undefined).filter((step) => kept.has(step)));
        for (const [at, { step, depth, isMatch }] of rows.entries()) {
          expect(depth).toBe(ancestorsOf(all, step).length);
          expect(isMatch).toBe(matches.includes(step));
          expect(indexOf(step.id)).toBe(at);
        }
        expect(hidden.steps).toBe(all.length - kept.size);
        expect(hidden.errors).toBe(all.filter((step) => step.status === "error" && !kept.has(step)).length);
      }),
    );
  });

  it("goes round all matches, forwards and backwards", () => {
    fc.assert(
      fc.property(tree, (given) => {
        const { matches, ...all } = filtered(given);
        const round = (direction: 1 | -1): string[] => {
          const ids: string[] = [];
          let at = nextMatch(all, undefined, direction);
          for (let i = 0; i < matches.length && at !== undefined; i++) {
            ids.push(all.rows[at]?.step.id ?? "");
            at = nextMatch(all, at, direction);
          }
          return ids;
        };
        const wanted = all.rows.flatMap(({ step, isMatch }) => (isMatch ? [step.id] : []));
        expect(round(1)).toEqual(wanted);
        expect(round(-1)).toEqual(wanted.toReversed());
      }),
    );
  });

  it("takes a tree deeper than any call stack", () => {
    const all = Array.from({ length: 20_000 }, (_, at) =>
      stepOf(at, 0, { parent: at > 0 ? at - 1 : undefined, failed: false, match: false }),
    );
    const { rows } = filterTree({ matches: all.slice(-1), ancestors: all, total: { steps: 20_000, errors: 0 } });
    expect(rows.at(-1)).toMatchObject({ depth: 19_999, isMatch: true });
  });
});

describe("nextFailedOf", () => {
  it("goes from failure to failure in the order they began, and round the corner", () => {
    fc.assert(
      fc.property(tree, fc.nat(45), (given, from) => {
        const all = given.map(({ step }) => step);
        const above = new Set(all.flatMap(({ status, parentId }) => (status === "error" ? (parentId ?? []) : [])));
        const failed = all.filter(({ status, id }) => status === "error" && !above.has(id));
        const after = failed.find(({ begunSeq }) => begunSeq > from);
        const before = failed.findLast(({ begunSeq }) => begunSeq < from);
        const shuffled = all.toSorted((a, b) => a.name.localeCompare(b.name));
        expect(nextFailedOf(shuffled, from, "next")?.step).toBe(after ?? failed[0]);
        expect(nextFailedOf(shuffled, from, "previous")?.step).toBe(before ?? failed.at(-1));
        expect(nextFailedOf(shuffled, from, "next")?.wrapped).toBe(failed.length > 0 ? after === undefined : undefined);
      }),
    );
  });
});

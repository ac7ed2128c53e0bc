import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Step } from "@/server/domain/step";
import { stepKinds, type StepKind } from "@/server/domain/step-kind";
import type { StepMatches } from "@/server/domain/step-window";
import { openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";

let home: Awaited<ReturnType<typeof openTestConsole>>;

const names = ["plan", "look%20up", "Gr%C3%B6%C3%9Fe", "fetch#12"];
const statuses = ["completed", "completed", "completed", "error", "timeout", "cancelled"];
const startedAt = 1_750_000_000_000;

/** 20,000 steps, four levels deep, of every kind, some slow, some failed, some that ended before they began. */
const many: WrittenStep[] = Array.from({ length: 20_000 }, (_, at): WrittenStep => {
  const length = at % 997 === 0 ? 5000 : at % 101 === 0 ? 150 : at % 13 === 0 ? -20 : at % 60;
  return {
    n: at + 1,
    ...(at === 0 ? {} : { parent: Math.ceil(at / 30), ordinal: (at - 1) % 30 }),
    kind: stepKinds[at % 13] ?? "tool",
    path: `writer.${names[at % 4]}`,
    status: statuses[(at * 7) % (at % 50 === 0 ? 6 : 3)] ?? "completed",
    startedAt: startedAt + at,
    endedAt: startedAt + at + length,
    preview: at % 211 === 0 ? `found in the 20th ÖFFNUNG ${at}` : null,
  };
});

beforeAll(async () => {
  home = await openTestConsole();
  await writeRun(home.ctx.db, "run_many", many);
  await writeRun(
    home.ctx.db,
    "run_calm",
    many.slice(0, 10).map((step) => ({ ...step, status: "completed" })),
  );
});
afterAll(() => home.close());

type Filter = { kinds?: StepKind[]; failed?: boolean; minMs?: number; q?: string; limit?: number };

async function allMatches(runId: string, filter: Filter): Promise<{ ids: number[]; pages: StepMatches[] }> {
  const pages: StepMatches[] = [];
  for (let after = 0; ;) {
    const page = await home.caller.runs.matches({ runId, ...filter, after });
    pages.push(page);
    expect(page.after).toBeGreaterThanOrEqual(after);
    if (!page.hasMore) return { ids: pages.flatMap(({ steps }) => numbers(steps)), pages };
    after = page.after;
  }
}
const numbers = (steps: Step[]): number[] => steps.map(({ id }) => Number.parseInt(id, 36));

function expected({ kinds, failed, minMs = 0, q }: Filter): number[] {
  const says = ({ path = "", preview }: WrittenStep): boolean =>
    q === undefined ||
    // A dot asks for a path, all else for what it is called or says.
    `${decodeURIComponent(q.includes(".") ? path : (path.split(".").at(-1) ?? ""))}\n${preview ?? ""}`
      .toLowerCase()
      .includes(q.toLowerCase());
  return many.flatMap((step) =>
    (!kinds || kinds.some((kind) => kind === step.kind)) &&
    (!failed || step.status === "error" || step.status === "timeout") &&
    (minMs === 0 || (step.endedAt ?? 0) - (step.startedAt ?? 0) >= minMs) &&
    says(step)
      ? [step.n]
      : [],
  );
}

describe("matches", () => {
  it("are all that fit and nothing else, in the order they began, whatever is asked", async () => {
    const filter = fc.record(
      {
        kinds: fc.uniqueArray(fc.constantFrom(...stepKinds), { minLength: 1, maxLength: 3 }),
        failed: fc.boolean(),
        minMs: fc.constantFrom(0, 1, 40, 99, 100, 150, 151, 5000, 6000),
        q: fc.constantFrom("plan", "PLAN", "look up", "größe", "GRÖ", "öffnung", "20", "#12", "writer.fetch", "nobody"),
        limit: fc.constantFrom(7, 200, 500),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filter, async (given) => {
        fc.pre(given.limit !== 7 || expected(given).length < 700);
        expect((await allMatches("run_many", given)).ids).toEqual(expected(given));
      }),
      { numRuns: 40 },
    );
  });

  it("bring all that is above them, once a page", async () => {
    const { pages } = await allMatches("run_many", { minMs: 5000, limit: 5 });
    for (const { steps, ancestors } of pages) {
      const known = new Set([...steps, ...ancestors].map(({ id }) => id));
      expect(known.size).toBe(steps.length + ancestors.length);
      for (const { id, parentId } of [...steps, ...ancestors]) expect(id === "1" || known.has(parentId ?? "")).toBe(true);
    }
  });

  it("do not take a step's written form for what it says", async () => {
    expect((await allMatches("run_many", { q: "c3%b6" })).ids).toEqual([]);
    expect((await allMatches("run_many", { q: "%" })).ids).toEqual([]);
  });

  it("find what still goes on and has taken long enough", async () => {
    const open = { status: "running", startedAt, endedAt: null, endedSeq: null };
    await writeRun(
      home.ctx.db,
      "run_open",
      [many[0], { ...many[1], ...open }, many[2]].flatMap((step) => (step?.n ? [{ ...step, n: step.n }] : [])),
    );
    expect((await allMatches("run_open", { minMs: 4000 })).ids).toEqual([1, 2]);
    expect((await allMatches("run_open", { minMs: 10_000 })).ids).toEqual([2]);
  });

  it("are fewer a page where much is above them", async () => {
    const levels = 130;
    const chains = Array.from({ length: 40 * levels }, (_, at): WrittenStep => {
      const level = at % levels;
      return {
        n: at + 2,
        parent: level === 0 ? 1 : at + 1,
        ordinal: level === 0 ? at / levels : 0,
        status: level === levels - 1 ? "error" : "completed",
      };
    });
    await writeRun(home.ctx.db, "run_deep", [{ n: 1 }, ...chains]);
    const { ids, pages } = await allMatches("run_deep", { failed: true, limit: 500 });
    expect(ids).toEqual(Array.from({ length: 40 }, (_, at) => (at + 1) * levels + 1));
    expect(pages.length).toBeGreaterThan(2);
    for (const { steps, ancestors } of pages)
      expect(ancestors.length).toBe(steps.length === 0 ? 0 : steps.length * (levels - 1) + 1);
  });
});

describe("nextFailed", () => {
  it("goes through all failures, and round the corner", async () => {
    const failed = expected({ failed: true });
    const seen: number[] = [];
    let from = 0;
    for (let i = 0; i < 12; i++) {
      const next = await home.caller.runs.nextFailed({ runId: "run_many", from, direction: "next" });
      expect(next?.wrapped).toBe(false);
      seen.push(...(next ? numbers([next.step]) : []));
      from = next?.step.begunSeq ?? 0;
    }
    expect(seen).toEqual(failed.slice(0, 12));
    const back = await home.caller.runs.nextFailed({ runId: "run_many", from, direction: "previous" });
    expect(numbers(back ? [back.step] : [])).toEqual([failed[10]]);
    const round = await home.caller.runs.nextFailed({ runId: "run_many", from: 1, direction: "previous" });
    expect(round).toMatchObject({ wrapped: true });
    expect(numbers(round ? [round.step] : [])).toEqual([failed.at(-1)]);
    expect(numbers(round?.ancestors.slice(0, 1) ?? [])).toEqual([1]);
  });

  it("stays with where a failure arose: what only passed it on is not gone to", async () => {
    const failed = { status: "error" };
    await writeRun(home.ctx.db, "run_passed_on", [
      { n: 1, ...failed },
      { n: 2, parent: 1, ordinal: 0, ...failed },
      { n: 3, parent: 2, ordinal: 0, status: "timeout" },
      { n: 4, parent: 2, ordinal: 1 },
      { n: 5, parent: 1, ordinal: 1, ...failed },
    ]);
    const after = async (from: number, direction: "next" | "previous") => {
      const found = await home.caller.runs.nextFailed({ runId: "run_passed_on", from, direction });
      return numbers(found ? [found.step] : [])[0];
    };
    expect(await after(0, "next")).toBe(3);
    expect(await after(5, "next")).toBe(5);
    expect(await after(9, "next")).toBe(3);
    expect(await after(5, "previous")).toBe(5);
  });

  it("knows that also of a step whose failed child is one of very many", async () => {
    const failed = { status: "error" };
    const children = Array.from({ length: 3_000 }, (_, at) => ({
      n: at + 2,
      parent: 1,
      ordinal: at,
      ...(at === 10 ? failed : {}),
    }));
    await writeRun(home.ctx.db, "run_one_of_many", [{ n: 1, ...failed }, ...children]);
    const found = await home.caller.runs.nextFailed({ runId: "run_one_of_many", from: 0, direction: "next" });
    expect(numbers(found ? [found.step] : [])).toEqual([12]);
  });

  it("finds none where nothing failed", async () => {
    expect(await home.caller.runs.nextFailed({ runId: "run_calm", from: 0, direction: "next" })).toBeNull();
  });
});

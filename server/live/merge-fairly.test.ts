import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeFairly, type Told } from "./merge-fairly";

type Script = { say: number[]; fails: boolean };
const scripts = fc.array(fc.record({ say: fc.array(fc.nat(5), { maxLength: 12 }), fails: fc.boolean() }), { maxLength: 8 });

/** Says its numbers, each after so many turns of the event loop. */
async function* play({ say, fails }: Script): AsyncGenerator<number> {
  for (const [place, turns] of say.entries()) {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    yield place;
  }
  if (fails) throw new Error("broken on purpose");
}

test("every source is told whole, in its order, with its own end or failure", async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (all) => {
      const told: Told<Script, number>[] = [];
      for await (const each of mergeFairly(all, play, new AbortController().signal)) told.push(each);
      for (const script of all) {
        const own = told.filter(({ id }) => id === script);
        expect(own.flatMap((each) => ("item" in each ? [each.item] : []))).toEqual([...script.say.keys()]);
        expect(own.map((each) => ("failed" in each ? "failed" : "ended" in each ? "ended" : "item")).at(-1)).toBe(
          script.fails ? "failed" : "ended",
        );
        expect(own).toHaveLength(script.say.length + 1);
      }
    }),
  );
});

test("who always has something to say takes turns with the others, and none runs ahead of the reader", async () => {
  const made = new Map<string, number>();
  async function* endless(id: string): AsyncGenerator<string> {
    try {
      for (;;) {
        made.set(id, (made.get(id) ?? 0) + 1);
        yield id;
        await Promise.resolve();
      }
    } finally {
      made.set(id, -1);
    }
  }
  const taken: string[] = [];
  const merged = mergeFairly(["a", "b", "c"], endless, new AbortController().signal);
  for await (const { id } of merged) {
    taken.push(id);
    // Time enough for any of them to make more than is wanted.
    await new Promise((resolve) => setImmediate(resolve));
    for (const source of ["a", "b", "c"]) {
      const had = taken.filter((each) => each === source).length;
      expect((made.get(source) ?? 0) - had).toBeLessThanOrEqual(1);
    }
    if (taken.length === 30) break;
  }
  for (const source of ["a", "b", "c"]) expect(taken.filter((each) => each === source)).toHaveLength(10);
  expect([...made.values()]).toEqual([-1, -1, -1]);
});

test("those that wait go away with the reader, and their end is not told as one", async () => {
  const reader = new AbortController();
  let open = 0;
  async function* waiting(_id: number, signal: AbortSignal): AsyncGenerator<number> {
    open++;
    await new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
    open--;
    yield* [];
  }
  const merged = mergeFairly([1, 2, 3], waiting, reader.signal);
  const next = merged.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(open).toBe(3);
  reader.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(open).toBe(0);
});

import { openBenchConsole } from "./bench-console";
import { median, percentile, rounded, time, watchEventLoop, type Bench } from "./measure";

const noOp = `import { defineAgent } from "trackside";
export default defineAgent({ id: "no-op", run: () => null });`;

/** Notes without waiting for each, as a chatty agent writes them, a thousand at a time. */
const chatty = `import { defineAgent } from "trackside";
export default defineAgent({ id: "chatty", async run(ctx, { notes }) {
  for (let at = 0; at < notes; at += 1000)
    await Promise.all(Array.from({ length: Math.min(1000, notes - at) }, (_, i) => ctx.log("line " + (at + i))));
} });`;

/** Many steps, then a question: on its answer the run is taken up again with all of them. */
const long = `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "long", async run(ctx, { steps }) {
  const parts = Array.from({ length: steps / 1000 }, (_, at) => at);
  await ctx.map("part", parts, { concurrency: 50 }, async (part) => {
    for (let i = 0; i < 1000; i++) await ctx.step("step_" + i, { input: { part, i } }, () => ({ part, i, text: "a small result" }));
  });
  return ctx.input("go", { schema: z.boolean() });
} });`;

export const engine: Bench = {
  name: "engine",
  run: async ({ quick }) => {
    const console = await openBenchConsole({ "no-op": noOp, chatty, long });
    try {
      const times: number[] = [];
      for (let i = 0; i < (quick ? 50 : 300); i++) {
        const begun = performance.now();
        await console.runToEnd("no-op", null);
        times.push(performance.now() - begun);
      }
      const warm = times.slice(20);
      const notes = quick ? 50_000 : 1_000_000;
      const stop = watchEventLoop();
      const begun = performance.now();
      await console.runToEnd("chatty", { notes });
      const seconds = (performance.now() - begun) / 1000;
      const { p99, max } = stop();
      const p50 = median(warm);
      const lag = `p99 ${p99.toFixed(1)} ms, longest ${max.toFixed(0)} ms, ${rounded(notes / seconds)} events/s`;
      const steps = quick ? 10_000 : 100_000;
      const { runId } = await console.runToWait("long", { steps });
      const stopAgain = watchEventLoop();
      const taken = await time(() => console.answerToEnd(runId, "long.go", true));
      const again = stopAgain();
      return [
        {
          name: "engine: a no-op run, from the call to its recorded end",
          value: `p50 ${p50.toFixed(1)} ms, p95 ${percentile(warm, 0.95).toFixed(1)} ms`,
          baseline: "–",
          ratio: undefined,
          goal: "p50 ≤ 20 ms",
          met: p50 <= 20,
        },
        {
          name: `engine: event-loop lag under ${rounded(notes)} log events of one run`,
          value: lag,
          baseline: "–",
          ratio: undefined,
          goal: "p99 ≤ 50 ms",
          met: p99 <= 50,
        },
        {
          name: `engine: taking up a run of ${rounded(steps)} steps again`,
          value: `${rounded(taken)} ms, event-loop lag p99 ${again.p99.toFixed(1)} ms, longest ${again.max.toFixed(0)} ms`,
          baseline: "–",
          ratio: undefined,
          goal: "p99 ≤ 50 ms",
          met: again.p99 <= 50,
        },
      ];
    } finally {
      await console.close();
    }
  },
};

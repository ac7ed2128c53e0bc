import { openBenchConsole } from "./bench-console";
import { median, percentile, rounded, watchEventLoop, type Bench } from "./measure";

const noOp = `import { defineAgent } from "trackside";
export default defineAgent({ id: "no-op", run: () => null });`;

/** Notes without waiting for each, as a chatty agent writes them, a thousand at a time. */
const chatty = `import { defineAgent } from "trackside";
export default defineAgent({ id: "chatty", async run(ctx, { notes }) {
  for (let at = 0; at < notes; at += 1000)
    await Promise.all(Array.from({ length: Math.min(1000, notes - at) }, (_, i) => ctx.log("line " + (at + i))));
} });`;

export const engine: Bench = {
  name: "engine",
  run: async ({ quick }) => {
    const console = await openBenchConsole({ "no-op": noOp, chatty });
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
      ];
    } finally {
      await console.close();
    }
  },
};

import { defineAgent } from "trackside";
import { z } from "zod";

const ways = ["error", "retried", "step timeout", "run timeout", "wrong result", "one of many", "nobody listens"] as const;

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    });
  });

/** Fails in ways worth knowing: choose one, look at its timeline, then mend it with "Re-run from here". */
export default defineAgent({
  id: "ways-to-fail",
  name: "Ways to fail",
  description: "Fails on purpose, to learn how failures look and how to go on from them",
  input: z.object({ way: z.enum(ways).default("error").describe("How it is to fail") }),
  output: z.object({ way: z.string(), tries: z.number() }),
  timeoutMs: 4000,

  async run(ctx, { way }) {
    await ctx.plan(`Prepare, then fail by "${way}"`);
    await ctx.step("prepare", { input: { way } }, async (_input, { signal }) => pause(150, signal));

    return ctx.flow("main_flow", async () => {
      switch (way) {
        case "error":
          // Its cause is kept. Give the step { "policy": "refunds/en" } when you run it again from here, and it completes.
          await ctx.step("load_policy", { kind: "tool", input: { policy: "refunds/xx" } }, ({ policy }) => {
            if (policy !== "refunds/en")
              throw new RangeError(`There is no policy ${policy}`, { cause: new Error("404 from the policy store") });
          });
          return { way, tries: 1 };
        case "retried":
          return { way, tries: await retry() };
        case "step timeout":
          await ctx.step("slow_service", { kind: "tool", timeoutMs: 500 }, async (_input, { signal }) => pause(60_000, signal));
          break;
        case "run timeout":
          await ctx.step("endless_work", async () => pause(60_000, ctx.signal));
          break;
        case "wrong result":
          // The code compiles only because it is told to look away: the agent's own schema finds it when it runs.
          return { way, tries: "three" as unknown as number };
        case "one of many":
          await ctx.map("parts", [1, 2, 3, 4], { concurrency: 4 }, (part) =>
            ctx.step("part", { input: { part } }, async (input, { signal }) => {
              await pause(120 * input.part, signal);
              if (input.part === 3) throw new Error("Part 3 is broken; 4 was still under way");
            }),
          );
          break;
        case "nobody listens":
          // A promise nobody waits for: its failure still ends the run, and no other.
          void ctx.step("forgotten", async () => {
            await pause(100);
            throw new Error("Nobody was waiting for this step");
          });
          await pause(2000, ctx.signal);
          break;
      }
      return { way, tries: 1 };
    });

    /** The first two tries fail, the third does not. Each is a step of its own, so the timeline shows all three. */
    async function retry(): Promise<number> {
      for (let attempt = 1; ; attempt++)
        try {
          await ctx.step("flaky_service", { kind: "tool", input: { attempt } }, async (input, { signal }) => {
            await pause(100, signal);
            if (input.attempt < 3) throw new Error(`503, try ${input.attempt}`);
          });
          return attempt;
        } catch (cause) {
          if (attempt === 3) throw cause;
          await ctx.log(`Try ${attempt} failed, once more in ${attempt * 100} ms`);
          await pause(attempt * 100, ctx.signal);
        }
    }
  },
});

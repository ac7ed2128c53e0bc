import { defineAgent } from "trackside";
import { z } from "zod";

type Urgency = "low" | "normal" | "urgent";
const teams = ["billing", "delivery", "returns", "technical", "account", "other"] as const;

/** By words, as such things begin. It is right most of the time: the dataset "support-tickets" tells how often. */
const words: [team: (typeof teams)[number], signs: RegExp][] = [
  ["returns", /refund|return|send .* back|give it back|exchange|money back|wrong colour/i],
  ["billing", /charged|invoice|pay|bill|discount|fee|receipt|card|subscription/i],
  ["delivery", /parcel|deliver|courier|ship|tracking|driver|box|order \d/i],
  ["account", /account|password|log ?in|newsletter|data/i],
  ["technical", /crash|error|app|page|website|update|pair|setup|motor|search|manual|mode/i],
];

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    });
  });

export default defineAgent({
  id: "ticket-sorter",
  name: "Ticket sorter",
  description: "Sorts a customer's message: which team, how urgent, which order. Made to be measured over a dataset",
  input: z.object({ message: z.string().min(1).describe("What the customer wrote") }),
  output: z.object({ team: z.enum(teams), urgency: z.enum(["low", "normal", "urgent"]), order: z.string().nullable() }),
  timeoutMs: 2000,

  async run(ctx, { message }) {
    const order = await ctx.step(
      "find_order",
      { kind: "tool", input: { message } },
      (input) => /\b\d{4}\b/.exec(input.message)?.[0] ?? null,
    );
    const team = await ctx.step("choose_team", { input: { message } }, async (input, { signal }) => {
      // One customer asks for patience without end; the agent has it, and its time limit does not.
      if (/keep me on the line/i.test(input.message)) await pause(60_000, signal);
      await pause(15, signal);
      return words.find(([, signs]) => signs.test(input.message))?.[0] ?? "other";
    });
    const urgency = await ctx.step("weigh", { input: { message, team } }, (input): Urgency =>
      /!|lawyer|tomorrow|before friday|not me|gone/i.test(input.message)
        ? "urgent"
        : input.message.endsWith("?")
          ? "low"
          : "normal",
    );
    return { team, urgency, order };
  },
});

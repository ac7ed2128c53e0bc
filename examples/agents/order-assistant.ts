import { generateText, stepCountIs, streamText, tool } from "ai";
import { defineAgent } from "trackside";
import { z } from "zod";

const orders: Record<string, { item: string; status: string }> = {
  "8841": { item: "Kettle, 1.7 l", status: "delivered 9 days ago" },
  "8902": { item: "Desk lamp", status: "on its way, due tomorrow" },
};

/**
 * A model and its tools, by the AI SDK as you know it. `ctx.model` names a profile of trackside.config.ts: each call is
 * recorded with what was asked and answered, and never made twice. The offline model stands in until you name a real one.
 */
export default defineAgent({
  id: "order-assistant",
  name: "Order assistant",
  description: "A model that looks orders up by a tool, and streams its answer",
  models: ["fast"],
  input: z.object({ message: z.string().min(1).default("Where is order 8902?").describe("What the customer asks") }),
  output: z.object({ answer: z.string(), calls: z.number() }),
  timeoutMs: 120_000,

  async run(ctx, { message }) {
    const found = await ctx.flow("look_up", () =>
      generateText({
        model: ctx.model("fast"),
        system: "Look up the order the customer means. Use the tool; do not guess.",
        prompt: message,
        stopWhen: stepCountIs(4),
        tools: ctx.tools({
          find_order: tool({
            description: "Looks an order up by its number, or by the message that names it",
            inputSchema: z.object({ order: z.string().describe("The order's number") }),
            execute: ({ order }) => orders[/\d{4}/.exec(order)?.[0] ?? ""] ?? { error: "There is no such order" },
          }),
        }),
      }),
    );

    const answer = await ctx.flow("write", async () => {
      const { textStream } = streamText({
        model: ctx.model("fast"),
        system: "Answer the customer in two friendly sentences.",
        prompt: `The customer asks: ${message}\nWhat is known: ${found.text}`,
      });
      let text = "";
      for await (const part of textStream) text += part;
      return text;
    });
    return { answer, calls: found.steps.length + 1 };
  },
});

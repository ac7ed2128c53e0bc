import { defineAgent } from "trackside";
import { z } from "zod";

const orders: Record<string, { item: string; euros: number; daysAgo: number }> = {
  "8841": { item: "Kettle, 1.7 l", euros: 39, daysAgo: 9 },
  "8902": { item: "Desk lamp", euros: 62, daysAgo: 46 },
  "8977": { item: "Standing desk", euros: 540, daysAgo: 3 },
};

/** Asks a person. The run waits without holding a place, also while the console is down, and goes on with the answer. */
export default defineAgent({
  id: "refund-desk",
  name: "Refund desk",
  description: "Decides about a refund; what is dear or late is put before a person",
  input: z.object({
    order: z
      .string()
      .regex(/^\d{4}$/, "an order has four digits")
      .default("8977")
      .describe("8841, 8902 or 8977"),
    reason: z.string().min(1).default("It arrived damaged").describe("Why the customer wants the money back"),
  }),
  output: z.object({
    decision: z.enum(["refund", "refuse"]),
    euros: z.number(),
    by: z.enum(["rule", "person"]),
    note: z.string(),
  }),
  timeoutMs: 60_000,

  async run(ctx, { order, reason }) {
    const found = await ctx.step("lookup", { kind: "tool", input: { order } }, (input) => orders[input.order] ?? null);
    if (!found) return { decision: "refuse" as const, euros: 0, by: "rule" as const, note: `There is no order ${order}.` };

    if (found.euros <= 50 && found.daysAgo <= 30) {
      await pay(found.euros);
      return { decision: "refund" as const, euros: found.euros, by: "rule" as const, note: `${found.item}: small and in time` };
    }

    await ctx.reason(`${found.euros} EUR after ${found.daysAgo} days: not for a rule to decide`);
    const answer = await ctx.input("approval", {
      prompt: `Refund ${found.euros} EUR for "${found.item}", bought ${found.daysAgo} days ago? The customer says: ${reason}`,
      schema: z.object({
        ok: z.boolean().describe("Pay it back?"),
        euros: z.number().min(0).max(found.euros).default(found.euros).describe("How much"),
        note: z.string().max(500).default("").describe("A word to the customer"),
      }),
    });
    if (!answer.ok) return { decision: "refuse" as const, euros: 0, by: "person" as const, note: answer.note };
    await pay(answer.euros);
    return { decision: "refund" as const, euros: answer.euros, by: "person" as const, note: answer.note };

    /** It must not happen twice: after a crash in the middle it is not tried again, but fails and says so. */
    async function pay(euros: number): Promise<void> {
      await ctx.step(
        "pay_back",
        { kind: "tool", input: { order, euros }, onInterrupted: "fail" },
        async (input, { idempotencyKey }) => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          return { paid: input.euros, reference: idempotencyKey };
        },
      );
    }
  },
});

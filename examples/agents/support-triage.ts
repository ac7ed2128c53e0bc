import { defineAgent } from "trackside";
import { z } from "zod";

const orders: Record<string, { item: string; daysAgo: number; euros: number }> = {
  "8841": { item: "Kettle, 1.7 l", daysAgo: 9, euros: 39 },
  "8902": { item: "Desk lamp", daysAgo: 46, euros: 62 },
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    });
  });

/** A first agent to read and to run: a plan, a flow, a tool, and steps that build on each other. It needs no key. */
export default defineAgent({
  id: "support-triage",
  name: "Support triage",
  description: "Reads a customer's message, looks the order up and proposes what to answer",
  input: z.object({
    message: z.string().min(1).describe("What the customer wrote"),
    language: z.enum(["en", "de"]).default("en").describe("Language of the answer"),
  }),
  output: z.object({ topic: z.string(), order: z.string().nullable(), answer: z.string() }),
  timeoutMs: 60_000,

  async run(ctx, { message, language }) {
    await ctx.plan("Find out what it is about, look the order up, then write an answer");

    return ctx.flow("main_flow", async () => {
      const topic = await ctx.step("classify", { input: { message } }, async ({ message: text }, { signal }) => {
        await pause(400, signal);
        return /refund|money back|broken/i.test(text) ? "refund" : /where|arriv|deliver/i.test(text) ? "delivery" : "other";
      });

      const number = /\b\d{4}\b/.exec(message)?.[0];
      const order = await ctx.step("lookup", { kind: "tool", input: { number } }, async (input, { signal }) => {
        await pause(700, signal);
        return orders[input.number ?? ""] ?? null;
      });
      await ctx.reason(order ? `Order ${number} is ${order.daysAgo} days old` : "No order of that number is known");

      const checks = ["tone", "policy", "length"];
      await ctx.map("checks", checks, { key: (check) => check, concurrency: 3 }, (check) =>
        ctx.step(`check_${check}`, { input: { check, topic } }, async (_input, { signal }) => {
          await pause(250 + check.length * 60, signal);
          return "fine";
        }),
      );

      const answer = await ctx.step("write_answer", { input: { topic, order, language } }, async (input, { signal }) => {
        await pause(600, signal);
        return input.language === "de" ? germanAnswer(input.topic, input.order) : englishAnswer(input.topic, input.order);
      });
      return { topic, order: number ?? null, answer };
    });
  },
});

type Order = { item: string; daysAgo: number; euros: number } | null;

function englishAnswer(topic: string, order: Order): string {
  if (!order) return "Could you send us your order number? You find it in the confirmation mail.";
  if (topic === "refund")
    return order.daysAgo <= 30
      ? `We are sorry. We refund ${order.euros} EUR for "${order.item}" today.`
      : `"${order.item}" was bought ${order.daysAgo} days ago; we can exchange it, but not refund it.`;
  return `"${order.item}" left our house ${order.daysAgo} days ago and should be with you.`;
}

function germanAnswer(topic: string, order: Order): string {
  if (!order) return "Bitte senden Sie uns Ihre Bestellnummer; sie steht in der Bestätigung.";
  if (topic === "refund")
    return order.daysAgo <= 30
      ? `Das tut uns leid. Wir erstatten Ihnen heute ${order.euros} EUR für „${order.item}“.`
      : `„${order.item}“ wurde vor ${order.daysAgo} Tagen gekauft; wir tauschen gern um, erstatten aber nicht mehr.`;
  return `„${order.item}“ ist vor ${order.daysAgo} Tagen abgegangen und sollte bei Ihnen sein.`;
}

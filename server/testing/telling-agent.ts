/** Says, thinks, calls and returns much of what is hard to show; tells what it was started with; may wait for a file. */
export const telling = `import { generateText, stepCountIs, tool } from "ai";
import { defineAgent } from "trackside";
import { existsSync } from "node:fs";
import { z } from "zod";
const markup = "<script>alert(1)</script> [bad](javascript:alert(2)) ![spy](http://tracker.invalid/spy.png) [good](https://good.invalid/page) <img src=x onerror=alert(3)>";
export default defineAgent({
  id: "telling", name: "Telling", description: "Talks, calls tools, and says hard things", models: ["fast"],
  input: z.any(),
  run: async (ctx, input) => {
    await ctx.plan("# Plan\\n\\n1. **Search**, then answer " + markup);
    const search = tool({ description: "Searches", inputSchema: z.object({ q: z.string() }), execute: ({ q }) => ({ found: q, rules: Array.from({ length: 150 }, (_, id) => ({ id, title: "Rule " + id })) }) });
    const { text } = await generateText({
      model: ctx.model("fast"), tools: ctx.tools({ search }), stopWhen: stepCountIs(3), system: "Be short. " + markup,
      messages: [{ role: "user", content: [{ type: "text", text: "What is red? " + markup }, { type: "image", image: new Uint8Array([1, 2, 3]), mediaType: "image/png" }] }],
    });
    await ctx.log("half way " + markup, { input });
    await ctx.step("large", { kind: "tool", input: { markup } }, () => ({ first: "begins here", text: "long ".repeat(30000) }));
    await ctx.reason("Policy 4.2 covers it " + markup);
    for (let n = 0; n < (input?.waits ?? 0); n++)
      await ctx.step("gate_" + n, { input: { n } }, async () => { while (!existsSync(input.dir + "/" + n)) await new Promise((resolve) => setTimeout(resolve, 20)); return "passed " + n; });
    for (let n = 0; n < (input?.steps ?? 0); n++) await ctx.step("many_" + n, { input: { n } }, () => n);
    if (input?.fail) await ctx.step("breaks", () => { throw new Error(markup); });
    return ctx.document("# Answer\\n\\n" + markup + "\\n\\n| a | b |\\n|---|---|\\n| 1 | **2** |\\n\\n" + text.slice(0, 200), { sources: [{ title: "Good", url: "https://good.invalid/" }, { title: "Bad " + markup, url: "javascript:alert(4)" }] });
  },
});
`;

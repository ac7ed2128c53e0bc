import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestConsole } from "@/server/testing/test-console";

const agent = (more: string, body: string) => `import { defineAgent } from "trackside";
import { z } from "zod";
import { word } from "../lib/word";
export default defineAgent({ id: "greeter", isolation: { level: "process", env: { TOKEN: "hunter2" } }, ${more} run: () => ${body} });
`;

test("each revision keeps what its definition said and which files it is made of, and no secret", async () => {
  const first = await openTestConsole({
    files: {
      "lib/word.ts": `export const word = "hello";`,
      "agents/greeter.ts": agent(`name: "Greeter", input: z.object({ who: z.string() }),`, "word"),
    },
  });
  const { revision } = await first.runToEnd("greeter", { who: "Ada" }).then((run) => ({ revision: run.agentRevision }));
  await first.stop();
  await writeFile(join(first.projectDir, "lib/word.ts"), `export const word = "good day";`);
  await writeFile(
    join(first.projectDir, "agents/greeter.ts"),
    agent(`name: "Greeter", timeoutMs: 900, input: z.object({ whom: z.string() }),`, "word"),
  );
  const second = await openTestConsole({ dir: first.home });
  try {
    const { revisions, hasMore } = await second.caller.agents.revisions({ agentId: "greeter" });
    const [after, before] = revisions;
    expect([revisions.length, hasMore, before?.revision]).toEqual([2, false, revision]);
    expect(before?.definition).toMatchObject({
      name: "Greeter",
      file: "agents/greeter.ts",
      isolation: { level: "process", env: ["TOKEN"] },
    });
    expect(after?.definition).toMatchObject({ timeoutMs: 900 });
    expect(Object.keys(after?.definition?.sources ?? {})).toEqual(["agents/greeter.ts", "lib/word.ts"]);
    expect(after?.definition?.sources["lib/word.ts"]).not.toBe(before?.definition?.sources["lib/word.ts"]);
    expect(before?.inputSchema["required"]).toEqual(["who"]);
    expect(JSON.stringify(revisions)).not.toContain("hunter2");
    await expect(second.caller.agents.revisions({ agentId: "nobody" })).rejects.toThrow(/no agent nobody/);
  } finally {
    await second.close();
  }
});

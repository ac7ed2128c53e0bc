import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { readStream, type Message } from "@/server/testing/read-stream";
import { agentFile } from "@/server/testing/test-console";

const files = {
  "gate.ts": agentFile(
    "gate",
    `for (const file of input.files)
       await ctx.step("gate", { input: { file } }, async () => { while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5)); });`,
    `import { existsSync } from "node:fs";`,
  ),
};

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files });
}, openingTakesMs);
afterAll(() => console.close());

type Said = { id: string; cursor?: string; ended?: true; data?: { run: { status: string } } };

/** What comes until enough has; then hangs up. */
async function readUntil(subs: object[], lastEventId: string | undefined, enough: (said: Said[]) => boolean) {
  const hangUp = new AbortController();
  const answer = await console.get(`/api/trpc/live.watch?input=${encodeURIComponent(JSON.stringify({ subs }))}`, {
    headers: { accept: "text/event-stream", ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }) },
    signal: hangUp.signal,
  });
  const said: Said[] = [];
  let last: Message | undefined;
  for await (const message of readStream(answer)) {
    if (message.event !== undefined) continue;
    last = message;
    said.push(JSON.parse(message.data) as Said);
    if (enough(said)) break;
  }
  hangUp.abort();
  return { said, id: last?.id };
}

test("one address, and a browser that connects again by itself: its header resumes all, and who leaves leaves nothing", async () => {
  const gates = ["one", "two"].map((name) => join(console.home, name));
  const runs = await Promise.all(["a", "b"].map(() => console.startRun("gate", { input: { files: gates } })));
  const subs = runs.map(({ runId }, place) => ({ id: `r${place}`, of: "run", runId }));
  const quiet = await console.observe();
  const hasBoth = (said: Said[], at: number): boolean =>
    subs.every(({ id }) => said.some((each) => each.id === id && Number(each.cursor) >= at));
  const first = await readUntil(subs, undefined, (said) => hasBoth(said, 2));
  await expect.poll(async () => (await console.observe()).listeners).toBe(quiet.listeners);
  await writeFile(gates[0] ?? "", "");
  await writeFile(gates[1] ?? "", "");
  const rest = await readUntil(subs, first.id, (said) => said.filter(({ ended }) => ended).length === 2);
  for (const { id } of subs) {
    const cursors = [...first.said, ...rest.said].flatMap((each) => (each.id === id && each.cursor ? [Number(each.cursor)] : []));
    expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
    expect(cursors.at(-1)).toBe(6);
    expect(rest.said.findLast((each) => each.id === id && each.data)?.data?.run.status).toBe("completed");
  }
  // All is told: who comes back with this id gets nothing more.
  expect((await readUntil(subs, rest.id, () => false)).said).toEqual([]);
});

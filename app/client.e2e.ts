import { readFile } from "node:fs/promises";
import { expect, test } from "@/server/testing/browser";

/** The package's file as it is, from the console's own origin: its pages load scripts from nowhere else. */
const place = "/trackside-client-under-test.js";

type Client = typeof import("@/client/client");

test("the client works in a browser: a run is started, followed to its end, and read", async ({ page }) => {
  const file = await readFile("dist/client.js");
  await page.route(`**${place}`, (route) => route.fulfill({ contentType: "text/javascript", body: file }));
  await page.goto("/settings");
  const seen = await page.evaluate(async (from) => {
    const { createClient, TracksideError } = (await import(from)) as Client;
    const client = createClient({ baseUrl: location.origin });
    const { run } = await client.createRun({ agentId: "support-triage", input: { message: "Where is my refund for 8841?" } });
    const types: string[] = [];
    for await (const event of client.watchRun(run)) types.push(event.type);
    const missing: unknown = await client.findRun({ runId: "run_nothing" }).catch((cause: unknown) => cause);
    return {
      types,
      ended: (await client.waitForRun(run.runId)).status,
      agents: (await client.listAgents()).agents.length,
      missing: missing instanceof TracksideError ? missing.status : missing,
    };
  }, place);
  expect(seen.types[0]).toBe("RUN_STARTED");
  expect(seen.types.at(-1)).toBe("RUN_ENDED");
  expect(seen.types.length).toBeGreaterThan(5);
  expect(seen).toMatchObject({ ended: "completed", missing: 404 });
  expect(seen.agents).toBeGreaterThan(5);
});

import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import type { AppRouter } from "@/server/router";
import { problemOf } from "./problem";

test("where nobody answers, that is said, and what to do, in words of ours", async () => {
  // A port that was free a moment ago.
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 9));
    });
  });
  const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `http://127.0.0.1:${port}/api/trpc` })] });
  const error: unknown = await client.runs.cancel.mutate({ runId: "run_1" }).catch((cause: unknown) => cause);
  expect(problemOf(error)).toMatchObject({ detail: "The console did not answer. See whether it still runs, then try again." });
  for (const words of ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."])
    expect(problemOf(new TypeError(words)).title).toBe("The console did not answer");
  expect(problemOf(new Error("anything else"))).toMatchObject({ detail: "anything else" });
});

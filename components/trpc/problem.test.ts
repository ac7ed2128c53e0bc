import { createTRPCClient, httpLink } from "@trpc/client";
import { describe, expect, it } from "vitest";
import type { AppRouter } from "@/server/router";
import { problemOf } from "./problem";

/** What a call fails with, whose answer is this. */
async function failure(fetch: () => Promise<Response>): Promise<unknown> {
  const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: "http://127.0.0.1:9/api/trpc", fetch })] });
  return client.agents.list.query().then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a problem", () => {
  it("is said in our words where nobody answers, or somebody else", async () => {
    for (const fetch of [
      () => Promise.reject(new TypeError("Failed to fetch")),
      () => Promise.resolve(new Response("<html>502 Bad Gateway</html>", { status: 502 })),
    ]) {
      const problem = problemOf(await failure(fetch));
      expect(problem.detail).toBe("The console did not answer. See whether it still runs, then try again.");
      expect(problem.status).toBeUndefined();
    }
  });

  it("is said in our words where a plain request reached nobody", () => {
    for (const words of ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."])
      expect(problemOf(new TypeError(words)).title).toBe("The console did not answer");
    expect(problemOf(new Error("anything else"))).toMatchObject({ detail: "anything else" });
  });

  it("is said in the console's own words where it answers", async () => {
    const error = {
      message: "m",
      code: -32004,
      data: { code: "NOT_FOUND", httpStatus: 404, problem: { title: "t", detail: "d" } },
    };
    const answer = () => Promise.resolve(Response.json({ error }, { status: 404 }));
    expect(problemOf(await failure(answer))).toMatchObject({ title: "t", status: 404, detail: "d" });
  });
});

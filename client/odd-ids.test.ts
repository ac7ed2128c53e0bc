import { expect, test } from "vitest";
import { createClient, TracksideError } from "./client";

const sent: string[] = [];
const client = createClient({
  baseUrl: "http://localhost",
  fetch: async (url, init) => {
    sent.push(`${init?.method} ${new Request(url).url}`);
    return new Response("{}");
  },
});

test("an id that would make the address another's is refused before anything is sent", async () => {
  const refused = async (call: () => Promise<unknown>): Promise<unknown> => call().catch((cause: unknown) => cause);
  for (const id of ["..", ".", ""]) {
    const error = await refused(() => client.deleteItem({ datasetId: "d", itemId: id }));
    expect(error).toBeInstanceOf(TracksideError);
    expect(error).toMatchObject({ status: 400, type: "urn:trackside:bad-input", errors: [{ path: "itemId" }] });
    expect(await refused(() => client.watchRun({ agentId: "a", runId: id }).next())).toBeInstanceOf(TracksideError);
  }
  for (const path of ["../../../../health", "notes/../x", "./a", "a//b", "a/", "/a", ".."])
    expect([path, await refused(() => client.getArtifact({ agentId: "a", runId: "r", path }))]).toMatchObject([
      path,
      { status: 400, errors: [{ path: "path" }] },
    ]);
  expect(sent).toEqual([]);
});

test("an id of other odd signs stays one part of the address", async () => {
  for (const id of ["a/b", "...", "%2e%2e", "..\\", "x?y#z", "..a"]) {
    await client.deleteItem({ datasetId: "d", itemId: id }).catch(() => undefined);
    expect(sent.pop()).toBe(`DELETE http://localhost/api/datasets/d/items/${encodeURIComponent(id)}`);
  }
});

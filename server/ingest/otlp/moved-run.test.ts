import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { requestOf, send, type SentSpan } from "@/server/testing/otlp-spans";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

const span = (traceId: string, id: number, parent?: number): SentSpan => ({
  traceId,
  spanId: String(id).padStart(16, "0"),
  ...(parent === undefined ? {} : { parentSpanId: String(parent).padStart(16, "0") }),
  name: `span ${id}`,
  startTimeUnixNano: "1763700000000000001",
  endTimeUnixNano: "1763700001000000001",
});
const traceOf = (digit: string): string => digit.repeat(32);
const tell = (service: string, spans: SentSpan[]) => send(console, requestOf(service, spans));
const agents = async (): Promise<string[]> => {
  const { agents: all } = (await (await console.get("/api/agents")).json()) as { agents: { id: string; kind: string }[] };
  return all.flatMap(({ id, kind }) => (kind === "imported" ? [id] : []));
};
/** On a busy machine an answer may come before the run is drawn. */
const patient = { timeout: 20_000 };
const agentOf = async (agentId: string, runId: string) => (await console.detail({ agentId, runId })).summary?.agentId;

test("a child's service that came before its root's is no agent when its only run has moved", async () => {
  await tell("child", [span(traceOf("a"), 2, 1)]);
  await expect.poll(agents, patient).toEqual(["child"]);
  await tell("parent", [span(traceOf("a"), 1)]);
  await expect.poll(agents, patient).toEqual(["parent"]);
});

test("one that has another run stays", async () => {
  await tell("child", [span(traceOf("b"), 1)]);
  await tell("child", [span(traceOf("c"), 2, 1)]);
  await expect.poll(() => agentOf("child", traceOf("c")), patient).toBe("child");
  await tell("parent", [span(traceOf("c"), 1)]);
  await expect.poll(() => agentOf("parent", traceOf("c")), patient).toBe("parent");
  expect(await agents()).toEqual(["child", "parent"]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { howOften } from "@/server/testing/how-often";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, requestOf, send, type SentSpan } from "@/server/testing/otlp-spans";

const spans = howOften(800, 50_000);
const requests = howOften(20, 500);

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

/** The same numbers for the same seed. */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const hex = (id: number): string => id.toString(16).padStart(16, "0");
const base = 1_763_700_000_000_000_000n;

/** A tree in which some begin in the same millisecond, some end before they begin, and names are few. */
function traceOf(traceId: string, count: number): SentSpan[] {
  const random = numbersOf(count);
  return Array.from({ length: count }, (_, at) => {
    const begin = base + BigInt(at) * 400_000n;
    const took = at === 0 ? BigInt(count) * 500_000n : BigInt(Math.floor(random() * 5_000_000)) - 1_000_000n;
    return {
      traceId,
      spanId: hex(at + 1),
      ...(at === 0 ? {} : { parentSpanId: hex(1 + Math.floor(random() * Math.min(at, 300))) }),
      name: `work ${at % 7}`,
      startTimeUnixNano: String(begin),
      endTimeUnixNano: String(begin + took),
      attributes: attributes({ at, "input.value": `{"number":${at}}`, "output.value": "x".repeat(at % 200) }),
      ...(at % 50 === 1 ? { status: { code: 2, message: "no" } } : {}),
    };
  });
}

function shuffled<Item>(items: Item[], seed: number): Item[] {
  const random = numbersOf(seed);
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Several at a time, as from a fleet. */
async function sendAll(service: string, sent: SentSpan[], size: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(sent.length / size) }, (_, at) => sent.slice(at * size, (at + 1) * size));
  const lane = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await send(console, requestOf(service, batch), "protobuf");
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

/** What is the same whatever came when: all but the numbers of the events. */
async function timelineOf(
  agentId: string,
  runId: string,
  count: number,
): Promise<{ steps: Omit<Step, "begunSeq" | "endedSeq">[]; summary: object }> {
  // A large run is written in parts; its end comes last.
  await expect
    .poll(
      async () => {
        const { summary } = await console.detail({ agentId, runId }, "?limit=1");
        return [summary?.status, summary?.counts.steps];
      },
      { timeout: 120_000 },
    )
    .toEqual(["completed", count]);
  const all: Step[] = [];
  for (let offset = 0; ; offset += 100) {
    const { steps } = (await (
      await console.get(`/api/agents/${agentId}/runs/${runId}/steps?limit=100&offset=${offset}`)
    ).json()) as { steps: Step[] };
    all.push(...steps);
    if (steps.length < 100) break;
  }
  const { summary } = await console.detail({ agentId, runId }, "?limit=1");
  const { runId: _, ...same } = summary;
  return { steps: all.map(({ begunSeq: _b, endedSeq: _e, ...step }) => step), summary: same };
}

test(
  `${spans} spans in ${requests} requests in any order give the timeline they give in order`,
  async () => {
    const [inOrder, inAny] = ["c".repeat(32), "d".repeat(32)];
    await sendAll("fleet", traceOf(inOrder, spans), spans);
    await sendAll("fleet", shuffled(traceOf(inAny, spans), 7), Math.ceil(spans / requests));
    const [one, other] = [await timelineOf("fleet", inOrder, spans), await timelineOf("fleet", inAny, spans)];
    expect(other.summary).toEqual(one.summary);
    expect(other.steps).toEqual(one.steps);
    // Once more, all of it: nothing is told anew.
    const before = await console.detail({ agentId: "fleet", runId: inAny }, "?limit=1");
    await sendAll("fleet", traceOf(inAny, spans), spans);
    expect(await console.detail({ agentId: "fleet", runId: inAny }, "?limit=1")).toEqual(before);
  },
  howOften(60_000, 400_000),
);

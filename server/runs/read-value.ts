import type { Context } from "@/server/context";
import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import { readPayloads, type StoredPayload } from "./payload-store";

/** Past this a value is named, not shown: pages and lists stay small whatever a step returned. */
const mostValueBytes = 64 * 1024;

/** Recorded values by number. One that is too large to show is replaced by its size and where to get it. */
export async function readValues(ctx: Context, refs: { ref: number | null; href: string }[]): Promise<Map<number, Json>> {
  const hrefs = new Map(refs.flatMap(({ ref, href }) => (ref === null ? [] : [[ref, href] as const])));
  const stored = await readPayloads(ctx.db, [...hrefs.keys()], mostValueBytes);
  return new Map([...stored].map(([id, payload]) => [id, valueOf(payload, hrefs.get(id) ?? "")]));
}

/** Too deep a value is not shown either: what wraps it on its way out would run out of stack. */
function valueOf({ body, bytes }: StoredPayload, href: string): Json {
  if (body !== null) {
    const value = JSON.parse(body) as Json;
    if (bytes < 2 * mostDepth || !isDeeperThan(value, mostDepth)) return value;
  }
  return { truncated: true, bytes, href };
}

export const stepHref = (agentId: string, runId: string, stepId: string, part: "input" | "output" | "span"): string =>
  `/api/agents/${agentId}/runs/${runId}/steps/${stepId}/${part}`;

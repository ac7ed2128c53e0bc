import { randomBytes } from "node:crypto";
import type { Context } from "@/server/context";

/** A month of runs, the newest made just now where there are a million. */
const stepMs = 2592;
const monthMs = 30 * 24 * 3_600_000;
const begun = Date.now() - monthMs;
const rowsAtOnce = 2000;

export const agents = ["agent-0", "agent-1", "agent-2", "agent-3"];
export const createdAt = (n: number): number => begun + n * stepMs;
/** A dataset run every thousand runs, of a hundred of them. */
export const datasetRunOf = (n: number): string | null => (n % 1000 < 100 ? `eval_${Math.floor(n / 1000)}` : null);

const runColumns = `key, id, agent_id, agent_revision, status, created_at, started_at, ended_at, error, steps, actions, room_id, dataset_run_id,
  tags, input_tokens, output_tokens, cost_micro_usd, input_ref`;

/** Rows as they would be after months of use: four agents, mostly completed, a few failed, some in rooms, tagged, of datasets. */
export async function fillRuns({ db }: Context, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, to - at) }, (_, i) => at + i + 1);
    const runs = JSON.stringify(numbers.map(rowOf));
    const inputs = JSON.stringify(numbers.map((n) => [n, inputOf(n)]));
    const values = runColumns.split(",").map((_, i) => `value ->> ${i}`);
    await db.write([
      { sql: `INSERT INTO runs (${runColumns}) SELECT ${values.join(", ")} FROM json_each(?)`, args: [runs] },
      { sql: "INSERT INTO payloads (id, body, shared) SELECT value ->> 0, value ->> 1, 0 FROM json_each(?)", args: [inputs] },
    ]);
  }
}

function rowOf(n: number) {
  const status = n % 97 === 0 ? "error" : n % 211 === 0 ? "timeout" : "completed";
  const error = status === "completed" ? null : JSON.stringify({ code: status.toUpperCase(), message: `fault ${n % 7}` });
  return [
    n,
    `run_20260101_000000_${randomBytes(8).toString("hex")}`,
    agents[n % 4],
    `r${Math.floor(n / 300_000)}`,
    status,
    createdAt(n),
    createdAt(n),
    createdAt(n) + ((n * 7919) % 9000),
    error,
    12,
    4,
    n % 20 === 0 ? `room-${n % 60}` : null,
    datasetRunOf(n),
    n % 10 === 0 ? '["nightly"]' : "[]",
    120,
    30,
    (n * 31) % 5000,
    n,
  ];
}

/** Every tenth asks for a refund; every order is asked for once. */
const inputOf = (n: number): string =>
  JSON.stringify({ message: n % 10 === 3 ? `refund for order-${n}` : `where is order-${n}` });

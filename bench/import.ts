import { createClient } from "@libsql/client";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataset } from "@/server/datasets/create-dataset";
import { importItems } from "@/server/datasets/import-items";
import { openBenchConsole } from "./bench-console";
import { median, perSecond, rounded, time, watchEventLoop, type Bench } from "./measure";

const body = (i: number): string => JSON.stringify({ i, text: "x".repeat(380) });

async function* file(rows: number, format: "jsonl" | "csv"): AsyncGenerator<Uint8Array> {
  if (format === "csv") yield Buffer.from("i,text\n");
  for (let at = 0; at < rows; at += 500) {
    const lines = Array.from({ length: Math.min(500, rows - at) }, (_, i) =>
      format === "csv" ? `${at + i},"${"x".repeat(380)}"` : `{"id":"n${at + i}","input":${body(at + i)}}`,
    );
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}

/** The same bytes without us, by the libSQL client as it comes: a row an item, inserted one by one, 500 to a transaction. */
async function rawInserts(rows: number): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), "trackside-raw-"));
  const client = createClient({ url: `file:${join(dir, "raw.db")}` });
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
  await client.execute("CREATE TABLE rows (key INTEGER PRIMARY KEY, id TEXT, position INTEGER, input TEXT)");
  const sql = "INSERT INTO rows (id, position, input) VALUES (?, ?, ?)";
  const ms = await time(async () => {
    for (let at = 0; at < rows; at += 500) {
      const batch = Array.from({ length: Math.min(500, rows - at) }, (_, i) => ({
        sql,
        args: [`n${at + i}`, at + i, body(at + i)],
      }));
      await client.batch(batch, "write");
    }
  });
  client.close();
  await rm(dir, { recursive: true, force: true });
  return ms;
}

export const importBench: Bench = {
  name: "import",
  run: async ({ quick }) => {
    const rows = quick ? 20_000 : 100_000;
    const console = await openBenchConsole({});
    const { ctx } = console;
    const measure = async (format: "jsonl" | "csv") => {
      const [ours, raw, lags]: number[][] = [[], [], []];
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        const { dataset } = await createDataset({ ctx, input: { name: "bench" } });
        const input = { datasetId: dataset.id, format, mode: "append" as const };
        const stop = watchEventLoop();
        ours?.push(perSecond(rows, await time(() => importItems({ ctx, input, body: file(rows, format) }))));
        lags?.push(stop().max);
        raw?.push(perSecond(rows, await rawInserts(rows)));
      }
      const ratio = median(ours ?? []) / median(raw ?? []);
      const lag = rounded(median(lags ?? []));
      return {
        name: `import: ${format}`,
        value: `${rounded(median(ours ?? []))} rows/s, console's event-loop lag at most ${lag} ms`,
        baseline: `${rounded(median(raw ?? []))} rows/s raw`,
        ratio,
        goal: "≥ 0.5",
        met: ratio >= 0.5,
      };
    };
    try {
      return [await measure("jsonl"), await measure("csv")];
    } finally {
      await console.close();
    }
  },
};

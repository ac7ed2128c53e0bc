import { createClient } from "@libsql/client";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "./connect";
import { WriteQueue } from "./write-queue";

let dir: string;
let file: string;
let queue: WriteQueue;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trackside-queue-"));
  file = join(dir, "queue.db");
  const client = await connect(file, "write");
  await client.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
  queue = new WriteQueue(client, () => connect(file, "write"));
});
afterEach(async () => {
  queue.close();
  await rm(dir, { recursive: true, force: true });
});

const insert = (n: number) => ({ sql: "INSERT INTO numbers VALUES (?)", args: [n] });

async function stored(): Promise<number[]> {
  const reader = createClient({ url: `file:${file}` });
  const { rows } = await reader.execute("SELECT n FROM numbers ORDER BY n");
  reader.close();
  return rows.map((row) => Number(row["n"]));
}

test("units are atomic, and one that fails takes no other down with it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }), { maxLength: 30 }),
      async (units) => {
        await queue.write([{ sql: "DELETE FROM numbers", args: [] }]);
        const settled = await Promise.allSettled(units.map((unit) => queue.write(unit.map(insert))));
        // In order, a unit is in if none of its numbers was there before it, nor comes twice in it.
        const expected = new Set<number>();
        for (const [at, unit] of units.entries()) {
          const fits = new Set(unit).size === unit.length && unit.every((n) => !expected.has(n));
          expect(settled[at]?.status).toBe(fits ? "fulfilled" : "rejected");
          if (fits) for (const n of unit) expected.add(n);
        }
        expect(await stored()).toEqual([...expected].toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 40 },
  );
});

test("writes wait out another writer and are then really there", async () => {
  const other = createClient({ url: `file:${file}`, timeout: 0 });
  const held = await other.transaction("write");
  await held.execute("INSERT INTO numbers VALUES (1000)");
  // Longer than a connection's own patience: the queue has to open another one and repeat itself.
  const writes = [1, 2, 3].map((n) => queue.write([insert(n)]));
  await pause(2300);
  await held.commit();
  other.close();
  await Promise.all(writes);
  expect(await stored()).toEqual([1, 2, 3, 1000]);
});

test("what was given before the end is durable when drain resolves", async () => {
  const writes = Array.from({ length: 2000 }, (_, n) => queue.write([insert(n)]));
  await queue.drain();
  expect(await stored()).toHaveLength(2000);
  await Promise.all(writes);
});

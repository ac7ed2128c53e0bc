import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileClient } from "./file-client";

let dir: string;
let client: FileClient;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trackside-client-"));
  client = new FileClient(join(dir, "a.db"), 100);
  await client.execute("CREATE TABLE t (name text UNIQUE, value)");
});
afterEach(async () => {
  client.close();
  await rm(dir, { recursive: true, force: true });
});

const count = async (): Promise<unknown> => (await client.execute("SELECT count(*) FROM t")).rows[0]?.[0];

test("takes every kind of value a statement may be given, and never ends the process by one", async () => {
  const sql = "INSERT INTO t VALUES (?, ?)";
  const values = [
    true,
    false,
    new Date(5),
    new Uint8Array([1, 2, 3]).buffer,
    new Uint8Array([9, 1]).subarray(1),
    null,
    7n,
    "a",
    1.5,
  ];
  for (const [at, value] of values.entries()) await client.execute({ sql, args: [`${at}`, value] });
  const { rows } = await client.execute("SELECT value FROM t ORDER BY rowid");
  expect(rows.map((row) => row[0])).toEqual([1, 0, 5, Buffer.from([1, 2, 3]), Buffer.from([1]), null, 7, "a", 1.5]);
});

test("reads columns by their place whatever they are called", async () => {
  const { rows } = await client.execute("SELECT 5 AS '1', 6 AS '0', 7 AS length, 8 AS a, 9 AS a");
  expect(Array.from(rows[0] ?? [])).toEqual([5, 6, 7, 8, 9]);
  expect(rows[0]?.["a"]).toBe(8);
  expect((await client.execute("SELECT 0")).rows[0]?.[0]).toBe(0);
});

test("a batch is written whole or not at all, and the next one is not hindered by it", async () => {
  const insert = (name: string) => ({ sql: "INSERT INTO t VALUES (?, 1)", args: [name] });
  await client.batch([insert("x")]);
  await expect(client.batch([insert("y"), insert("x"), insert("z")])).rejects.toThrow(/UNIQUE/);
  await expect(client.batch([insert("y"), { sql: "INSERT INTO nowhere VALUES (1)" }])).rejects.toThrow(/no such table/);
  await expect(client.batch([insert("y"), { sql: "INSERT OR ROLLBACK INTO t VALUES ('x', 1)" }])).rejects.toThrow(/UNIQUE/);
  expect(await count()).toBe(1);
  await client.batch([insert("y"), insert("z")]);
  expect(await count()).toBe(3);
});

test("statements known from before see a table that another connection has changed, and come back after being let go", async () => {
  const other = new FileClient(join(dir, "a.db"), 100);
  await client.execute("INSERT INTO t VALUES ('x', 1)");
  const read = async () => ({ ...(await other.execute("SELECT name, value FROM t")).rows[0] });
  expect(await read()).toEqual({ name: "x", value: 1 });
  await client.execute("ALTER TABLE t ADD COLUMN more text DEFAULT 'm'");
  expect(await read()).toEqual({ name: "x", value: 1 });
  for (let n = 0; n < 700; n++) await other.execute(`SELECT ${n} AS n`);
  expect(await read()).toEqual({ name: "x", value: 1 });
  other.close();
  await expect(other.execute("SELECT 1")).rejects.toThrow(/closed/);
});

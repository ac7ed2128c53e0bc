import { createClient } from "@libsql/client";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/db/database";
import { makeHome, openHttpConsole, openingTakesMs } from "./testing/http-console";
import { head } from "./testing/raw-request";

let place: Awaited<ReturnType<typeof makeHome>>;
beforeEach(async () => {
  place = await makeHome();
});
afterEach(() => place.remove());

/** Starts the product where it must not start, and tells what it said. */
async function startInVain(env: Record<string, string>): Promise<{ code: number | null; said: string; ms: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...process.env, NODE_ENV: "production", PORT: "0", LOG_LEVEL: "", ...place.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(out).not.toContain("Trackside ready");
  return { code: await ended, said, ms: performance.now() - begun };
}

/** One line for people: no stack, nothing above or below it. */
function expectOneLine({ code, said }: { code: number | null; said: string }, ...words: RegExp[]): void {
  expect(code).toBe(1);
  expect(said.trim().split("\n")).toHaveLength(1);
  expect(said).not.toMatch(/\n\s+at |node:internal/);
  for (const word of words) expect(said).toMatch(word);
}

/** Every file below, with the hash of its bytes. */
async function filesOf(dir: string): Promise<Record<string, string>> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names
    // SQLite's own scratch files come and go with who has the database open.
    .filter((entry) => entry.isFile() && !/-(?:wal|shm)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const hashed = files.map(
    async (file) =>
      [
        file,
        createHash("sha256")
          .update(await readFile(file))
          .digest("hex"),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(hashed));
}

describe("the environment", () => {
  // It may have to be built first.
  test(
    "is checked as a whole, every fault named in one message",
    async () => {
      const env = {
        PORT: "abc",
        LOG_LEVEL: "x",
        HOST: "0.0.0.0",
        TRACKSIDE_PROJECT: "/nowhere",
        TRACKSIDE_ALLOWED_HOSTS: "http://a/",
      };
      const refused = await startInVain(env);
      expectOneLine(
        refused,
        /PORT must be/,
        /LOG_LEVEL must be/,
        /HOST=0\.0\.0\.0/,
        /TRACKSIDE_PROJECT/,
        /TRACKSIDE_ALLOWED_HOSTS/,
      );
      expect(existsSync(place.env.TRACKSIDE_DATA_DIR)).toBe(false);
    },
    openingTakesMs,
  );

  test("does not open the console to the network without a key, and never shows the key", async () => {
    for (const HOST of ["0.0.0.0", "::", "192.0.2.1", "example.com"])
      expectOneLine(await startInVain({ HOST }), /TRACKSIDE_API_KEY/, /login/);
    const refused = await startInVain({ HOST: "0.0.0.0", TRACKSIDE_API_KEY: "s3cr t-key", LOG_LEVEL: "x" });
    expectOneLine(refused, /TRACKSIDE_API_KEY must be/, /LOG_LEVEL/);
    expect(refused.said).not.toContain("s3cr");
  });

  test("with a key opens it, and every route asks for that key", async () => {
    const console = await openHttpConsole({
      env: { HOST: "0.0.0.0", TRACKSIDE_API_KEY: "long-enough", TRACKSIDE_ALLOWED_HOSTS: "box.example" },
    });
    try {
      expect((await console.get("/api/health")).status).toBe(421);
      expect((await console.raw(head("GET /api/health", ["Host: box.example"]))).status).toBe(401);
      expect(
        (await console.raw(head("GET /api/health", ["Host: box.example", "Authorization: Bearer long-enough"]))).status,
      ).toBe(200);
      expect(console.output()).not.toContain("long-enough");
    } finally {
      await console.close();
    }
  });

  test("an address of no machine here is named", async () => {
    expectOneLine(await startInVain({ HOST: "192.0.2.1", TRACKSIDE_API_KEY: "long-enough" }), /192\.0\.2\.1/, /HOST/);
  });
});

describe("a start that cannot be", () => {
  test("on a port that is taken says so and touches nothing", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    expectOneLine(await startInVain({ PORT: String(port) }), new RegExp(`Port ${port}.*taken`), /PORT=/);
    expect(existsSync(place.env.TRACKSIDE_DATA_DIR)).toBe(false);
    other.close();
  });

  test("on data that another console uses says so, and leaves both as they are", async () => {
    const console = await openHttpConsole();
    const dataDir = join(console.home, "data");
    try {
      const before = await filesOf(dataDir);
      expectOneLine(
        await startInVain({ TRACKSIDE_DATA_DIR: dataDir }),
        /Another Trackside console is using/,
        /TRACKSIDE_DATA_DIR/,
      );
      expect(await filesOf(dataDir)).toEqual(before);
      expect((await console.get("/api/health")).status).toBe(200);
      await console.kill("SIGKILL");
      const next = await openHttpConsole({ env: { TRACKSIDE_DATA_DIR: dataDir } });
      await next.close();
    } finally {
      await console.close();
    }
  });

  test("with data in a place that is no folder says so", async () => {
    const file = join(place.home, "file");
    await writeFile(file, "mine");
    for (const TRACKSIDE_DATA_DIR of [file, join(file, "data")])
      expectOneLine(await startInVain({ TRACKSIDE_DATA_DIR }), /data directory/, /TRACKSIDE_DATA_DIR/);
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  test("with a database of a newer version says so, and leaves it byte for byte", async () => {
    const dataDir = place.env.TRACKSIDE_DATA_DIR;
    const { db, file } = await openDatabase(dataDir, join(process.cwd(), "db/migrations"));
    await db.close();
    const client = createClient({ url: `file:${file}` });
    await client.execute("INSERT INTO `__migrations` VALUES ('0999_from_the_future', 0)");
    // What is still in the log beside the file would be moved into it by any program that opens and closes it.
    await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    client.close();
    const before = await filesOf(dataDir);
    expectOneLine(await startInVain({}), /newer Trackside/, /0999_from_the_future/, /Nothing was changed/);
    const after = await filesOf(dataDir);
    expect(after[file]).toBe(before[file]);
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
  });

  test("with a file that is no database says so, and leaves it", async () => {
    const dataDir = place.env.TRACKSIDE_DATA_DIR;
    await mkdir(dataDir);
    await writeFile(join(dataDir, "trackside.db"), "this is not a database".repeat(100));
    const before = await filesOf(dataDir);
    expectOneLine(await startInVain({}), /data directory/, /TRACKSIDE_DATA_DIR/);
    expect(await filesOf(dataDir)).toMatchObject(before);
  });

  test("ends within seconds", async () => {
    expect((await startInVain({ PORT: "abc" })).ms).toBeLessThan(10_000);
  });
});

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack, type Header } from "tar-stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeFolder, startCli, type Ended } from "@/server/testing/cli-process";

const runId = "run_20260101_000000_abc";
type Thing = Partial<Header> & { name: string; body?: Buffer | string };

/** Stands for a console, only to send archives that no console would. */
let sender: Server;
let archive: Buffer;
let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  sender = createServer((request, response) => {
    if (request.url === "/api/health") response.end(JSON.stringify({ version: "0", host: { alive: true } }));
    else if (request.url === `/api/runs/${runId}`) response.end(JSON.stringify({ run: { runId, agentId: "a" } }));
    else if (request.url === `/api/agents/a/runs/${runId}/archive`) response.end(archive);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => sender.once("listening", resolve));
});
afterAll(() => sender.close());
beforeEach(async () => {
  folder = await makeFolder();
  return folder.remove;
});

async function tarOf(things: Thing[]): Promise<Buffer> {
  const tar = pack();
  const whole = buffer(tar);
  for (const { body = "", ...header } of things) tar.entry(header, body);
  tar.finalize();
  return whole;
}

async function send(things: Thing[] | Buffer): Promise<Ended> {
  archive = Buffer.isBuffer(things) ? things : gzipSync(await tarOf(things));
  const server = `http://127.0.0.1:${(sender.address() as AddressInfo).port}`;
  return startCli(["export", runId, "--out", "out", "--server", server], { cwd: folder.dir }).ended;
}

const whatIsThere = async (): Promise<string[]> => (await readdir(folder.dir, { recursive: true })).toSorted();

test("a run's directory is written, whole, below the folder named", async () => {
  const large = randomBytes(3_000_000);
  const { code, out, err } = await send([
    { name: `${runId}/`, type: "directory" },
    { name: `${runId}/.trace/trace.jsonl`, body: '{"a":1}\n' },
    { name: `${runId}/${"deep/".repeat(30)}result.json`, body: large },
  ]);
  const dir = join(folder.dir, "out", runId);
  expect([code, out, err]).toEqual([0, `${dir}\n`, "2 files\n"]);
  expect(await readFile(join(dir, ".trace/trace.jsonl"), "utf8")).toBe('{"a":1}\n');
  expect((await readFile(join(dir, "deep/".repeat(30), "result.json"))).equals(large)).toBe(true);
  expect(await readdir(join(folder.dir, "out"))).toEqual([runId]);
});

test.each<[what: string, thing: Thing]>([
  ["a way up", { name: `${runId}/../../evil`, body: "x" }],
  ["a way up at once", { name: "../evil", body: "x" }],
  ["an absolute path", { name: "/tmp/trackside-evil", body: "x" }],
  ["another folder", { name: "other/file", body: "x" }],
  ["a link", { name: `${runId}/link`, type: "symlink", linkname: "/tmp" }],
  ["a hard link", { name: `${runId}/link`, type: "link", linkname: "/etc/passwd" }],
  ["a device", { name: `${runId}/device`, type: "character-device" }],
  ["a file twice", { name: `${runId}/first`, body: "x" }],
])("%s is refused, and nothing is written", async (_what, thing) => {
  const { code, out, err } = await send([{ name: `${runId}/first`, body: "1" }, thing]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(/Nothing was written/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(await whatIsThere()).toEqual(["out"]);
  expect(existsSync("/tmp/trackside-evil")).toBe(false);
});

test("an archive that breaks off or is none leaves nothing", async () => {
  const whole = gzipSync(await tarOf([{ name: `${runId}/file`, body: randomBytes(200_000) }]));
  for (const bytes of [whole.subarray(0, 100_000), gzipSync(Buffer.alloc(700, 1)), Buffer.from("not gzip"), Buffer.alloc(0)]) {
    expect(await send(bytes)).toMatchObject({ code: 1, out: "", err: expect.stringContaining(runId) as string });
    expect(await whatIsThere()).toEqual(["out"]);
  }
});

test("what is there already is not written over", async () => {
  await mkdir(join(folder.dir, "out", runId), { recursive: true });
  await writeFile(join(folder.dir, "out", runId, "mine"), "mine");
  const { code, err } = await send([{ name: `${runId}/mine`, body: "theirs" }]);
  expect([code, err]).toEqual([2, expect.stringContaining("is there already")]);
  expect(await readFile(join(folder.dir, "out", runId, "mine"), "utf8")).toBe("mine");
});
